package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Browser;
import io.hallpulse.testkit.ShownTile;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The hall screen in a real browser, fed by a real gateway. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScreenPageTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int WINDOWS = 30;

    private final HttpClient client = HttpClient.newHttpClient();
    private ServedHall hall;
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        hall = ServedHall.start(data, WINDOWS, "{minimumRatings: 3, staleAfter: 2s}", Limits.SMALL_BOX);
        hall.press("W1", 5, 5, 5, 4, 3, 2, 1);
        hall.press("W2", 5, 5);
    }

    @AfterAll
    void stop() throws Exception {
        hall.close();
    }

    @BeforeEach
    void open() {
        browser = Browser.open();
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void page_scoredWindow_showsWhatTheDocumentSaysAndNothingElse() throws Exception {
        visit("/screen/north");
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode document = document();
            List<ShownTile> tiles = browser.tiles();
            assertThat(tiles).isNotEmpty();
            for (int i = 0; i < tiles.size(); i++) {
                assertShows(
                        tiles.get(i),
                        document.path("windows").path(i),
                        document.path("minimumRatings").asInt());
            }
            assertThat(browser.text("overall"))
                    .isEqualTo(percent(document.path("overall")
                                    .path("satisfaction")
                                    .asDouble()) + "%");
            assertThat(browser.text("overall-total"))
                    .isEqualTo(document.path("overall").path("total").asText());
        });
        assertThat(tile("W1").levels())
                .containsExactlyInAnyOrderEntriesOf(Map.of(5, "3", 4, "1", 3, "1", 2, "1", 1, "1"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void page_tooFewRatings_showsTheTotalAndNoFigure() {
        visit("/screen/north");
        await().atMost(SOON).untilAsserted(() -> assertThat(tile("W2").total()).isEqualTo("已收到 2 / 3 次评价"));
        ShownTile tile = tile("W2");
        assertThat(tile.state()).isEqualTo("few");
        assertThat(tile.digits()).isEqualTo("--");
        assertThat(tile.caption()).isEqualTo("评价数不足，暂不显示");
        assertThat(tile.levels()).isEmpty();
    }

    @Test
    void page_press_movesTheTile() throws Exception {
        visit("/screen/north");
        hall.press("W3", 4, 4, 4);
        await().atMost(SOON).untilAsserted(() -> assertThat(tile("W3").total()).isEqualTo("3 次评价"));
        assertThat(tile("W3").digits()).isEqualTo("100");
        hall.press("W3", 1);
        await().atMost(SOON).untilAsserted(() -> assertThat(tile("W3").digits()).isEqualTo("75.0"));
    }

    @Test
    void page_terminalSilent_greysItsTileAndSaysSinceWhen() throws Exception {
        hall.status("W4");
        visit("/screen/north");
        await().atMost(SOON).untilAsserted(() -> assertThat(tile("W4").stale()).isTrue());
        assertThat(tile("W4").age()).startsWith("数据滞后");
        assertThat(tile("W5").stale()).isFalse();
    }

    @Test
    void language_button_switchesAndIsRemembered() {
        visit("/screen/north");
        assertThat(browser.text("hall")).isEqualTo("北区政务大厅");
        assertThat(browser.evaluate("return document.documentElement.lang")).isEqualTo("zh-CN");

        browser.click("language");
        assertThat(browser.text("hall")).isEqualTo("North Hall");
        assertThat(browser.tiles().get(0).name()).isEqualTo("General counter 1");
        assertThat(browser.evaluate("return document.documentElement.lang")).isEqualTo("en");

        visit("/screen/north");
        assertThat(browser.text("hall")).isEqualTo("North Hall");
    }

    @Test
    void language_inTheAddress_winsOverChinese() {
        visit("/screen/north?lang=en");
        assertThat(browser.text("hall")).isEqualTo("North Hall");
        assertThat(browser.text("language")).isEqualTo("中文");
    }

    @Test
    void stream_silentForAMinuteOfThePagesClock_greysOutAndComesBack() throws Exception {
        visit("/screen/north");
        hall.stopServing();
        try {
            await().atMost(SOON).until(() -> "retrying".equals(feed()));
            browser.skip(Duration.ofSeconds(58));
            assertThat(feed()).as("before the minute is over").isEqualTo("retrying");
            browser.skip(Duration.ofSeconds(60));
            await().atMost(SOON).until(() -> "lost".equals(feed()));
            assertThat(browser.text("alert")).matches("数据已停止更新 · 截至 \\d\\d:\\d\\d:\\d\\d");
            assertThat(browser.evaluate("return getComputedStyle(document.querySelector('main')).filter"))
                    .asString()
                    .contains("grayscale(1)");
        } finally {
            hall.serveAgain();
        }
        await().atMost(Duration.ofSeconds(90)).until(() -> "live".equals(feed()));
        assertThat(browser.evaluate("return document.getElementById('alert').hidden"))
                .isEqualTo(true);
    }

    @Test
    void page_always_asksNobodyElse() throws Exception {
        visit("/screen/north");
        browser.click("language");
        String origin = "http://127.0.0.1:" + hall.port();
        assertThat(browser.requestedOrigins()).containsExactly(origin);
    }

    @Test
    void layout_moreWindowsThanFit_turnsPagesAndNeverScrolls() {
        visit("/screen/north");
        assertThat(browser.tiles()).hasSize(15).extracting(ShownTile::window).startsWith("W1");
        assertThat(browser.evaluate("return document.documentElement.scrollHeight <= innerHeight"))
                .isEqualTo(true);
        assertNothingIsCutOff();

        browser.skip(Duration.ofSeconds(11));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(browser.tiles())
                        .hasSize(15)
                        .extracting(ShownTile::window)
                        .startsWith("W16"));
        assertNothingIsCutOff();
    }

    @Test
    void layout_phone_isOneColumnOfAllWindows() {
        browser.resize(390, 844);
        visit("/screen/north");
        assertThat(browser.tiles()).hasSize(WINDOWS);
        assertThat(browser.evaluate("return new Set([...document.querySelectorAll('.tile')]"
                        + ".map((tile) => tile.getBoundingClientRect().left)).size"))
                .isEqualTo(1L);
        assertThat(browser.evaluate("return document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        assertNothingIsCutOff();
    }

    /** Every part of a tile stands inside its tile. */
    private void assertNothingIsCutOff() {
        assertThat(browser.evaluate("""
                        return [...document.querySelectorAll(".tile")].flatMap((tile) => {
                          const outer = tile.getBoundingClientRect();
                          return [...tile.querySelectorAll("article *")].filter((part) => {
                            const inner = part.getBoundingClientRect();
                            return !part.closest(".unseen") && (inner.right > outer.right + 1 || inner.bottom > outer.bottom + 1);
                          }).map((part) => tile.dataset.window + " " + part.className);
                        }).join(", ")
                        """)).isEqualTo("");
    }

    private void visit(String path) {
        browser.visit(hall.uri(path).toString());
        await().atMost(SOON).until(() -> !browser.tiles().isEmpty());
    }

    private ShownTile tile(String window) {
        return browser.tiles().stream()
                .filter(tile -> tile.window().equals(window))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no tile of " + window + " yet"));
    }

    private String feed() {
        return String.valueOf(browser.evaluate("return document.documentElement.dataset.feed"));
    }

    private JsonNode document() throws Exception {
        return new ObjectMapper()
                .readTree(client.send(
                                HttpRequest.newBuilder(hall.uri("/api/v1/halls/north/scores"))
                                        .build(),
                                BodyHandlers.ofString())
                        .body());
    }

    private static void assertShows(ShownTile tile, JsonNode window, int minimum) {
        assertThat(tile.window()).isEqualTo(window.path("window").asText());
        assertThat(tile.name()).isEqualTo(window.path("name").path("zh").asText());
        assertThat(tile.stale()).isEqualTo(window.path("stale").asBoolean());
        String total = window.path("total").asText();
        if (window.path("satisfaction").isNull()) {
            assertThat(tile.digits()).isEqualTo("--");
            assertThat(tile.levels()).isEmpty();
            assertThat(tile.total()).isEqualTo("已收到 " + total + " / " + minimum + " 次评价");
        } else {
            assertThat(tile.digits())
                    .isEqualTo(percent(window.path("satisfaction").asDouble()));
            assertThat(tile.total()).isEqualTo(total + " 次评价");
            for (int level = 1; level <= 5; level++) {
                assertThat(tile.levels().get(level))
                        .isEqualTo(
                                window.path("n").path(Integer.toString(level)).asText());
            }
        }
    }

    private static String percent(double share) {
        return share == 1 ? "100" : String.format(Locale.ROOT, "%.1f", share * 100);
    }
}
