package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Browser;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrontPageTest {
    @Test
    void front_severalHalls_listsThemWithTheirScreens(@TempDir Path data) throws Exception {
        try (ServedHall halls = ServedHall.start(data, 1, "{}", Limits.SMALL_BOX, "south");
                Browser browser = Browser.open()) {
            browser.visit(halls.uri("/").toString());
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(
                                    browser.evaluate(
                                            "return [...document.querySelectorAll('a')].map((a) => a.pathname + ' ' + a.textContent).join('|')"))
                            .isEqualTo("/screen/north 北区政务大厅North Hall|/screen/south south 政务大厅Hall south"));
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
