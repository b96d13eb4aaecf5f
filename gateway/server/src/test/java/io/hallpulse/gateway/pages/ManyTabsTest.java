package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Browser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;

/** More screens in one browser than it opens connections to a host. */
class ManyTabsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data = Path.of("");

    @Test
    void seventhTab_showsTheScoresAndSaysThatItIsNotLive_andIsLiveOnceAnotherIsClosed() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 1, "{minimumRatings: 1}", Limits.SMALL_BOX);
                Browser browser = Browser.open()) {
            hall.press("W1", 5);
            ChromeDriver driver = browser.driver();
            List<String> states = new ArrayList<>();
            List<String> tabs = new ArrayList<>();
            for (int tab = 1; tab <= 7; tab++) {
                if (tab > 1) {
                    driver.switchTo().newWindow(WindowType.TAB);
                }
                tabs.add(driver.getWindowHandle());
                browser.visit(hall.uri("/screen/north").toString());
                await().atMost(PATIENCE).until(() -> browser.text("overall").equals("100"));
                String expected = tab <= 5 ? "live" : "polled";
                await().atMost(PATIENCE).until(() -> state(browser).equals(expected));
            }
            for (String tab : tabs) {
                driver.switchTo().window(tab);
                states.add(state(browser));
            }
            assertThat(states).containsExactly("live", "live", "live", "live", "live", "polled", "polled");
            assertThat(browser.text("feed")).contains("已有 5 个实时画面");

            driver.switchTo().window(tabs.get(0)).close();
            driver.switchTo().window(tabs.get(5));
            browser.evaluate("dispatchEvent(new Event('online'))"); // else it asks again within 10 s
            await().atMost(PATIENCE).until(() -> state(browser).equals("live"));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static String state(Browser browser) {
        return String.valueOf(browser.evaluate("return document.documentElement.dataset.feed"));
    }
}
