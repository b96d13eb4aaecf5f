package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Browser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The operators' console in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsolePageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private ServedHall hall;
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        hall = ServedHall.start(data, 2, "{}", Limits.SMALL_BOX);
        browser = Browser.open();
        browser.login(ServedHall.login());
    }

    @AfterAll
    void stop() throws Exception {
        browser.close();
        hall.close();
    }

    @Test
    void console_fromEmptyToOddToLost_saysWhatIsAndSinceWhen() throws Exception {
        browser.visit(hall.uri("/console").toString());
        await().atMost(PATIENCE).until(() -> texts("#oddities li").equals(List.of("✓ 没有需要处理的事项")));
        assertThat(browser.text("fleet-none")).isEqualTo("尚未有终端连接过");

        hall.pressesOfEveryKind();
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(texts("#sum .term dd"))
                    .containsExactly("14", "11", "2", "1", "11", "4", "1", "1", "1", "1", "1", "1", "1", "2", "1", "0");
            assertThat(texts("#sum .verdict")).containsExactly("✓ 账平：每一次按压都有去向，且只有一个");
        });
        assertThat(texts("#oddities strong"))
                .containsExactly("缺口 1", "无效 1", "冲突 1", "窗口未知 1", "未能存入 2", "死信 1", "待传 2");
        assertThat(texts("#oddities .mend")).doesNotContain("").hasSize(7);
        assertThat(texts("#fleet .fault")).containsExactly("disk is nearly full", "panel → W1：key 3 is stuck");
        assertThat(texts("#letters code")).containsExactly("<b>no message</b>");
        assertThat(browser.text("ready")).isEqualTo("就绪");
        assertThat(browser.evaluate("return document.getElementById('download').href"))
                .isEqualTo(hall.uri("/api/v1/presses?format=csv&bom=true").toString());

        browser.click("language");
        assertThat(texts("#oddities strong")).contains("Gap 1", "Dead letters 1");
        assertThat(browser.text("ready")).isEqualTo("Ready");
        browser.click("language");

        for (int width : new int[] {1920, 390}) {
            browser.resize(width, 1080);
            assertThat(browser.evaluate("return document.documentElement.scrollWidth <= window.innerWidth"))
                    .isEqualTo(true);
        }
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requestedOrigins())
                .isEqualTo(Set.of(hall.uri("/").toString().replaceFirst("/$", "")));

        hall.stopServing();
        await().atMost(PATIENCE)
                .until(() -> browser.evaluate("return document.documentElement.dataset.feed"), "retrying"::equals);
        browser.skip(Duration.ofSeconds(31));
        await().atMost(PATIENCE)
                .until(() -> browser.evaluate("return document.documentElement.dataset.feed"), "lost"::equals);
        assertThat(browser.text("alert")).startsWith("未能更新");
        hall.serveAgain();
        await().atMost(PATIENCE)
                .until(() -> browser.evaluate("return document.documentElement.dataset.feed"), "live"::equals);
    }

    @SuppressWarnings("unchecked") // a list of texts is a list of strings
    private List<String> texts(String selector) {
        return (List<String>) Objects.requireNonNull(browser.evaluate(
                "return [...document.querySelectorAll('" + selector + "')].map((one) => one.textContent)"));
    }
}
