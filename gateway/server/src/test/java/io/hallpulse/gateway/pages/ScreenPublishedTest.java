package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.gateway.assessment.PublishedRounds;
import io.hallpulse.gateway.config.DatabaseConfig;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Browser;
import io.hallpulse.testkit.PageRules;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is published of assessments on the screen of a hall. */
class ScreenPublishedTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration TURN = Duration.ofSeconds(12);
    private static final String STRIP = "return document.getElementById('published').innerText";
    private static final String SEEN = "return document.getElementById('published').checkVisibility()";

    @TempDir
    private Path data = Path.of("");

    private static void shows(Browser browser, String... words) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(browser.evaluate(STRIP)).asString().contains(words));
    }

    @Test
    void strip_hasHonoursAndPromises_inTurn_withTheirRoundAndCode_andNothingThatWasWithdrawn() throws Exception {
        PublishedRounds.in(data, new DatabaseConfig(null, null, null));
        try (ServedHall hall = ServedHall.startWithHttp(
                        data, ", publicUrl: \"https://hall.example.gov.cn\"", Limits.SMALL_BOX);
                Browser browser = Browser.open()) {
            hall.press("W1", 5, 5, 4);
            browser.visit(hall.uri("/screen/north").toString());
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(browser.evaluate(SEEN)).isEqualTo(true));
            StringBuilder all = new StringBuilder();
            for (int turn = 0; turn < 4; turn++) {
                all.append(browser.evaluate(STRIP));
                assertThat(PageRules.overflow(browser)).isEmpty();
                String before = String.valueOf(browser.evaluate(STRIP));
                browser.skip(TURN);
                if (turn < 3) {
                    await().atMost(SOON)
                            .untilAsserted(
                                    () -> assertThat(browser.evaluate(STRIP)).isNotEqualTo(before));
                }
            }
            assertThat(all)
                    .contains("荣誉榜", "2026-10 · 2026-11-16 · n 11", "不动产登记", "流动奖杯 · 月度优秀窗口", "欧阳晓燕")
                    .contains("公示板", "周六上午不休", "社会保险", "2026-12-31", "办理中", "扫码核验")
                    .doesNotContain("五星", "--");
            browser.evaluate("document.getElementById('language').click()");
            shows(browser, "Scan to verify");
            assertThat(browser.complaints()).isEmpty();
            browser.resize(390, 844);
            assertThat(PageRules.overflow(browser)).isEmpty();
        }
    }

    @Test
    void strip_whereNothingIsPublished_isNotThere() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 2, "{minimumRatings: 1}", Limits.SMALL_BOX);
                Browser browser = Browser.open()) {
            hall.press("W1", 5, 5, 4);
            browser.visit(hall.uri("/screen/north").toString());
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(browser.text("overall-total")).isEqualTo("3"));
            assertThat(browser.evaluate(SEEN)).isEqualTo(false);
            assertThat(browser.evaluate("return document.querySelector('.strips').clientHeight"))
                    .isEqualTo(0L);
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
