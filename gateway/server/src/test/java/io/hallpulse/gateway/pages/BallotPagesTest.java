package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.gateway.assessment.Ballots;
import io.hallpulse.testkit.Browser;
import io.hallpulse.testkit.PageRules;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The page of an open call, as a person votes on it by phone and as a program does (X22). */
class BallotPagesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PAGE = "/b/" + OpenCall.ROUND;
    private static final ObjectMapper JSON = new ObjectMapper();
    /** A network that carries a request and loses its answer, twice. */
    private static final String LOSSY = """
            const real = window.fetch.bind(window);
            window.sent = [];
            window.fetch = async (...request) => {
              window.sent.push(String(request[1].body));
              const answer = await real(...request);
              if (window.sent.length <= 2) throw new TypeError("lost");
              return answer;
            };
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private OpenCall call;
    private int votes;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        call = new OpenCall(data, 12);
    }

    @AfterEach
    void stop() throws Exception {
        call.close();
    }

    private HttpResponse<String> send(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(call.hall.uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(call.hall.uri(path)).build(), BodyHandlers.ofString());
    }

    private String vote() {
        return "id=" + "%032x".formatted(++votes) + "&s=web&subject=north/W1&q.duty=good&q.law=none";
    }

    private long waiting(String source) throws Exception {
        return Objects.requireNonNull(counts().get(source)).waiting();
    }

    private Map<String, Ballots.Counted> counts() throws Exception {
        return call.room().ballots().counts("clean-windows", "2026-10");
    }

    private static WebElement one(Browser browser, String css) {
        return browser.driver().findElement(By.cssSelector(css));
    }

    private static void choose(Browser browser, String name, String value) {
        one(browser, "label:has([name='" + name + "'][value='" + value + "'])").click();
    }

    private static void requireGood(Browser browser) {
        assertThat(browser.complaints()).isEmpty();
        assertThat(PageRules.accessibility(browser)).isEmpty();
        assertThat(PageRules.overflow(browser)).isEmpty();
        assertThat(PageRules.hanInEnglish(browser)).isEmpty();
    }

    @Test
    void program_isAnsweredAsTheTableSays() throws Exception {
        assertThat(get(PAGE).body()).contains("2026-10-31 00:00");
        assertThat(send(PAGE, vote()).statusCode()).isEqualTo(409);
        call.open();
        assertThat(get(PAGE).headers().map()).doesNotContainKey("set-cookie");
        assertThat(get(PAGE + "?lang=en").body())
                .contains("This is an open call, not a sample")
                .contains("at most 20 of the 100");
        assertThat(get("/b/clean-windows/2026-09").statusCode())
                .as("foreign round")
                .isEqualTo(404);
        assertThat(send("/b/clean-windows/2026-09", vote()).statusCode()).isEqualTo(404);
        assertThat(send(PAGE, vote().replace("s=web", "s=meter")).statusCode()).isEqualTo(404);
        assertThat(send(PAGE, vote() + "&remark=" + "x".repeat(16 * 1024)).statusCode())
                .isEqualTo(413);
        assertThat(send(PAGE, vote(), "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
        assertThat(send(PAGE, "id=7&s=web").statusCode()).isEqualTo(422);

        String first = vote();
        HttpResponse<String> stored = send(PAGE, first);
        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
        assertThat(stored.headers().map()).doesNotContainKey("set-cookie");
        HttpResponse<String> again = send(PAGE, first);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(stored.body());
        for (int i = 2; i <= 5; i++) {
            assertThat(send(PAGE, vote()).statusCode()).isEqualTo(201);
        }
        HttpResponse<String> sixth = send(PAGE, vote());
        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.headers().firstValue("Retry-After")).isPresent();
        assertThat(send(PAGE, first).statusCode())
                .as("known, however many came")
                .isEqualTo(200);
        assertThat(waiting("web")).isEqualTo(5);
        assertThat(get("/api/v1/rounds/" + OpenCall.ROUND + "/receipts").statusCode())
                .as("nothing while it is open")
                .isEqualTo(409);

        call.close("2026-11-04T01:00:00Z");
        assertThat(send(PAGE, vote()).statusCode()).as("too many come first").isEqualTo(429);
        assertThat(get(PAGE + "?lang=en").body()).contains("closed at 2026-11-03 00:00");
        JsonNode receipts = JSON.readTree(
                        get("/api/v1/rounds/" + OpenCall.ROUND + "/receipts").body())
                .at("/receipts/web");
        assertThat(receipts).hasSize(5);
        assertThat(receipts).contains(JSON.readTree(stored.body()).path("receipt"));
    }

    @Test
    void hostileForms_areRefusedOrKeptWithoutWhatNoDatabaseTakes() throws Exception {
        call.open();
        for (int i = 0; i < 7; i++) {
            assertThat(send(PAGE, vote() + "&hint=" + "x".repeat(501)).statusCode())
                    .as("no vote, and no limit of votes")
                    .isEqualTo(422);
        }
        assertThat(send(PAGE, "id=" + "%032x".formatted(++votes) + "&s=box&contact=&mark.north/W1=")
                        .statusCode())
                .as("nothing chosen")
                .isEqualTo(201);
        assertThat(send(PAGE, vote().replace("q.law=none", "q.law=seen") + "&hint=red%00%1B%0D%0Abag")
                        .statusCode())
                .isEqualTo(201);
        call.close("2026-11-04T01:00:00Z");
        assertThat(call.tips()).contains("red\r\nbag");
        assertThat(Objects.requireNonNull(counts().get("box")).opened())
                .extracting(Ballots.Opened::invalid)
                .containsExactly("blank");
    }

    @Test
    void lateVote_isGone() throws Exception {
        call.open();
        call.close("2026-11-04T01:00:00Z");
        assertThat(send(PAGE, vote()).statusCode()).isEqualTo(410);
        assertThat(send(PAGE, vote(), "Accept", "text/html").body()).contains("不再收票");
    }

    @Test
    void person_votesByPhone_overANetworkThatLosesAnswers_andIsCountedOnce() throws Exception {
        call.open();
        try (Browser browser = Browser.open(390, 844)) {
            browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", LOSSY));
            browser.visit(call.hall.uri(PAGE).toString());
            assertThat(one(browser, ".said").getText()).contains("公开征集，不是抽样调查").contains("最多占 20 分");
            assertThat(browser.evaluate("return document.cookie")).isEqualTo("");
            requireGood(browser);

            one(browser, "#search").sendKeys("受理 11");
            assertThat(browser.driver().findElements(By.cssSelector(".subject")).stream()
                            .filter(WebElement::isDisplayed))
                    .hasSize(1);
            choose(browser, "subject", "north/W11");
            choose(browser, "q.duty", "fair");
            assertThat(one(browser, "textarea[name=hint]").isDisplayed()).isFalse();
            choose(browser, "q.law", "seen");
            one(browser, "textarea[name=hint]").sendKeys("看见收了红包");
            one(browser, "button[type=submit]").click();
            await().atMost(PATIENCE).until(() -> one(browser, "#receipt").isDisplayed());
            String receipt = one(browser, ".receipt").getText();
            assertThat(receipt).matches("[0-9a-f]{64}");
            assertThat(one(browser, "h1").getText()).isEqualTo("已收到，谢谢您");
            List<?> sent = (List<?>) Objects.requireNonNull(browser.evaluate("return window.sent"));
            assertThat(sent).hasSize(3);
            assertThat(Set.copyOf(sent)).as("the same envelope").hasSize(1);
            assertThat(waiting("web")).isEqualTo(1);
            requireGood(browser);

            browser.visit(call.hall.uri(PAGE + "?s=box&lang=en").toString());
            assertThat(one(browser, ".said").getText())
                    .contains("This is a box in the hall")
                    .contains("counts nothing");
            assertThat(one(browser, ".marks").isDisplayed())
                    .as("dealt with comes first")
                    .isFalse();
            choose(browser, "contact", "north/W2");
            choose(browser, "mark.north/W2", "cold");
            one(browser, "button[type=submit]").click();
            await().atMost(PATIENCE).until(() -> one(browser, "#receipt").isDisplayed());
            assertThat(waiting("box")).isEqualTo(1);
            call.close("2026-11-04T01:00:00Z");
            assertThat(Objects.requireNonNull(counts().get("box")).opened())
                    .containsExactly(new Ballots.Opened("web", "", 1, 0));
            assertThat(call.room()
                            .ballots()
                            .receipts("clean-windows", "2026-10")
                            .get("web"))
                    .containsExactly(receipt);
        }
    }

    @Test
    void person_votesWithoutScript() throws Exception {
        call.open();
        String page = get(PAGE).body();
        String id = page.replaceFirst("(?s).*name=\"id\" value=\"([0-9a-f]{32})\".*", "$1");
        HttpResponse<String> answer =
                send(PAGE, "id=" + id + "&s=web&subject=north/W1&q.duty=good&q.law=none", "Accept", "text/html");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body())
                .containsPattern("receipt mono\">[0-9a-f]{64}<")
                .contains("已收到");
    }
}
