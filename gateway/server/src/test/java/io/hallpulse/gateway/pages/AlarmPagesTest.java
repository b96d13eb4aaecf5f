package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.contract.message.Json;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Browser;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Alarms as a technician sees and handles them, in a real browser and by programs. */
class AlarmPagesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path data;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void technician_seesWhatIsWrong_takesItOn_andTheLossCloses() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 1, "{minimumRatings: 1}", Limits.SMALL_BOX);
                Browser browser = Browser.open(1440, 900)) {
            ServedHallPages pages = new ServedHallPages(hall, browser);
            pages.signIn();
            pages.visit("/console/alarms?lang=zh");
            assertThat(pages.main()).contains("一切正常");

            hall.pressesOfEveryKind();
            await().atMost(PATIENCE).untilAsserted(() -> {
                pages.visit("/console/alarms");
                assertThat(pages.main()).contains("按键卡住", "key 3 has been down", "评价缺失", "按键被拒绝", "磁盘空间不足");
            });
            assertThat(browser.driver()
                            .findElement(By.cssSelector("#rail .count"))
                            .getText())
                    .matches("(?s)[0-9]+.*");

            pages.requireGood();
            act(browser, "按键卡住", "订了新按键", "comment");
            assertThat(pages.main()).contains("备注已保存。", "li.na · 备注 订了新按键");
            act(browser, "按键卡住", "", "acknowledge");
            assertThat(pages.main()).contains("已确认。", "处理中");
            act(browser, "按键卡住", "", "comment");
            assertThat(browser.driver().getTitle()).startsWith("有错：");
            act(browser, "按键被拒绝", "换过存储卡", "acknowledge");
            await().atMost(PATIENCE).untilAsserted(() -> {
                pages.visit("/console/alarms");
                assertThat(browser.driver()
                                .findElement(By.cssSelector("section[aria-labelledby=closed]"))
                                .getText())
                        .contains("按键被拒绝", "换过存储卡");
            });
            pages.visit("/console/alarms?lang=en");
            assertThat(pages.main()).contains("Key is stuck", "Free the key", "Taken on");
            pages.visit("/console/audit?object=alarms");
            assertThat(pages.all("tbody tr")).hasSize(3);
        }
    }

    private static void act(Browser browser, String alarm, String text, String what) throws Exception {
        WebElement row =
                browser.driver().findElement(By.xpath("//tr[.//form and .//b[normalize-space()='" + alarm + "']]"));
        row.findElement(By.name("text")).sendKeys(text);
        browser.follow(row.findElement(By.cssSelector("button[value=" + what + "]")));
    }

    @Test
    void program_readsAlarmsAndMutesOne() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 1, "{minimumRatings: 1}", Limits.SMALL_BOX, "south")) {
            hall.status("W1"); // with hardly any disk left
            await().atMost(PATIENCE)
                    .until(() -> alarms(hall, "?state=open&hall=north")
                                    .path("alarms")
                                    .size()
                            > 0);
            JsonNode alarm = alarms(hall, "?hall=north").path("alarms").get(0);
            assertThat(alarm.path("kind").asText()).isEqualTo("disk");
            assertThat(alarm.path("cause").path("en").asText()).isEqualTo("north n-01: Disk space is low (0 MB)");
            assertThat(alarms(hall, "?hall=south").path("alarms").findValuesAsText("subject"))
                    .doesNotContain("n-01");

            String path = "/api/v1/alarms/" + alarm.path("id").asLong();
            assertThat(post(
                                    hall,
                                    path + "/mute",
                                    "{\"until\":\"" + Instant.now().plusSeconds(600) + "\"}")
                            .body())
                    .contains("\"mutedUntil\":\"");
            assertThat(post(hall, path + "/comment", "{\"text\":\"买了新卡\"}").body())
                    .contains("买了新卡");
            assertThat(post(hall, path + "/comment", "{}").statusCode()).isEqualTo(422);
            assertThat(post(hall, path + "/acknowledge", "").body()).contains("\"by\":\"li.na\"");
            assertThat(post(hall, "/api/v1/alarms/4711/acknowledge", "").statusCode())
                    .isEqualTo(404);
            assertThat(post(hall, path + "/mute", "{\"until\":\"2020-01-01T00:00:00Z\"}")
                            .statusCode())
                    .isEqualTo(422);
        }
    }

    private JsonNode alarms(ServedHall hall, String query) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(hall.uri("/api/v1/alarms" + query))
                .header("Authorization", ServedHall.login())
                .build();
        return Json.read(client.send(request, BodyHandlers.ofByteArray()).body(), JsonNode.class);
    }

    private HttpResponse<String> post(ServedHall hall, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(hall.uri(path))
                .header("Authorization", ServedHall.login())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
