package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.domain.directory.DirectoryTable;
import io.hallpulse.domain.directory.Row;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Browser;
import io.hallpulse.testkit.PageRules;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptException;

/** Who is on duty, as it is signed in on the console and shown at the counter, in a real browser. */
class CounterPageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int[][] SIZES = {{800, 480}, {1024, 600}, {390, 844}};

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path data;

    @Test
    void counter_showsWhoIsOnDuty_whatTheWindowPromises_andWhereItIsRated() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 2, "{minimumRatings: 1}", Limits.SMALL_BOX);
                Browser browser = Browser.open(800, 480)) {
            put(
                    hall,
                    DirectoryTable.STAFF,
                    "id",
                    "S1",
                    "zh",
                    "欧阳晓燕",
                    "en",
                    "Ouyang Xiaoyan",
                    "post",
                    "首席代表",
                    "stars",
                    "4");
            put(
                    hall,
                    DirectoryTable.WINDOWS,
                    "hall",
                    "north",
                    "id",
                    "W1",
                    "zh",
                    "不动产登记",
                    "en",
                    "Property registration",
                    "promisesZh",
                    "一次告知；当场办结",
                    "promisesEn",
                    "All told at once; done while you wait",
                    "dutiesZh",
                    "受理不动产登记申请");
            browser.visit(hall.uri("/counter/north/W1").toString());
            assertThat(browser.text("server")).contains("暂停服务", "请稍候，或到其他窗口办理");
            assertThat(texts(browser, ".told li")).containsExactly("一次告知", "当场办结", "受理不动产登记申请");
            assertThat(browser.driver().findElements(By.cssSelector(".rate svg path")))
                    .hasSize(1);
            requireGood(browser);

            assertThat(send(hall, "PUT", "{\"staff\":\"S1\"}")).isEqualTo(200);
            awaitServer(browser, "欧阳晓燕");
            assertThat(texts(browser, ".face")).containsExactly("欧阳");
            assertThat(browser.text("server")).contains("首席代表", "★★★★☆");
            requireGood(browser);
            browser.resize(800, 480);
            browser.follow(browser.driver().findElement(By.linkText("English")));
            assertThat(browser.text("server")).contains("Ouyang Xiaoyan");
            assertThat(texts(browser, ".told li"))
                    .containsExactly("All told at once", "done while you wait", "受理不动产登记申请");
            requireGood(browser);

            assertThat(send(hall, "DELETE", "")).isEqualTo(204);
            awaitServer(browser, "Paused");
            hall.stopServing();
            await().atMost(PATIENCE)
                    .until(() -> texts(browser, "#lost")
                            .equals(List.of("The connection is lost; this page may be out of date")));
            hall.serveAgain();
            await().atMost(PATIENCE).until(() -> texts(browser, "#lost").equals(List.of("")));
            assertThat(browser.text("server")).contains("Paused");
        }
    }

    @Test
    void whoSignsInAtTheTerminal_isOnTheCounterAndOnTheConsole_beforeWhomTheGatewayHasThere() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 2, "{minimumRatings: 1}", Limits.SMALL_BOX);
                Browser browser = Browser.open(1440, 900)) {
            put(hall, DirectoryTable.STAFF, "id", "S1", "zh", "张建国", "en", "Zhang Jianguo");
            put(hall, DirectoryTable.STAFF, "id", "S2", "zh", "李娜", "en", "Li Na");
            assertThat(send(hall, "PUT", "{\"staff\":\"S1\"}")).isEqualTo(200);
            browser.visit(hall.uri("/counter/north/W1").toString());
            assertThat(browser.text("server")).contains("张建国");

            hall.signedIn("W1", "S2");
            awaitServer(browser, "李娜");
            ServedHallPages pages = new ServedHallPages(hall, browser);
            pages.signIn();
            pages.visit("/console/duty?lang=zh");
            assertThat(pages.all("tr[data-key=W1] td")).contains("李娜 · S2", "在终端上签到，也在终端上签退");
            assertThat(pages.all("tr[data-key=W1] button"))
                    .as("nobody signs out here who signed in there")
                    .containsExactly("暂停服务");
            pages.requireGood();

            hall.signedIn("W1", "nobody-we-know");
            browser.visit(hall.uri("/counter/north/W1").toString());
            awaitServer(browser, "张建国");
            hall.signedIn("W1", "S2");
            awaitServer(browser, "李娜");
            hall.signedIn("W1", null);
            awaitServer(browser, "张建国");
        }
    }

    @Test
    void counter_inTheOtherLanguage_isBackInItsOwn_onceWhoeverChoseItIsGone() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 1, "{minimumRatings: 1}", Limits.SMALL_BOX);
                Browser browser = Browser.open(800, 480)) {
            browser.visit(hall.uri("/counter/north/W1").toString());
            browser.follow(browser.driver().findElement(By.linkText("English")));
            assertThat(browser.text("server")).contains("Paused");
            browser.evaluate("const now = performance.now() + 61_000; performance.now = () => now;");
            awaitServer(browser, "暂停服务");
        }
    }

    @Test
    void counter_whereTheHallIsClosed_saysWhenItOpens() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 1, "{minimumRatings: 1}", Limits.SMALL_BOX);
                Browser browser = Browser.open(1024, 600)) {
            ZoneId zone = ZoneId.of(ServedHall.noon());
            String tomorrow = List.of("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
                    .get(Instant.now()
                                    .atZone(zone)
                                    .toLocalDate()
                                    .plusDays(1)
                                    .getDayOfWeek()
                                    .getValue()
                            - DayOfWeek.MONDAY.getValue());
            hall.change(halls -> halls.with(halls.entries().withCalendar(Map.of())));
            put(
                    hall,
                    DirectoryTable.HALLS,
                    "id",
                    "north",
                    "zh",
                    "北区",
                    "en",
                    "North",
                    "hours",
                    tomorrow + " 09:00-12:00");
            browser.visit(hall.uri("/counter/north/W1").toString());
            assertThat(browser.text("server")).contains("非办公时间", "下次开放：", "09:00");
            assertThat(texts(browser, ".told li")).singleElement().asString().endsWith("09:00–12:00");
            requireGood(browser);
            assertThat(client.send(
                                    HttpRequest.newBuilder(hall.uri("/counter/north/W9"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void operator_signsSomebodyInAtAWindow_andOutAgain() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 2, "{minimumRatings: 1}", Limits.SMALL_BOX);
                Browser browser = Browser.open(1440, 900)) {
            ServedHallPages pages = new ServedHallPages(hall, browser);
            pages.signIn();
            pages.visit("/console/duty?lang=zh");
            assertThat(pages.main()).contains("目录里还没有本大厅的工作人员");
            put(hall, DirectoryTable.STAFF, "id", "S1", "zh", "张建国", "en", "Zhang Jianguo");
            put(hall, DirectoryTable.STAFF, "id", "S2", "zh", "李娜", "en", "Li Na", "hall", "north", "window", "W2");
            pages.visit("/console/duty");
            assertThat(pages.all("tbody .badge")).containsExactly("无人在岗", "无人在岗");
            assertThat(browser.evaluate("return document.querySelector('tr[data-key=W2] select').value"))
                    .as("whom the directory has there")
                    .isEqualTo("S2");
            browser.follow(browser.driver().findElement(By.cssSelector("tr[data-key=W2] button[value=in]")));
            assertThat(pages.main()).contains("已上岗。");
            assertThat(pages.all("tbody .badge")).containsExactly("无人在岗", "在岗");
            pages.requireGood();
            browser.follow(browser.driver().findElement(By.cssSelector("tr[data-key=W2] button[value=out]")));
            assertThat(pages.main()).contains("已离岗。");
            assertThat(pages.all("tbody .badge")).containsExactly("无人在岗", "无人在岗");

            browser.follow(browser.driver().findElement(By.cssSelector("tr[data-key=W1] button[value=in]")));
            assertThat(browser.driver().getTitle()).startsWith("有错：");
            assertThat(pages.main()).contains("没有上岗", "窗口 W1：请从名单中选择本大厅的工作人员");
            pages.requireGood();
            pages.visit("/console/audit");
            assertThat(pages.main()).contains("上岗", "离岗", "duty/north/W2");
        }
    }

    @Test
    void operator_hasAWindowPause_andItsCounterSaysSo() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 2, "{minimumRatings: 1}", Limits.SMALL_BOX);
                Browser browser = Browser.open(1440, 900)) {
            put(hall, DirectoryTable.STAFF, "id", "S1", "zh", "张建国", "en", "Zhang Jianguo");
            assertThat(send(hall, "PUT", "{\"staff\":\"S1\"}")).isEqualTo(200);
            ServedHallPages pages = new ServedHallPages(hall, browser);
            pages.signIn();
            pages.visit("/console/duty?lang=zh");
            browser.follow(browser.driver().findElement(By.cssSelector("tr[data-key=W1] button[value=pause]")));
            assertThat(pages.main()).contains("已暂停服务。");
            assertThat(pages.all("tbody .badge")).containsExactly("在岗", "暂停服务", "无人在岗");
            pages.requireGood();
            browser.visit(hall.uri("/counter/north/W1").toString());
            assertThat(browser.text("server")).contains("暂停服务").doesNotContain("张建国");

            pages.visit("/console/duty");
            browser.follow(browser.driver().findElement(By.cssSelector("tr[data-key=W1] button[value=resume]")));
            assertThat(pages.main()).contains("已恢复服务。");
            assertThat(pages.all("tbody .badge")).containsExactly("在岗", "无人在岗");
            browser.visit(hall.uri("/counter/north/W1").toString());
            assertThat(browser.text("server")).contains("张建国");
            pages.visit("/console/audit");
            assertThat(pages.main()).contains("windows/north/W1");
        }
    }

    private static void put(ServedHall hall, DirectoryTable table, String... cells) throws Exception {
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < cells.length; i += 2) {
            row.put(cells[i], cells[i + 1]);
        }
        hall.change(halls -> table.put(halls, new Row(row)));
    }

    private int send(ServedHall hall, String method, String body) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(hall.uri("/api/v1/halls/north/windows/W1/staff"))
                                .header("Authorization", ServedHall.login())
                                .method(method, BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    /** The page asks by itself every 15 s, and at once when the network is back. */
    private static void awaitServer(Browser browser, String text) {
        browser.evaluate("dispatchEvent(new Event('online'))");
        await().atMost(PATIENCE)
                .ignoreException(JavascriptException.class) // between one page and the next
                .until(() -> browser.text("server").contains(text));
    }

    private static List<String> texts(Browser browser, String selector) {
        return browser.driver().findElements(By.cssSelector(selector)).stream()
                .map(element -> element.getText().strip())
                .toList();
    }

    private static void requireGood(Browser browser) {
        for (int[] size : SIZES) {
            browser.resize(size[0], size[1]);
            assertThat(PageRules.overflow(browser)).as("in " + size[0]).isEmpty();
        }
        assertThat(PageRules.accessibility(browser)).isEmpty();
        assertThat(PageRules.hanInEnglish(browser)).isEmpty();
        assertThat(PageRules.nulls(browser)).isEmpty();
    }
}
