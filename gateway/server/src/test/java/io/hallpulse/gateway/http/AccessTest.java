package io.hallpulse.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.store.PersonRow;
import io.hallpulse.gateway.testkit.OpenApi;
import io.hallpulse.gateway.testkit.ServedHall;
import java.io.InputStream;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in where, how, and for how long; on a running gateway with a person of each role. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "a fine password";
    private static final Actor NOBODY = Actor.command("test");
    private static final String TOKEN = "X-CSRF-Token";

    /** The roles that each kind of path lets in to read, and to change. */
    private static final Map<String, List<Set<String>>> MAY = Map.of(
            "anyone", List.of(everybody("none"), everybody("none")),
            "signed-in", List.of(everybody(), everybody()),
            "viewer",
                    List.of(
                            Set.of("viewer", "technician", "operator", "auditor", "organiser"),
                            Set.of("viewer", "technician", "operator", "auditor", "organiser")),
            "assessment", List.of(assessing(), assessing()),
            "technician", List.of(Set.of("technician", "operator", "auditor"), Set.of("technician", "operator")),
            "operator", List.of(Set.of("operator", "auditor"), Set.of("operator")),
            "organiser", List.of(Set.of("operator", "organiser", "auditor"), Set.of("operator", "organiser")),
            "auditor", List.of(Set.of("auditor"), Set.of()));

    private static Set<String> assessing() {
        Set<String> roles = everybody();
        roles.removeAll(Set.of("viewer", "technician", "operator"));
        return roles;
    }

    private static Set<String> everybody(String... more) {
        return Stream.concat(Arrays.stream(Role.values()).map(Role::word), Stream.of(more))
                .collect(Collectors.toSet());
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private ServedHall hall;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        hall = ServedHall.start(data, 1, "{}", Limits.SMALL_BOX);
        for (Role role : Role.values()) {
            add(role.word(), role);
        }
    }

    @AfterAll
    void stop() throws Exception {
        hall.close();
    }

    private void add(String name, Role role) throws Exception {
        PersonRow row = new PersonRow(name, "", Set.of(role), null, null, List.of(), 0);
        hall.people().add(NOBODY, row, PASSWORD);
    }

    /** The table in the interface document is the one that the server goes by, and nothing else answers. */
    @Test
    void everyRoute_ofEveryRoleAndOfNone_letsInWhomTheTableSays() throws Exception {
        Map<String, String> served = new TreeMap<>();
        hall.server()
                .routes()
                .forEach((route, least) -> served.put(route.replace('<', '{').replace('>', '}'), least.word()));
        assertThat(OpenApi.roles(false)).isEqualTo(served);

        for (Map.Entry<String, String> route : served.entrySet()) {
            String[] parts = route.getKey().split(" ");
            boolean change = !parts[0].equals("GET") && !parts[0].equals("HEAD");
            for (String who :
                    List.of("none", "viewer", "technician", "operator", "auditor", "organiser", "inspector")) {
                HttpResponse<InputStream> answer = trial(parts[0], parts[1], who);
                assertThat(isLetIn(answer))
                        .as(route + " of " + who + ": " + answer.statusCode())
                        .isEqualTo(Objects.requireNonNull(MAY.get(route.getValue()))
                                .get(change ? 1 : 0)
                                .contains(who));
                answer.body().close();
            }
        }
    }

    private HttpResponse<InputStream> trial(String method, String path, String who) throws Exception {
        String filled =
                path.replace("{hall}", "north").replace("{window}", "W1").replaceAll("\\{\\w+}", "nothing");
        HttpRequest.Builder request = HttpRequest.newBuilder(hall.uri(filled)).method(method, BodyPublishers.noBody());
        if (!who.equals("none")) {
            request.header("Authorization", ServedHall.basic(who, PASSWORD));
        }
        return client.send(request.build(), BodyHandlers.ofInputStream());
    }

    private static boolean isLetIn(HttpResponse<?> answer) {
        boolean problem = answer.headers().firstValue("Content-Type").orElse("").contains("problem");
        boolean signsIn = answer.headers().firstValue("Location").orElse("").contains("login?to=");
        return !(answer.statusCode() == 403 || (answer.statusCode() == 401 && problem) || signsIn);
    }

    @Test
    void page_withoutASession_leadsToTheSignInPage_andFromThereBack() throws Exception {
        HttpResponse<String> page = send(get("/console/terminals?q=a%20b"));
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("Location")).hasValue("../login?to=%2Fconsole%2Fterminals%3Fq%3Da%2520b");
        HttpResponse<String> form = send(get("/login?to=%2Fconsole%2Fterminals%3Fq%3Da%2520b"));
        assertThat(form.body()).contains("name=\"to\" value=\"/console/terminals?q=a%20b\"");

        HttpResponse<String> signedIn = signIn("viewer", PASSWORD, "/console/terminals?q=a%20b");
        assertThat(signedIn.statusCode()).isEqualTo(303);
        assertThat(signedIn.headers().firstValue("Location")).hasValue("./console/terminals?q=a%20b");
        HttpResponse<String> over = send(post("/console/people", "do=remove"));
        assertThat(over.statusCode()).as("a form of a session that is over").isEqualTo(303);
        assertThat(over.headers().firstValue("Location")).hasValue("../login?to=%2Fconsole%2Fpeople");
        for (String site : List.of("same-origin", "same-site", "cross-site", "none")) {
            assertThat(send(post("/console/people", "do=remove").header("Sec-Fetch-Site", site))
                            .statusCode())
                    .as("what a %s page sends is kept only where the page is ours", site)
                    .isEqualTo(site.equals("same-origin") ? 307 : 303);
        }
        assertThat(send(session("viewer").post("/login", "name=viewer&password=" + encoded(PASSWORD)))
                        .statusCode())
                .as("who is signed in signs in again")
                .isEqualTo(303);
        assertThat(signIn("viewer", PASSWORD, "//evil.example/").headers().firstValue("Location"))
                .hasValue("./console");
        assertThat(signedIn.headers().firstValue("Set-Cookie").orElse(""))
                .matches("hallpulse-session=[A-Za-z0-9_-]{22}; .*")
                .contains("Path=/", "Secure", "HttpOnly", "SameSite=Strict")
                .doesNotContain("Max-Age", "Expires");
        assertThat(raw("hall.example", "name=viewer&password=" + encoded(PASSWORD)))
                .as("over plain HTTP from beyond this machine")
                .contains("hallpulse-session=")
                .doesNotContain("Secure");
    }

    @Test
    void signIn_ofAnotherPage_isRefused() throws Exception {
        String form = "name=viewer&password=" + encoded(PASSWORD);
        assertThat(send(post("/login", form).header("Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(post("/login", form).header("Origin", "http://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(post("/login", form).header("Origin", "null")).statusCode())
                .isEqualTo(403);
        assertThat(send(post("/login", form).header("Origin", "http://127.0.0.1:" + hall.port()))
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void signIn_wrong_saysNotWhichAndThenUntilWhen_andKeepsNoOtherOut() throws Exception {
        HttpResponse<String> wrongName = signIn("nobody.here", PASSWORD, "/");
        HttpResponse<String> wrongPassword = signIn("technician", "a wrong one", "/");
        assertThat(wrongName.statusCode()).isEqualTo(401);
        assertThat(wrongName.body()).contains("用户名或密码不对", "<title>有错：");
        assertThat(wrongPassword.body().replace("technician", "nobody.here")).isEqualTo(wrongName.body());
        HttpResponse<String> later = wrongPassword;
        while (later.statusCode() != 429) { // each wait is longer, and in the end longer than this machine is slow
            later = signIn("technician", "a wrong one", "/");
        }
        assertThat(later.headers().firstValue("Retry-After").orElse("")).matches("\\d+");
        assertThat(later.body()).containsPattern("\\d\\d:\\d\\d:\\d\\d 之后再试");
        assertThat(signIn("viewer", PASSWORD, "/").statusCode()).isEqualTo(303);
    }

    @Test
    void change_withinASession_wantsItsToken() throws Exception {
        Session operator = session("operator");
        String form = "do=remove&name=nobody.here";
        assertThat(send(operator.post("/console/people", form)).statusCode()).isEqualTo(403);
        assertThat(send(operator.post(
                                "/console/people",
                                form + "&csrf=" + session("operator").csrf()))
                        .statusCode())
                .as("that of another session")
                .isEqualTo(403);
        assertThat(send(operator.post("/console/people", form).header(TOKEN, "x"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(operator.post("/console/people", form + "&csrf=" + operator.csrf()))
                        .statusCode())
                .isEqualTo(422);
        assertThat(send(operator.post("/console/people", form).header(TOKEN, operator.csrf()))
                        .statusCode())
                .isEqualTo(422);
        String parts = "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" + operator.csrf()
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"name.csv\"\r\n\r\na\r\nb\r\n--b\r\n"
                + "Content-Disposition: form-data; name=\"do\"\r\n\r\nfly\r\n--b--\r\n";
        assertThat(send(operator.request("/console/people")
                                .header("Content-Type", "multipart/form-data; boundary=b")
                                .POST(BodyPublishers.ofString(parts)))
                        .body())
                .contains("'do' is add, roles, password or remove");

        HttpRequest.Builder put = operator.request("/api/v1/directory/halls").PUT(BodyPublishers.ofString("{}"));
        assertThat(send(put).statusCode()).isEqualTo(403);
        assertThat(send(put.copy().header(TOKEN, operator.csrf())).statusCode()).isEqualTo(428);
        Session viewer = session("viewer");
        assertThat(send(viewer.post("/console/people", form).header(TOKEN, viewer.csrf()))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void formThatNoBrowserSends_isRefused() throws Exception {
        String login = ServedHall.basic("operator", PASSWORD);
        HttpResponse<String> nul =
                send(post("/console/people", "do=remove&name=nobody%00here").header("Authorization", login));
        assertThat(nul.statusCode()).isEqualTo(400);
        assertThat(nul.body()).contains("name", "the character NUL");
        String head = "Content-Disposition: form-data; ".repeat(200) + "name=\"do\"";
        HttpResponse<String> parts = send(get("/console/people")
                .header("Authorization", login)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString("--b\r\n" + head + "\r\n\r\nremove\r\n--b--\r\n")));
        assertThat(parts.statusCode()).isEqualTo(400);
        assertThat(parts.body()).contains("the head of a part has over 4096 bytes");
    }

    @Test
    void basic_isForProgramsAlone() throws Exception {
        String login = ServedHall.basic("operator", PASSWORD);
        HttpRequest.Builder change =
                post("/console/people", "do=remove&name=nobody.here").header("Authorization", login);
        HttpResponse<String> program = send(change.copy());
        assertThat(program.statusCode()).isEqualTo(422);
        assertThat(program.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(program.body()).doesNotContain("name=\"csrf\" value=\"A");
        assertThat(send(change.header("Origin", "http://127.0.0.1:" + hall.port()))
                        .statusCode())
                .isEqualTo(403);
        assertThat(me(get("/api/v1/me").header("Authorization", login)))
                .isEqualTo(JSON.readTree("{\"name\":\"operator\",\"role\":\"operator\",\"roles\":[\"operator\"]}"));

        HttpResponse<String> stranger = send(get("/api/v1/me"));
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.headers().firstValue("WWW-Authenticate"))
                .hasValue("Basic realm=\"HallPulse\", charset=\"UTF-8\"");
        assertThat(send(get("/api/v1/me").header("Sec-Fetch-Mode", "cors"))
                        .headers()
                        .firstValue("WWW-Authenticate"))
                .as("a browser would ask for a password over our page")
                .hasValue("Session realm=\"HallPulse\"");
    }

    @Test
    void session_endsWithSignOut_andWithThePasswordAndThePerson() throws Exception {
        add("passing", Role.VIEWER);
        Session first = session("passing");
        Session second = session("passing");
        assertThat(send(first.post("/logout", "csrf=" + first.csrf()))
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElse(""))
                .contains("hallpulse-session=;", "Expires=Thu, 01 Jan 1970");
        assertThat(send(first.request("/api/v1/me")).statusCode()).isEqualTo(401);
        assertThat(me(second.request("/api/v1/me")).path("role").asText()).isEqualTo("viewer");

        hall.people().giveRoles(NOBODY, "passing", Set.of(Role.AUDITOR, Role.TECHNICIAN));
        assertThat(me(second.request("/api/v1/me")).path("role").asText())
                .as("roles count at once")
                .isEqualTo("technician");

        String change = "csrf=" + second.csrf() + "&old=" + encoded(PASSWORD) + "&new=another+one&again=another+one";
        assertThat(send(second.post("/console/password", change.replace("&old=", "&old=x")))
                        .statusCode())
                .isEqualTo(422);
        HttpResponse<String> changed = send(second.post("/console/password", change));
        assertThat(changed.statusCode()).isEqualTo(303);
        assertThat(send(second.request("/api/v1/me")).statusCode())
                .as("all sessions of the old password are over")
                .isEqualTo(401);
        Session third = new Session(
                changed.headers().firstValue("Set-Cookie").orElse("").split(";")[0], "");
        assertThat(send(third.request("/console/password?done=1")).body()).contains("密码已更改");
        hall.people().remove(NOBODY, "passing");
        assertThat(send(third.request("/api/v1/me")).statusCode()).isEqualTo(401);
    }

    @Test
    void peoplePage_changesThem_orSaysWhyNot() throws Exception {
        Session operator = session("operator");
        HttpResponse<String> inFile =
                send(operator.post("/console/people", "do=remove&name=li.na&csrf=" + operator.csrf()));
        assertThat(inFile.statusCode()).isEqualTo(422);
        assertThat(inFile.body()).contains("li.na 写在管理员文件里");
        HttpResponse<String> added = send(operator.post(
                "/console/people", "do=add&name=zhou&role=viewer&password=long+enough&csrf=" + operator.csrf()));
        assertThat(added.headers().firstValue("Location")).hasValue("people?done=added&name=zhou");
        assertThat(send(operator.request("/console/people?done=added&name=zhou"))
                        .body())
                .contains("已添加 zhou");
        assertThat(send(operator.post(
                                "/console/people",
                                "do=add&name=zhou&role=viewer&password=long+enough&csrf=" + operator.csrf()))
                        .body())
                .contains("已经有人叫 zhou");
        String tied =
                "do=add&name=%s&role=%s&password=long+enough&unit=tax&staff=%s&interests=unit:land+window:north/W1"
                        + "&csrf=" + operator.csrf();
        assertThat(send(operator.post("/console/people", tied.formatted("gao", "keyholder&role=discipline", "S1")))
                        .body())
                .contains("监票人不能同时是评议办或纪检监察");
        assertThat(send(operator.post("/console/people", tied.formatted("gao", "inspector", "S%201")))
                        .body())
                .contains("单位和工作人员写目录里的编号");
        assertThat(send(operator.post("/console/people", tied.formatted("gao", "inspector&role=third-party", "S1")))
                        .statusCode())
                .isEqualTo(303);
        assertThat(send(operator.request("/console/people")).body())
                .contains("tax</bdi>", "S1</bdi>", "land</bdi>", "north/W1</bdi>");
        assertThat(me(get("/api/v1/me").header("Authorization", ServedHall.basic("gao", "long enough"))))
                .isEqualTo(
                        JSON.readTree(
                                "{\"name\":\"gao\",\"role\":\"inspector\",\"roles\":[\"third-party\","
                                        + "\"inspector\"],\"unit\":\"tax\",\"staff\":\"S1\",\"interests\":[\"unit:land\",\"window:north/W1\"]}"));
        assertThat(send(get("/console").header("Authorization", ServedHall.basic("gao", "long enough")))
                        .headers()
                        .firstValue("Location"))
                .as("who has no role of the hall sees none of its pages")
                .hasValue("console/schemes");
    }

    private final class Session {
        private final String cookie;
        private final String csrf;

        Session(String cookie, String csrf) {
            this.cookie = cookie;
            this.csrf = csrf;
        }

        String csrf() {
            return csrf;
        }

        HttpRequest.Builder request(String path) {
            return get(path).header("Cookie", cookie);
        }

        HttpRequest.Builder post(String path, String form) {
            return AccessTest.this.post(path, form).header("Cookie", cookie);
        }
    }

    private Session session(String name) throws Exception {
        String cookie = signIn(name, PASSWORD, "/")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .split(";")[0];
        return new Session(
                cookie,
                me(get("/api/v1/me").header("Cookie", cookie)).path("csrf").asText());
    }

    private HttpResponse<String> signIn(String name, String password, String to) throws Exception {
        return send(post("/login", "name=" + name + "&password=" + encoded(password) + "&to=" + encoded(to)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(hall.uri(path));
    }

    private HttpRequest.Builder post(String path, String form) {
        return get(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private JsonNode me(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /** Signs in as a browser does that knows the gateway by another name. */
    private String raw(String host, String form) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", hall.port())) {
            socket.getOutputStream()
                    .write(("POST /login HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                                    + form.length() + "\r\n\r\n" + form)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
