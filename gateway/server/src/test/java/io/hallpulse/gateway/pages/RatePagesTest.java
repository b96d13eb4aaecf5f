package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.domain.channel.Channel;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Browser;
import io.hallpulse.testkit.PageRules;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The page behind a counter's QR code, as a person goes through it by phone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RatePagesTest {
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([A-Za-z0-9_-]+)\"");

    /** Where everything on the page is and what it looks like, without its words. */
    private static final String SHAPE = """
            return [...document.querySelectorAll("main *")].map((element) => {
              const box = element.getBoundingClientRect();
              const style = getComputedStyle(element);
              const size = element.matches(".choice span, p, h1, legend, b") ? [] : [box.x, box.y, box.width, box.height];
              return [element.tagName, ...size.map(Math.round), style.color, style.backgroundColor, style.borderColor].join(" ");
            }).join("\\n");
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private ServedHall hall;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        hall = ServedHall.start(data, 9, "{}", Limits.SMALL_BOX);
    }

    @AfterAll
    void stop() throws Exception {
        hall.close();
    }

    private String counted(String window) {
        return Arrays.toString(hall.reader()
                .channels()
                .sums("north", 0, Long.MAX_VALUE, Long.MAX_VALUE)
                .getOrDefault(Channel.QR, Map.of())
                .getOrDefault(window, new long[5]));
    }

    private static WebElement one(Browser browser, String css) {
        return browser.driver().findElement(By.cssSelector(css));
    }

    private static String heading(Browser browser) {
        return one(browser, "h1").getText();
    }

    @Test
    void person_byPhone_choosesALevelAndReasons_isThanked_andCountsOnceHoweverOften() throws Exception {
        try (Browser browser = Browser.open(390, 844)) {
            browser.visit(hall.uri("/r/north/W1").toString());
            assertThat(heading(browser)).isEqualTo("请评价本次服务");
            assertThat(one(browser, "main").getText()).contains("北区政务大厅", "W1", "综合受理 1");
            keepsTheRules(browser);
            browser.follow(one(browser, "[name=level][value='2']"));
            assertThat(heading(browser)).isEqualTo("原因（可不选）");
            assertThat(counted("W1")).as("nothing is sent yet").isEqualTo("[0, 0, 0, 0, 0]");
            keepsTheRules(browser);
            browser.follow(one(browser, "[lang=en]"));
            assertThat(browser.driver().findElements(By.cssSelector(".reason"))).hasSize(8);
            assertThat(one(browser, "main").getText()).contains("Staff did not know the work well");
            keepsTheRules(browser);
            one(browser, "[value='213']").click();
            one(browser, "[value='214']").click();
            browser.evaluate("const send = document.querySelector('[name=send]'); send.click(); send.click();");
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> heading(browser).equals("Thank you"));
            keepsTheRules(browser);
            browser.driver().navigate().refresh();
            assertThat(heading(browser)).isEqualTo("Thank you");
            assertThat(counted("W1")).as("tapped twice and loaded again").isEqualTo("[0, 1, 0, 0, 0]");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /** A clerk who sees the phone from afar cannot tell which list is open, or what was thanked for. */
    @Test
    void pages_ofEveryLevel_lookAlike() {
        try (Browser browser = Browser.open(360, 740)) {
            SoftAssertions all = new SoftAssertions();
            for (String language : List.of("zh", "en")) {
                List<String> lists = new ArrayList<>();
                for (int level = 1; level <= 5; level++) {
                    browser.visit(hall.uri("/r/north/W2?lang=" + language).toString());
                    browser.follow(one(browser, "[name=level][value='" + level + "']"));
                    lists.add(String.valueOf(browser.evaluate(SHAPE)));
                    all.assertThat(one(browser, "h1").getText()
                                    + one(browser, ".place").getText())
                            .doesNotContain("满意")
                            .doesNotContain("atisfied");
                }
                all.assertThat(lists).as(language).allMatch(lists.get(0)::equals);
            }
            all.assertAll();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(hall.uri(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private String token(String window) throws Exception {
        HttpResponse<String> page = send(request("/r/north/" + window));
        assertThat(page.headers().firstValue("Set-Cookie"))
                .as("no cookie is needed")
                .isEmpty();
        Matcher token = TOKEN.matcher(page.body());
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private HttpRequest.Builder form(String window, String... pairs) {
        String body = IntStream.range(0, pairs.length / 2)
                .mapToObj(i -> pairs[2 * i] + "=" + URLEncoder.encode(pairs[2 * i + 1], StandardCharsets.UTF_8))
                .reduce((one, other) -> one + "&" + other)
                .orElse("");
        return request("/r/north/" + window)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    @Test
    void form_sentTwiceAtOnce_countsOnce() throws Exception {
        String token = token("W3");
        HttpRequest request = form("W3", "token", token, "level", "5", "reason", "517", "send", "1")
                .build();
        List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            sent.add(client.sendAsync(request, BodyHandlers.ofString()));
        }
        for (CompletableFuture<HttpResponse<String>> one : sent) {
            assertThat(one.get().statusCode()).isEqualTo(303);
            assertThat(one.get().headers().firstValue("Location")).hasValue("W3?done=1&lang=zh");
        }
        assertThat(counted("W3")).isEqualTo("[0, 0, 0, 0, 1]");
        assertThat(send(form("W3", "token", token, "level", "1", "send", "1")).statusCode())
                .as("the same form with another level")
                .isEqualTo(303);
        assertThat(counted("W3")).as("as it came first").isEqualTo("[0, 0, 0, 0, 1]");
    }

    @Test
    void form_withoutATokenOfThatCounter_orALevel_countsNothingAndSaysSo() throws Exception {
        String token = token("W4");
        for (HttpRequest.Builder wrong : List.of(
                form("W4", "level", "5", "send", "1"),
                form("W4", "token", "x", "level", "5", "send", "1"),
                form("W5", "token", token, "level", "5", "send", "1"),
                form("W4", "token", token, "send", "1"),
                form("W4", "token", token, "level", "9", "send", "1"),
                form("W4", "token", token, "level", "5", "reason", "213", "send", "1"))) {
            HttpResponse<String> answer = send(wrong);
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("请评价本次服务");
        }
        for (String site : List.of("cross-site", "same-site")) {
            assertThat(send(form("W4", "token", token, "level", "5", "send", "1")
                                    .header("Sec-Fetch-Site", site))
                            .statusCode())
                    .as("a page of others")
                    .isEqualTo(403);
        }
        assertThat(send(form("W4", "token", token, "level", "5", "send", "1").header("Origin", "http://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(counted("W4")).isEqualTo("[0, 0, 0, 0, 0]");
        assertThat(send(request("/r/north/Z9")).statusCode()).isEqualTo(404);
        assertThat(send(request("/r/south/W1")).statusCode()).isEqualTo(404);
    }

    @Test
    void formsOfOneAddress_twentyAnHourAreCounted_theNextIsToldSo() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(send(form("W6", "token", token("W6"), "level", "4", "send", "1"))
                            .statusCode())
                    .isEqualTo(303);
        }
        HttpResponse<String> further = send(form("W6", "token", token("W6"), "level", "4", "send", "1"));
        assertThat(further.statusCode()).isEqualTo(429);
        assertThat(further.headers().firstValue("Retry-After")).isPresent();
        assertThat(further.body()).contains("请稍后再来", "没有计入");
        assertThat(counted("W6")).isEqualTo("[0, 0, 0, 20, 0]");
        assertThat(send(form("W7", "token", token("W7"), "level", "4", "send", "1"))
                        .statusCode())
                .as("another counter")
                .isEqualTo(303);
    }

    private static void keepsTheRules(Browser browser) {
        SoftAssertions all = new SoftAssertions();
        String what = browser.driver().getTitle();
        all.assertThat(PageRules.overflow(browser)).as(what).isEmpty();
        all.assertThat(PageRules.hanInEnglish(browser)).as(what).isEmpty();
        all.assertThat(PageRules.nulls(browser)).as(what).isEmpty();
        all.assertThat(PageRules.accessibility(browser)).as(what).isEmpty();
        all.assertAll();
    }
}
