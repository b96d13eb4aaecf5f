package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.assessment.Ballots;
import io.hallpulse.gateway.store.PersonRow;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Browser;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** Sheets of paper on the console's pages: two clerks, a third person, and the counts that they come to (X24). */
class PaperPagesTest {
    /** 210 by 297 mm in points. */
    private static final Pattern A4 = Pattern.compile("/MediaBox ?\\[ ?0 0 59[4-6][.0-9]* 84[1-2][.0-9]* ?]");

    private static final Pattern PAGE = Pattern.compile("/Type ?/Page\\b");
    private static final String PASSWORD = "a fine password";
    private static final String ROUND = "/console/rounds/" + OpenCall.ROUND;
    private static final String BATCH = ROUND + "/batches/1";

    private final HttpClient client = HttpClient.newHttpClient();
    private OpenCall call;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        call = new OpenCall(data, 3);
        Map<String, Role> people = Map.of(
                "clerk-a", Role.RECORDER,
                "clerk-b", Role.RECORDER,
                "clerk-c", Role.RECORDER,
                "zhang", Role.ORGANISER,
                "sun", Role.DISCIPLINE,
                "viewer", Role.VIEWER);
        for (Map.Entry<String, Role> one : people.entrySet()) {
            PersonRow row = new PersonRow(one.getKey(), "", Set.of(one.getValue()), null, null, List.of(), 0);
            call.hall.people().add(Actor.command("test"), row, PASSWORD);
        }
        call.open();
    }

    @AfterEach
    void stop() throws Exception {
        call.close();
    }

    private HttpRequest.Builder asked(String who, String path) {
        return HttpRequest.newBuilder(call.hall.uri(path))
                .header("Authorization", ServedHall.basic(who, PASSWORD))
                .header("Content-Type", "application/x-www-form-urlencoded");
    }

    private HttpResponse<String> post(String who, String path, String form) throws Exception {
        return client.send(asked(who, path).POST(BodyPublishers.ofString(form)).build(), BodyHandlers.ofString());
    }

    private String get(String who, String path) throws Exception {
        return client.send(asked(who, path).build(), BodyHandlers.ofString()).body();
    }

    private static String sheet(int place, String subject) {
        return "do=key&place=" + place + "&serial=" + (100 + place) + "&subject=" + subject
                + "&q.duty=poor&q.law=unknown";
    }

    private void accepted(String who, String form) throws Exception {
        HttpResponse<String> answer = post(who, BATCH, form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    }

    @Test
    void sheets_arePrintedOnA4_eachWithItsSerial_onceThatIsNoted() throws Exception {
        String sheets = ROUND + "/sheets?source=web&first=101&count=3";
        assertThat(status("viewer", sheets)).isEqualTo(403);
        assertThat(status("sun", sheets)).isEqualTo(403);
        assertThat(status("zhang", sheets))
                .as("they would come back as foreign")
                .isEqualTo(409);
        post("zhang", ROUND + "/ballots", "do=issue&source=web&first=101&last=103");
        post("zhang", ROUND + "/ballots", "do=issue&source=box&first=1&last=2");
        assertThat(status("zhang", sheets.replace("count=3", "count=4"))).isEqualTo(409);
        assertThat(status("zhang", sheets.replace("source=web", "source=box"))).isEqualTo(409);
        assertThat(status("zhang", sheets.replace("count=3", "count=201"))).isEqualTo(422);
        assertThat(status("zhang", sheets)).isEqualTo(200);
        try (Browser browser = Browser.open(1440, 900)) {
            ServedHallPages pages = new ServedHallPages(call.hall, browser);
            pages.signIn("clerk-a", PASSWORD);
            pages.visit(sheets);
            assertThat(pages.all(".ballot-sheet .serial")).containsExactly("No. 000101", "No. 000102", "No. 000103");
            assertThat(pages.all(".ballot-sheet:first-child li"))
                    .hasSize(3)
                    .first()
                    .asString()
                    .contains("north/W1");
            assertThat(pages.all(".ballot-sheet:first-child .choices span > .tick"))
                    .hasSize(7);
            assertThat(pages.all("[data-print]")).containsExactly("打印");
            picture(browser, "sheets-one");
            requireA4(browser, 3, "sheets-one");
            pages.requireGood();
            pages.visit(sheets + "&lang=en");
            pages.requireGood();

            pages.visit(ROUND + "/ballots?lang=zh");
            assertThat(pages.main()).contains("已登记编号").contains("101–103");
            pages.requireGood();
            browser.visit(
                    call.hall.uri(ROUND + "/sheets?source=box&first=1&count=2").toString());
            assertThat(pages.all(".ballot-sheet:first-child tbody .tick")).hasSize(9);
            assertThat(pages.main()).contains("最多点名 2 个", "您在哪些窗口办过事", "对人冷淡");
            picture(browser, "sheets-many");
            requireA4(browser, 2, "sheets-many");
            pages.requireGood();
        }
    }

    private int status(String who, String path) throws Exception {
        return client.send(asked(who, path).build(), BodyHandlers.ofString()).statusCode();
    }

    private static void requireA4(Browser browser, int pages, String name) throws Exception {
        Object pdf = browser.driver()
                .executeCdpCommand("Page.printToPDF", Map.of("preferCSSPageSize", true))
                .get("data");
        byte[] bytes = Base64.getDecoder().decode(String.valueOf(pdf));
        String folder = System.getenv("PICTURES");
        if (folder != null) {
            Files.write(Path.of(folder, name + ".pdf"), bytes);
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(PAGE.matcher(text).results()).hasSize(pages);
        assertThat(text).containsPattern(A4);
    }

    private static void picture(Browser browser, String name) throws Exception {
        String folder = System.getenv("PICTURES");
        if (folder != null) {
            browser.screenshot(Path.of(folder, name + ".png"));
        }
    }

    @Test
    void sheets_areKeyedByTwo_andAThirdDecides() throws Exception {
        assertThat(client.send(asked("viewer", ROUND + "/ballots").build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(403);
        try (Browser browser = Browser.open(1440, 900)) {
            ServedHallPages pages = new ServedHallPages(call.hall, browser);
            pages.signIn("zhang", PASSWORD);
            pages.visit("/console/ballots");
            browser.follow(browser.driver().findElement(By.linkText(OpenCall.ROUND)));
            pages.type("first", "101").type("last", "200");
            pages.press("登记发出的票");
            pages.type("sheets", "3");
            pages.press("收下一批");
            assertThat(pages.main()).contains("录入中").contains("发出 100 = 收回 0 + 未收回 100");
            pages.requireGood();
            browser.follow(browser.driver().findElement(By.cssSelector("a[href$='poster/web']")));
            assertThat(pages.all("svg.qr")).hasSize(1);
            assertThat(pages.main()).contains("公开征集").contains("/b/" + OpenCall.ROUND + "?s=web");
            pages.requireGood();
        }
        try (Browser browser = Browser.open(1440, 900)) {
            ServedHallPages pages = new ServedHallPages(call.hall, browser);
            pages.signIn("clerk-a", PASSWORD);
            pages.visit(BATCH);
            pages.type("serial", "101").type("subject", "north/W1");
            browser.driver()
                    .findElement(By.cssSelector("[name='q.duty'][value=poor]"))
                    .click();
            browser.driver()
                    .findElement(By.cssSelector("[name='q.law'][value=unknown]"))
                    .click();
            pages.press("保存，下一张");
            assertThat(pages.main()).contains("第 2 张").contains("我已录 1 张，还有 2 张");
            pages.press("全部录完");
            assertThat(pages.main()).contains("3 sheets and 1 are keyed");
            pages.requireGood();
        }
        accepted("clerk-a", sheet(2, "north/W2"));
        accepted("clerk-a", "do=key&place=3&serial=102"); // blank, and its serial was read before
        accepted("clerk-b", sheet(1, "north/W1"));
        accepted("clerk-b", sheet(2, "north/W3"));
        assertThat(get("clerk-b", BATCH)).doesNotContain("clerk-a").contains("我已录 2 张，还有 1 张");
        accepted("clerk-a", "do=done");
        HttpResponse<String> early = post("clerk-b", BATCH, "do=done");
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(post("clerk-b", BATCH, "do=strike&place=3&reason=lost").statusCode())
                .isEqualTo(403);
        accepted("clerk-b", "do=key&place=3&serial=102");
        accepted("clerk-b", "do=done");
        assertThat(get("clerk-c", BATCH)).contains("待第三人").contains("第 2 张");
        accepted("clerk-c", sheet(2, "north/W3"));
        assertThat(get("zhang", ROUND + "/ballots")).contains("已一致，截止后计入");
        call.close("2026-11-04T01:00:00Z");
        assertThat(Objects.requireNonNull(call.room()
                                .ballots()
                                .counts("clean-windows", "2026-10")
                                .get("web"))
                        .opened())
                .containsExactlyInAnyOrder(
                        new Ballots.Opened("paper", "", 2, 0), new Ballots.Opened("paper", "duplicate", 1, 0));
        assertThat(get("zhang", ROUND + "/ballots")).contains("发出 100 = 收回 2 + 未收回 98，另有重号或外来 1；共 3 = 有效 2 + 无效 1");
        assertThat(post("sun", ROUND + "/ballots", "do=hints").body()).contains("没有线索");
        assertThat(post("zhang", ROUND + "/ballots", "do=hints").statusCode()).isEqualTo(403);
    }
}
