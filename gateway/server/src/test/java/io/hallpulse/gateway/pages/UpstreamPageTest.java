package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Browser;
import io.hallpulse.testkit.PageRules;
import io.hallpulse.testkit.PlayedProvince;
import io.hallpulse.testkit.PlayedProvince.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** The console's page of what goes up to the province, in a real browser. */
class UpstreamPageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration YESTERDAY = Duration.ofHours(26);

    @TempDir
    Path data;

    @Test
    void page_whereNothingGoesUp_saysHowToHaveIt() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 1, "{}", Limits.SMALL_BOX);
                Browser browser = Browser.open(1440, 900)) {
            ServedHallPages pages = new ServedHallPages(hall, browser);
            pages.signIn();
            pages.visit("/console/upstream?lang=zh");
            assertThat(pages.main()).contains("没有上报", "gateway.yaml 里没有 upstream", "upstream: {profile: zhejiang");
            pages.requireGood();
        }
    }

    @Test
    void page_tellsWhatWaits_whatWasTaken_whatWasRefusedAndWhy_andTheFaultOfTheMoment() throws Exception {
        try (PlayedProvince province = new PlayedProvince();
                ServedHall hall = ServedHall.startReporting(data, province.url(), Limits.SMALL_BOX);
                Browser browser = Browser.open(1440, 900)) {
            province.behave(ids -> Reply.refused(503, ""));
            hall.pressOfCase(YESTERDAY, "W1", "B-1", 2, 1);
            hall.pressOfCase(YESTERDAY, "W1", "B-2", 5, 1);
            hall.status("W1");
            ServedHallPages pages = new ServedHallPages(hall, browser);
            pages.signIn();
            browser.follow(browser.driver().findElement(By.linkText("上报")));
            assertThat(pages.main()).contains("省里最近一次收下", "--", "没有被拒的。", province.url(), "330200");
            await().atMost(PATIENCE).untilAsserted(() -> {
                pages.visit("/console/upstream");
                assertThat(pages.all("#state")).singleElement().asString().contains("现在报不上去", "HTTP 503");
            });
            assertThat(pages.all("dd")).startsWith("2", "0", "0");
            pages.requireGood();

            province.behave(ids -> new Reply(
                    true,
                    200,
                    "{\"refused\":[{\"id\":\"" + ids.get(ids.size() - 1) + "\",\"reason\":\"没有办件 B-2 <b>\"}]}",
                    Map.of()));
            await().atMost(PATIENCE).untilAsserted(() -> {
                pages.visit("/console/upstream");
                assertThat(pages.all("#state")).isEqualTo(List.of("没有等待的。"));
            });
            assertThat(pages.all("dd")).startsWith("0", "1", "1");
            assertThat(pages.all("#last"))
                    .singleElement()
                    .asString()
                    .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
            assertThat(pages.all("tbody th")).containsExactly("north/n-01/k3f9c2abq7/2");
            assertThat(pages.all("tbody td").get(0)).isEqualTo("没有办件 … <b>");
            pages.requireGood();
            pages.visit("/console/upstream?lang=en");
            assertThat(pages.main()).contains("Nothing waits.", "Refused", "没有办件 …");
            browser.resize(1920, 1080);
            assertThat(PageRules.overflow(browser)).isEmpty();
            pages.requireGood();
        }
    }
}
