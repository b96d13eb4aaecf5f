package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.gateway.assessment.PublishedRounds;
import io.hallpulse.gateway.config.DatabaseConfig;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Browser;
import io.hallpulse.testkit.PageRules;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The public pages of publications in a real browser: verified there, found false there, and where it cannot be told. */
class PublicationPageTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERDICT = "return document.querySelector('main').dataset.verdict";
    private static final String SEEN =
            "return [...document.querySelectorAll('.verdict')].filter((one) => one.checkVisibility()).map((one) => one.innerText).join()";

    private final HttpClient client = HttpClient.newHttpClient();
    private Path data;
    private ServedHall hall;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        data = folder;
        PublishedRounds.in(folder, new DatabaseConfig(null, null, null));
        hall = ServedHall.start(folder, 2, "{minimumRatings: 1}", Limits.SMALL_BOX);
    }

    @AfterEach
    void stop() throws Exception {
        hall.close();
    }

    private String digest(String round, String publication, String state) throws Exception {
        for (JsonNode one : JSON.readTree(get("/api/v1/publications").body()).path("publications")) {
            if (one.path("round").asText().equals(round)
                    && one.path("publication").asText().equals(publication)
                    && one.path("state").asText().equals(state)) {
                return one.path("digest").asText();
            }
        }
        throw new AssertionError(publication + " of " + round + " is not listed as " + state);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(hall.uri(path)).build(), BodyHandlers.ofString());
    }

    private void visit(Browser browser, String path, String verdict) {
        browser.visit(hall.uri(path).toString());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(browser.evaluate(VERDICT)).isEqualTo(verdict));
    }

    @Test
    void list_hasWhatWasPublished_withCorrectionsBeside_andNothingOfUnits() throws Exception {
        JsonNode listed = JSON.readTree(get("/api/v1/publications").body()).path("publications");
        assertThat(listed.findValuesAsText("publication")).containsExactly("month", "month", "stars", "board");
        assertThat(listed.findValuesAsText("state")).containsExactly("live", "replaced", "withdrawn", "live");
        assertThat(listed.get(0).path("replaces")).isEqualTo(listed.get(1).path("digest"));
        assertThat(listed.get(1).path("replacedBy")).isEqualTo(listed.get(0).path("digest"));
        String stars = listed.get(2).path("digest").asText();
        assertThat(JSON.readTree(get("/api/v1/publications/" + stars).body())
                        .path("content")
                        .asText())
                .isEmpty();
        assertThat(get("/api/v1/publications/" + "0".repeat(64)).statusCode()).isEqualTo(404);
        String page = get("/p").body();
        assertThat(page).contains("更正：", "补上已同意署名的工作人员", "撤回原因：", "星级须重新核对");
        assertThat(get("/p/" + stars).body()).contains("此公布已撤回", "星级须重新核对").doesNotContain("data-of=");
    }

    @Test
    void page_isVerifiedInTheBrowser_inBothLanguages_andFitsAPhone() throws Exception {
        String board = digest(PublishedRounds.PROMISES, "board", "live");
        String month = digest(PublishedRounds.MONTHLY, "month", "live");
        try (Browser browser = Browser.open(1920, 1080)) {
            for (String path : new String[] {"/p/" + month, "/p/" + month + "?lang=en", "/p/" + board}) {
                visit(browser, path, "true");
                assertThat(browser.evaluate(SEEN)).asString().startsWith("✓");
            }
            visit(browser, "/p/" + month + "?lang=en", "true");
            assertThat(PageRules.hanInEnglish(browser)).isEmpty();
            assertThat(browser.evaluate("return document.querySelector('.published').innerText"))
                    .asString()
                    .contains("Rotating trophy", "Ouyang Xiaoyan", "Property registration");
            browser.resize(390, 844);
            assertThat(PageRules.overflow(browser)).isEmpty();
            assertThat(PageRules.accessibility(browser)).isEmpty();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void content_thatWasChangedInTheDatabase_isFoundFalse() throws Exception {
        String month = digest(PublishedRounds.MONTHLY, "month", "live");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("assess.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("drop trigger sheet_stays");
            assertThat(statement.executeUpdate("update sheet set content = replace(content, '不动产登记', '动产登记')"
                            + " where digest = '" + month + "'"))
                    .isEqualTo(1);
        }
        try (Browser browser = Browser.open(1920, 1080)) {
            visit(browser, "/p/" + month, "false");
            assertThat(browser.evaluate(SEEN)).asString().startsWith("✗").contains("摘要");
        }
    }

    @Test
    void signatureOfAnother_andTextOfThePageThatWasNotSigned_areFoundFalse() throws Exception {
        String month = digest(PublishedRounds.MONTHLY, "month", "live");
        String board = digest(PublishedRounds.PROMISES, "board", "live");
        try (Browser browser = Browser.open(1920, 1080)) {
            visit(browser, "/p/" + month, "true");
            browser.evaluate("document.querySelector('[data-of=\"/rows/0/subject/zh\"]').textContent = '别的窗口';"
                    + "import('../assets/publication.js?again')");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(browser.evaluate(VERDICT)).isEqualTo("false"));
            assertThat(browser.evaluate(SEEN)).asString().contains("页面文字");

            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("assess.db"));
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("drop trigger seal_stays");
                statement.executeUpdate("update seal set signature = (select signature from seal where digest = '"
                        + board + "') where digest = '" + month + "'");
            }
            visit(browser, "/p/" + month, "false");
            assertThat(browser.evaluate(SEEN)).asString().contains("签名与内容不符");
        }
    }

    @Test
    void browser_thatCannotVerify_saysSo_andShowsTheSheet() throws Exception {
        String month = digest(PublishedRounds.MONTHLY, "month", "live");
        Map<String, String> without = Map.of(
                "HTTPS", "Object.defineProperty(Crypto.prototype, 'subtle', {get: () => undefined})",
                "Ed25519",
                        "SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException('', 'NotSupportedError'))");
        for (Map.Entry<String, String> one : without.entrySet()) {
            try (Browser browser = Browser.open(1920, 1080)) {
                browser.driver()
                        .executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", one.getValue()));
                visit(browser, "/p/" + month, "unable");
                assertThat(browser.evaluate(SEEN)).asString().contains("此处未能核验", one.getKey());
                assertThat(browser.evaluate("return document.querySelectorAll('.published tbody tr').length"))
                        .isEqualTo(11L);
            }
        }
    }
}
