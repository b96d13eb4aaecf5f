package io.hallpulse.testkit;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium of the system's own, with a fresh profile, that loads nothing of its own accord. The page's monotonic clock can
 * be set forward.
 */
public final class Browser implements AutoCloseable {
    private static final String CLOCK = "window.skippedMillis = 0;"
            + "const trueNow = performance.now.bind(performance);"
            + "performance.now = () => trueNow() + window.skippedMillis;";

    private static final String WINDOWS = """
            const text = (window, part) => window.querySelector("." + part).innerText.trim();
            return JSON.stringify([...document.querySelectorAll("#board .window")].filter((w) => !w.hidden).map((window) => {
              const bar = {};
              for (const part of window.querySelectorAll(".bar span")) {
                if (!part.hidden) bar[part.className.at(-1)] = Number(part.style.flexGrow);
              }
              return {
                window: window.dataset.window, name: text(window, "name"), state: window.dataset.state,
                late: window.dataset.late === "true", score: text(window, "digits"), bar, count: text(window, "count"),
                instead: text(window, "wait"), since: text(window, "since"), staff: text(window, "staff"),
              };
            }));
            """;

    /** Chromium without a window of its own, whose toolbar would take most of the time; its driver names no page to begin with. */
    private static final String PROGRAM =
            "#!/bin/sh\nexec /usr/lib/chromium/chromium-headless-shell \"$@\" about:blank\n";

    private static final Set<String> ON_THE_NETWORK = Set.of("http", "https", "ws", "wss");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** It finds no class for this browser's newest protocol, and needs none. Kept, or the level would be forgotten. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium.devtools");

    static {
        SELENIUM.setLevel(Level.SEVERE);
    }

    private final Path profile;
    private final ChromeDriver driver;

    private Browser(Path profile, ChromeDriver driver) {
        this.profile = profile;
        this.driver = driver;
    }

    /** A browser whose page has that many CSS pixels. */
    public static Browser open(int width, int height) {
        try {
            Path profile = Files.createTempDirectory("hallpulse-browser-");
            Path program = Files.writeString(profile.resolve("program"), PROGRAM);
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
            ChromeDriver driver = new ChromeDriver(service(), options(program, profile.resolve("data")));
            Browser browser = new Browser(profile, driver);
            browser.resize(width, height);
            driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", CLOCK));
            return browser;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A browser of the size of a hall's screen. */
    public static Browser open() {
        return open(1920, 1080);
    }

    private static ChromeDriverService service() {
        return new ChromeDriverService.Builder()
                .usingDriverExecutable(new File("/usr/bin/chromedriver"))
                .usingAnyFreePort()
                .withSilent(true)
                .build();
    }

    private static ChromeOptions options(Path program, Path profile) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable("performance", Level.ALL);
        logs.enable("browser", Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program.toFile());
        options.setCapability("goog:loggingPrefs", logs);
        return options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--hide-scrollbars",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
    }

    public ChromeDriver driver() {
        return driver;
    }

    /** Sends an operator's login with every request, as a browser does once somebody typed it. */
    public void login(String authorization) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Authorization", authorization)));
    }

    public void visit(String url) {
        driver.get(url);
    }

    public void resize(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Sets the page's monotonic clock forward. */
    public void skip(Duration time) {
        driver.executeScript("window.skippedMillis += arguments[0]", time.toMillis());
    }

    /** The windows on the hall screen's page, read in one go. */
    public List<ShownWindow> windows() {
        try {
            return List.of(JSON.readValue(string(driver.executeScript(WINDOWS)), ShownWindow[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of the element of that id, whether it is in sight or not. */
    public String text(String id) {
        return string(driver.executeScript("return document.getElementById(arguments[0]).textContent", id));
    }

    /** What a script returns. */
    public @Nullable Object evaluate(String script) {
        return driver.executeScript(script);
    }

    public void click(String id) {
        driver.executeScript("document.getElementById(arguments[0]).click()", id);
    }

    /** Clicks a link or a form's button and waits for the page that it leads to, which may be of the same address. */
    public void follow(WebElement element) {
        driver.executeScript("window.left = true");
        element.click();
        await().atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> Boolean.TRUE.equals(driver.executeScript(
                        "return window.left === undefined && document.readyState === 'complete'")));
    }

    /** The origins of all network requests since the last call, as the browser itself logged them. */
    public Set<String> requestedOrigins() throws IOException {
        Set<String> origins = new TreeSet<>();
        for (LogEntry entry : driver.manage().logs().get("performance")) {
            JsonNode message = JSON.readTree(entry.getMessage()).path("message");
            if (message.path("method").asText().equals("Network.requestWillBeSent")) {
                URI url = URI.create(
                        message.path("params").path("request").path("url").asText());
                if (ON_THE_NETWORK.contains(url.getScheme())) {
                    origins.add(url.getScheme() + "://" + url.getAuthority());
                }
            }
        }
        return origins;
    }

    /** Errors and warnings on the page's console since the last call. */
    public List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** A picture of the page as PNG. */
    public void screenshot(Path file) throws IOException {
        Object data =
                driver.executeCdpCommand("Page.captureScreenshot", Map.of()).get("data");
        Files.write(file, Base64.getDecoder().decode((String) data));
    }

    private static String string(@Nullable Object value) {
        return (String) Objects.requireNonNull(value);
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
