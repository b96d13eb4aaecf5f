package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Browser;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** The page of fraud rules in a real browser: proposed, previewed, put in force. */
class RulesPageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path data;

    @Test
    void operator_previewsRulesOnLastMonth_andPutsThemInForce() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 2, "{minimumRatings: 1}", Limits.SMALL_BOX);
                Browser browser = Browser.open(1440, 900)) {
            Instant hour = Instant.now().minus(sinceLastMonth()).truncatedTo(ChronoUnit.HOURS);
            hall.pressBefore(sinceLastMonth(), "W1", 1, 5, 5, 5, 5, 5, 5);
            noTicketClosed(hall, hour);
            noTicketClosed(hall, hour.plus(1, ChronoUnit.HOURS)); // should the minute be one before an hour
            ServedHallPages pages = new ServedHallPages(hall, browser);
            pages.signIn();
            await().atMost(PATIENCE).until(() -> {
                pages.visit("/console/rules?lang=zh");
                return figures(browser, "raw").startsWith("不用规则 7 6 0 0 0 1");
            });
            assertThat(pages.main()).contains("此大厅没有规则有效");
            assertThat(value(browser, "burst-seconds")).isEqualTo("20");
            assertThat(isOn(browser, "burst")).isFalse();
            pages.requireGood();

            browser.follow(browser.driver().findElement(By.linkText("填入建议值")));
            assertThat(isOn(browser, "burst")).isTrue();
            assertThat(isOn(browser, "sign")).isFalse();
            set(browser, "interval-seconds", "0");
            browser.follow(browser.driver().findElement(By.cssSelector("button[value=preview]")));
            assertThat(browser.driver().getTitle()).startsWith("有错：");
            assertThat(pages.main()).contains("没有保存", "seconds is '0'; write a whole number from 1 to 600");
            assertThat(isOn(browser, "burst")).as("what was filled in stays").isTrue();
            pages.requireGood();

            set(browser, "interval-seconds", "5");
            browser.follow(browser.driver().findElement(By.cssSelector("button[value=preview]")));
            assertThat(browser.text("rule-interval")).contains("6 次评价");
            assertThat(browser.text("rule-burst")).contains("3 次评价");
            assertThat(browser.text("rule-tickets")).containsPattern("[12] 个小时");
            assertThat(figures(browser, "form")).startsWith("按表单 1 0 0 0 0 1 0.0%");
            assertThat(pages.main()).contains("此大厅没有规则有效");
            pages.requireGood();

            browser.follow(browser.driver().findElement(By.cssSelector("button[value=save]")));
            assertThat(pages.main()).contains("已保存。");
            await().atMost(PATIENCE).until(() -> {
                pages.visit("/console/rules");
                return pages.main().contains("版本 1，自");
            });
            assertThat(figures(browser, "raw")).startsWith("不用规则 7 6 0 0 0 1");
            assertThat(figures(browser, "force")).startsWith("现行版本 1 1 0 0 0 0 1");
            assertThat(String.valueOf(browser.evaluate(
                            "return document.querySelector('#above tbody tr:last-child').textContent")))
                    .contains("W1");

            set(browser, "interval-seconds", "6");
            browser.driver()
                    .findElement(By.cssSelector("#rule-interval input[name=on]"))
                    .click();
            browser.follow(browser.driver().findElement(By.cssSelector("button[value=save]")));
            await().atMost(PATIENCE).until(() -> {
                pages.visit("/console/rules?lang=en");
                return pages.main().contains("Version 2, since");
            });
            assertThat(figures(browser, "past")).startsWith("Version 1, before 1 0 0 0 0 1");
            assertThat(figures(browser, "force")).startsWith("Version 2, in force 4 3 0 0 0 1");
            pages.requireGood();
            pages.visit("/console/audit");
            assertThat(pages.main()).contains("rules/north");
        }
    }

    @Test
    void change_ofAnOlderVersion_isRefused() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 1, "{minimumRatings: 1}", Limits.SMALL_BOX);
                Browser browser = Browser.open(390, 844)) {
            ServedHallPages pages = new ServedHallPages(hall, browser);
            pages.signIn();
            pages.visit("/console/rules?proposed=1&lang=en");
            pages.requireGood();
            browser.evaluate("document.querySelector('input[name=version]').value = '3'; return 1");
            browser.follow(browser.driver().findElement(By.cssSelector("button[value=save]")));
            assertThat(pages.main()).contains("Nothing was saved", "somebody changed the rules meanwhile");
            pages.requireGood();
        }
    }

    private static void noTicketClosed(ServedHall hall, Instant from) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(hall.uri("/api/v1/halls/north/tickets"))
                .header("Authorization", ServedHall.login())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"window\":\"W1\",\"closed\":0,\"from\":\"%s\",\"to\":\"%s\"}"
                        .formatted(from, from.plus(1, ChronoUnit.HOURS))))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(201);
    }

    /** Back to some day late in the month before this one. */
    private static Duration sinceLastMonth() {
        ZonedDateTime now = Instant.now().atZone(ZoneId.of(ServedHall.noon()));
        return Duration.between(now.withDayOfMonth(1).minusDays(5), now);
    }

    private static String figures(Browser browser, String kind) {
        return String.valueOf(browser.evaluate("const row = document.querySelector('tr[data-key=" + kind
                + "]'); return row === null ? '' : [...row.cells].map(cell => cell.textContent.trim()).join(' ')"));
    }

    private static String value(Browser browser, String id) {
        return String.valueOf(browser.evaluate("return document.getElementById('" + id + "').value"));
    }

    private static void set(Browser browser, String id, String value) {
        browser.evaluate("document.getElementById('" + id + "').value = '" + value + "'; return 1");
    }

    private static boolean isOn(Browser browser, String rule) {
        return Boolean.TRUE.equals(
                browser.evaluate("return document.querySelector('#rule-" + rule + " input[name=on]').checked"));
    }
}
