package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.command.GatewayCommand;
import io.hallpulse.gateway.store.PersonRow;
import io.hallpulse.gateway.testkit.AssessedHall;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What anybody may send to the page for letters, and where nothing of a letter's writer may ever stand. */
class WritePagesTest {
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([A-Za-z0-9_-]+)\"");
    private static final String PHONE = "13911112222";
    private static final String WROTE = "等了三个小时没有人办";

    private final HttpClient client = HttpClient.newHttpClient();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("io.hallpulse");
    private final Level level = root.getLevel();
    private final Level ourLevel = ours.getLevel();
    private Path data;
    private AssessedHall hall;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        data = folder;
        log.start();
        root.addAppender(log);
        root.setLevel(Level.INFO);
        ours.setLevel(Level.TRACE);
        hall = AssessedHall.start(Files.createDirectories(folder.resolve("gateway")));
        hall.freeze();
        hall.at(3);
    }

    @AfterEach
    void stop() throws Exception {
        root.detachAppender(log);
        root.setLevel(level);
        ours.setLevel(ourLevel);
        hall.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(hall.hall().uri(path)));
    }

    private String token() throws Exception {
        HttpResponse<String> page = get("/c");
        assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        Matcher token = TOKEN.matcher(page.body());
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private HttpResponse<String> write(String... pairs) throws Exception {
        return send(form(pairs));
    }

    private HttpRequest.Builder form(String... pairs) {
        String body = IntStream.range(0, pairs.length / 2)
                .mapToObj(i -> pairs[2 * i] + "=" + URLEncoder.encode(pairs[2 * i + 1], StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(hall.hall().uri("/c"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> letter(String token) throws Exception {
        return write(
                "token", token, "kind", "stuck", "window", "north/A03", "text", WROTE, "contact", PHONE, "call", "1");
    }

    @Test
    void lettersOfOneAddress_fiveAnHourAreTaken_theSameTwiceIsOne() throws Exception {
        String first = token();
        HttpResponse<String> sent = letter(first);
        assertThat(sent.statusCode()).isEqualTo(303);
        String link = sent.headers().firstValue("Location").orElseThrow();
        assertThat(letter(first).headers().firstValue("Location")).hasValue(link);
        for (int i = 0; i < 4; i++) {
            assertThat(letter(token()).statusCode()).isEqualTo(303);
        }
        HttpResponse<String> further = letter(token());
        assertThat(further.statusCode()).isEqualTo(429);
        assertThat(further.headers().firstValue("Retry-After")).isPresent();
        assertThat(further.body()).contains("请稍后再来", "这一件没有收到");
        assertThat(letter(first).statusCode()).as("one that was taken").isEqualTo(303);
        assertThat(hall.get("organiser", "/console/cases?which=open").body())
                .contains("5 件", "2026-0005".substring(4))
                .doesNotContain("-0006");
    }

    @Test
    void formsThatAreNotWhole_keepNothing_andNumbersAndGuessesFindNothing() throws Exception {
        String token = token();
        for (String[] wrong : new String[][] {
            {"token", token, "kind", "stuck", "window", "north/A03", "text", ""},
            {"token", token, "kind", "stuck", "window", "north/Z9", "text", WROTE},
            {"token", token, "kind", "other", "window", "north/A03", "text", WROTE},
            {"token", token, "kind", "rating", "window", "north/A03", "text", WROTE},
            {"token", token, "kind", "stuck", "window", "north/A03", "text", "x".repeat(2001)},
            {"token", "x", "kind", "stuck", "window", "north/A03", "text", WROTE},
            rating(token, "level", "3"),
            rating(token, "pressed", "1"),
            rating(token, "level", "1", "day", "soon"),
            rating(token, "level", "1", "day", hall.today().plusDays(1).toString()),
        }) {
            assertThat(write(wrong).statusCode()).as(String.join(" ", wrong)).isEqualTo(422);
        }
        assertThat(write("token", token, "text", "x".repeat(20_000)).statusCode())
                .isEqualTo(413);
        assertThat(send(form("token", token, "kind", "stuck", "window", "north/A03", "text", WROTE)
                                .header("Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(hall.get("organiser", "/console/cases?which=all").body()).contains("没有办件");

        HttpResponse<String> sent = letter(token);
        String link = "/" + sent.headers().firstValue("Location").orElseThrow().replaceFirst("[?].*", "");
        assertThat(get(link).body()).contains(WROTE).doesNotContain(PHONE);
        assertThat(get(link).headers().firstValue("Cache-Control")).hasValue("no-store");
        String number = number(get(link).body());
        String known = link.substring(3);
        List<String> bodies = new ArrayList<>();
        for (String guess : List.of(
                number,
                "1",
                known.substring(1),
                known.toUpperCase(Locale.ROOT),
                known + "A",
                "%F0%9F%98%80",
                "x".repeat(500))) {
            HttpResponse<String> answer = get("/c/" + guess);
            assertThat(answer.statusCode()).as(guess).isEqualTo(404);
            assertThat(answer.body()).doesNotContain(WROTE, number);
            bodies.add(answer.body().replaceAll("instance[^,]*", ""));
        }
        assertThat(bodies.stream().distinct()).as("all told alike").hasSize(1);
    }

    @Test
    void textWithControlCharacters_isKeptWithoutThem() throws Exception {
        HttpResponse<String> sent =
                write("token", token(), "kind", "stuck", "window", "north/A03", "text", "等了\0三个\u001B小时\r\n再来");
        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(get("/" + sent.headers().firstValue("Location").orElseThrow())
                        .body())
                .contains("等了三个小时\n再来");
        assertThat(write("token", token(), "kind", "stuck", "window", "north/A03", "text", "\0\0")
                        .statusCode())
                .as("nothing is left of it")
                .isEqualTo(422);
    }

    private static String number(String page) {
        Matcher number = Pattern.compile("[0-9]{4}-[0-9]{4}").matcher(page);
        assertThat(number.find()).isTrue();
        return number.group();
    }

    /** A rating with a name of window A03, with some fields more. */
    private static String[] rating(String token, String... more) {
        return Stream.concat(
                        Stream.of(
                                "token",
                                token,
                                "kind",
                                "rating",
                                "window",
                                "north/A03",
                                "text",
                                WROTE,
                                "contact",
                                PHONE),
                        Arrays.stream(more))
                .toArray(String[]::new);
    }

    private String link(HttpResponse<String> sent) {
        return "/" + sent.headers().firstValue("Location").orElseThrow().replaceFirst("[?].*", "");
    }

    private void step(String who, String number, String step) throws Exception {
        HttpResponse<String> taken =
                hall.post(who, "/console/cases/" + number, "do=take&step=" + step + "&text=" + "checked");
        assertThat(taken.statusCode()).as(who + " " + step + taken.body()).isEqualTo(303);
    }

    private HttpResponse<String> again(String link, String level) throws Exception {
        return send(HttpRequest.newBuilder(hall.hall().uri(link))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("level=" + level)));
    }

    @Test
    void namedRating_thatAnAppealExcludes_leavesItsRoundsFigure_andNothingElse() throws Exception {
        hall.facts();
        hall.pressBad("A03", 1, 0);
        String link = link(write(rating(token(), "level", "1", "pressed", "1")));
        String number = number(get(link).body());
        assertThat(get(link).body()).contains("首次评价", "非常不满意");
        step("contact", number, "appeal");
        hall.hall()
                .people()
                .add(
                        Actor.command("test"),
                        new PersonRow("reviewer2", "", Set.of(Role.REVIEWER), null, null, List.of(), 0),
                        AssessedHall.PASSWORD);
        step("reviewer", number, "excluded");
        assertThat(hall.post("reviewer", "/console/cases/" + number, "do=take&step=excluded&text=x")
                        .statusCode())
                .isEqualTo(403);
        step("reviewer2", number, "excluded");
        assertThat(hall.get("contact", "/console/cases/" + number).body()).contains("自述按过键", "所属轮次关闭时剔除");
        assertThat(again(link, "5").body()).contains("不再评第二次");

        String account = hall.get("auditor", "/api/v1/account").body();
        hall.count();
        assertThat(hall.get("auditor", "/api/v1/account").body()).isEqualTo(account);
        String round = AssessedHall.SCHEME + "/" + hall.period();
        assertThat(hall.get("auditor", "/api/v1/cases/" + number).body())
                .contains("\"excluded\":{\"" + round + "\":\"excluded\"}", "\"assessNumber\":1", "\"pressed\":true");
        assertThat(hall.get("organiser", "/console/cases/" + number).body()).contains(round, "已从得分中剔除 1 次按键");
        String card = hall.get("auditor", "/console/rounds/" + round + "/card?subject=north/A03")
                .body();
        assertThat(card)
                .as("as if nobody had pressed")
                .contains("96.55", "n 40", "申诉成立，剔除差评", "非常不满意 1 次", "办件 " + number, "按键评价 41 次");
        assertThat(Pattern.compile("id=\"unstruck\">.*?<del>([0-9.]+)</del>")
                        .matcher(card)
                        .results()
                        .map(found -> found.group(1)))
                .singleElement()
                .as("with the press, the second banner and what was struck")
                .isNotEqualTo("97.55");
        assertThat(hall.get("contact", "/console/rounds/" + round + "/card?subject=north/A03")
                        .body())
                .contains("96.55")
                .doesNotContain("非常不满意 1 次", "剔除一次按键");
    }

    @Test
    void secondRating_isTakenOnce_fromWhoHasTheLink() throws Exception {
        String link = link(write(rating(token(), "level", "2")));
        String number = number(get(link).body());
        assertThat(again(link, "5").statusCode()).isEqualTo(422);
        assertThat(again(link, "5").body()).contains("还在办理");
        assertThat(again("/c/" + number, "5").statusCode()).isEqualTo(404);
        assertThat(again(link + "A", "5").statusCode()).isEqualTo(404);
        step("contact", number, "reply");
        step("inspector", number, "answered");
        assertThat(get(link).body()).contains("id=\"again\"");
        assertThat(again(link, "0").body()).contains("五个等级");
        HttpResponse<String> taken = again(link, "4");
        assertThat(taken.statusCode()).isEqualTo(303);
        assertThat(get(link).body()).contains("首次评价", "第二次评价").doesNotContain("id=\"again\"");
        HttpResponse<String> twice = again(link, "5");
        assertThat(twice.statusCode()).isEqualTo(422);
        assertThat(twice.body()).contains("只能评一次");
        assertThat(hall.get("organiser", "/api/v1/cases/" + number).body())
                .contains("\"assessNumber\":1,\"level\":2", "\"assessNumber\":2,\"level\":4");
        assertThat(hall.get("contact", "/console/cases/" + number).body()).contains("来信人第二次评价", "data-rating=\"4\"");
    }

    @Test
    void contactAndLink_standNowhereButWithTheWriter() throws Exception {
        String link = letter(token()).headers().firstValue("Location").orElseThrow();
        String secret = link.replaceFirst("^c/", "").replaceFirst("[?].*", "");
        assertThat(get("/c/" + secret).statusCode()).isEqualTo(200);
        String number = number(get("/c/" + secret).body());
        assertThat(hall.post("caller", "/console/cases/" + number, "do=look").body())
                .contains(PHONE);
        Map<String, String> told = new LinkedHashMap<>();
        for (String path : List.of(
                "/api/v1/cases",
                "/api/v1/cases/" + number,
                "/api/v1/facts?round=" + AssessedHall.SCHEME + "/" + hall.period(),
                "/console/cases?which=all",
                "/console/cases/" + number,
                "/api/v1/publications",
                "/metrics")) {
            for (String who : List.of("organiser", "auditor", "caller", "contact", "operator")) {
                told.put(who + path, hall.get(who, path).body());
            }
        }
        assertThat(told.get("organiser/console/cases/" + number)).contains(WROTE);
        told.put("audit", hall.get("auditor", "/api/v1/audit").body());
        Path backup = data.resolve("copy.db");
        told.put("backup", GatewayCommand.run("backup", "--config", hall.hall().configFile(), backup.toString()));
        Path exports = Files.createDirectories(data.resolve("exports"));
        told.put(
                "export",
                GatewayCommand.run(
                        "assess",
                        "export",
                        "--config",
                        hall.hall().configFile(),
                        "--to",
                        exports.toString(),
                        AssessedHall.SCHEME + "/" + hall.period()));
        told.put("log", log.list.stream().map(Object::toString).collect(Collectors.joining("\n")));
        told.forEach((where, text) -> assertThat(text).as(where).doesNotContain(PHONE, secret));
        String key = Files.readString(data.resolve("gateway/contacts.key")).strip();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = text(file);
                assertThat(bytes.contains(PHONE) || bytes.contains(secret))
                        .as(file.toString())
                        .isFalse();
                assertThat(bytes.contains(key) && !file.endsWith("contacts.key"))
                        .as("the key in " + file)
                        .isFalse();
            }
        }
        assertThat(text(backup)).as("what the backup does hold").contains(utf8(WROTE));
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private int rateByCode(String window, String level, String reason) throws Exception {
        Matcher token = TOKEN.matcher(get("/r/north/" + window).body());
        assertThat(token.find()).isTrue();
        HttpRequest.Builder form = form("token", token.group(1), "level", level, "reason", reason, "send", "1");
        return send(form.uri(hall.hall().uri("/r/north/" + window))).statusCode();
    }

    @Test
    void badPressesOfADay_areOneCaseAfterItsEnd_withCountsAlone() throws Exception {
        hall.pressBad("A05", 3, 4);
        for (int i = 0; i < 5; i++) {
            assertThat(rateByCode("A05", i < 2 ? "1" : "5", i < 2 ? "115" : "517"))
                    .isEqualTo(303);
        }
        assertThat(rateByCode("A06", "1", "115")).isEqualTo(303);
        hall.pressBad("A06", 3, 4);
        assertThat(hall.get("organiser", "/console/cases?which=all").body()).contains("没有办件");
        hall.at(4);
        String page = hall.get("organiser", "/console/cases?which=all").body();
        assertThat(page).contains("差评整改", "交通运输", "当日差评");
        String year = number(page).substring(0, 5);
        String both = hall.get("organiser", "/console/cases/" + year + "0001").body()
                + hall.get("organiser", "/console/cases/" + year + "0002").body();
        assertThat(both)
                .contains("very dissatisfied 3", "ratings 7", "按键差评汇总", "服务态度差效率低 2")
                .as("a tag of a window that one person alone rated by its code")
                .doesNotContain("服务态度差效率低 1");
        hall.at(5);
        assertThat(hall.get("organiser", "/console/cases?which=all").body()).contains("2 件");
    }
}
