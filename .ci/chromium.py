"""Chromium by its driver, as the scripts that take the manual's pictures use it."""
import base64, json, os, subprocess, time, urllib.error, urllib.request

DRIVER = "http://127.0.0.1:9515"
IMAGES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "gateway", "manual", "img")


def call(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(DRIVER + path, method=method, data=data, headers={"Content-Type": "application/json"})
    return json.load(urllib.request.urlopen(request, timeout=60))["value"]


def wait(what, is_there, again=lambda: None):
    """Until it is true, a minute at most; again does what may make it so, every few seconds."""
    for turn in range(600):
        try:
            if is_there():
                return
        except (urllib.error.URLError, ConnectionError):
            pass  # the driver is about to come, or the page to go
        if turn % 30 == 29:
            again()
        time.sleep(0.1)
    raise SystemExit("pictures: a minute passed without " + what)


class Browser:
    def __init__(self):
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--force-prefers-reduced-motion", "--lang=zh-CN"]
        wanted = {"goog:chromeOptions": {"args": arguments}, "acceptInsecureCerts": True}  # of a CA that was made a moment ago
        options = {"capabilities": {"alwaysMatch": wanted}}
        self.session = "/session/" + call("POST", "/session", options)["sessionId"]

    def run(self, script):
        return call("POST", self.session + "/execute/sync", {"script": script, "args": []})

    def is_true(self, condition):
        return self.run(f"return document.readyState === 'complete' && {condition}")

    def visit(self, url):
        call("POST", self.session + "/url", {"url": url})

    def take(self, name, size, url, condition):
        metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
        call("POST", self.session + "/goog/cdp/execute", {"cmd": "Emulation.setDeviceMetricsOverride", "params": metrics})
        self.visit(url)
        wait(f"{condition} at {url}", lambda: self.is_true(condition), lambda: self.visit(url))
        self.run("return document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))")
        picture = base64.b64decode(call("GET", self.session + "/screenshot"))
        small = subprocess.run(["pngquant", "--speed", "1", "128", "-"], input=picture, stdout=subprocess.PIPE, check=True).stdout
        with open(f"{IMAGES}/{name}.png", "wb") as file:
            file.write(small)

    def sign_in(self, root, name, password):
        self.visit(root + "login")
        self.run(f"document.getElementById('name').value = {json.dumps(name)}; document.getElementById('password').value = {json.dumps(password)};"
                 "document.querySelector('.sheet form').requestSubmit()")
        wait("the console after signing in", lambda: self.is_true("location.pathname.startsWith('/console')"))

    def close(self):
        call("DELETE", self.session)
