package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.store.PersonRow;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.gateway.testkit.Workbook;
import io.hallpulse.testkit.Browser;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Directory, notices and audit log as somebody uses them, in a real browser. */
class DirectoryPagesTest {
    @TempDir
    Path data;

    @Test
    void operator_editsRowsImportsAFileAndFindsItAllInTheAuditLog() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 2, "{minimumRatings: 1}", Limits.SMALL_BOX);
                Browser browser = Browser.open(1440, 900)) {
            ServedHallPages pages = new ServedHallPages(hall, browser);
            pages.signIn();

            pages.visit("/console/directory/departments?lang=zh");
            assertThat(pages.main()).contains("还没有部门");
            pages.visit("/console/directory/departments/row");
            pages.type("id", "la nd").type("zh", "自然资源").type("en", "Land");
            pages.press("保存");
            assertThat(browser.driver().getTitle()).startsWith("有错：");
            assertThat(pages.all(".error")).containsExactly("编号“la nd”只能用 1 到 32 个字母、数字、_ 和 -，是否为“land”？");
            pages.requireGood();
            pages.type("id", "land").press("保存");
            assertThat(pages.all("tbody td")).containsSubsequence("land", "自然资源", "Land");

            pages.visit("/console/directory/halls");
            browser.follow(browser.driver().findElement(By.linkText("新增")));
            pages.type("id", "East")
                    .type("zh", "东区政务大厅")
                    .type("en", "East Hall")
                    .press("保存");
            assertThat(pages.all(".error")).containsExactly("编号“East”不能有大写字母，是否为“east”？");
            pages.type("id", "east").press("保存");
            assertThat(pages.all("tbody tr:nth-child(2) td"))
                    .startsWith("east", "东区政务大厅", "East Hall", "Asia/Shanghai", "5");

            pages.visit("/console/directory/windows");
            Path file = Files.write(
                    data.resolve("windows.csv"),
                    "hall,id,zh,en,department\nnorth,W1,不动产登记,General counter 1,land\nnorth,W 2,新,New,\nnorth,W3,新窗口,New counter,land2\nnorth,W4,<b>社保</b>,Social,land\n"
                            .getBytes(Charset.forName("GB18030")));
            browser.driver().findElement(By.id("file")).sendKeys(file.toString());
            pages.press("预览…");
            assertThat(pages.main()).contains("GB 18030 · 4 行", "2 行有错，尚未保存任何内容");
            assertThat(pages.all(".note li"))
                    .containsExactly("第 3 行：编号“W 2”只能用 1 到 32 个字母、数字、_ 和 -，是否为“W2”？", "第 4 行：部门“land2”不存在，是否为“land”？");
            assertThat(pages.all("del")).containsExactly("综合受理 1", "—");
            pages.requireGood();
            pages.press("有错 2");
            assertThat(pages.all("tbody tr")).hasSize(2);
            pages.press("导入 2 行，跳过有错的");
            assertThat(pages.main()).contains("已导入。", "不动产登记", "<b>社保</b>");

            pages.visit("/console/directory/windows/row?key=north/W2");
            WebElement version = browser.driver().findElement(By.name("version"));
            browser.driver().executeScript("arguments[0].value = 'older'", version);
            pages.type("en", "Counter two").press("保存");
            assertThat(pages.main()).contains("这一行刚被别人改过，尚未保存任何内容");
            pages.press("保存");
            assertThat(pages.main()).contains("Counter two");
            pages.visit("/console/directory/windows/row?key=north/W4");
            pages.press("去掉");
            assertThat(pages.main()).contains("已去掉。").doesNotContain("社保");

            pages.visit("/console/notices");
            pages.press("公布");
            assertThat(pages.all(".error")).containsExactly("名称不能为空");
            pages.requireGood();
            pages.type("zh", "明日系统维护").type("en", "Maintenance tomorrow").press("公布");
            assertThat(pages.all("tbody td")).containsSubsequence("公布中", "明日系统维护", "Maintenance tomorrow", "立即 至 一直");

            pages.visit("/console/audit?object=windows&lang=en");
            assertThat(pages.all("tbody tr")).hasSize(6);
            assertThat(pages.all("tbody tr:nth-child(2) td"))
                    .contains("Changed", "windows/north/W2", "en General counter 2", "en Counter two");
            pages.requireGood();
            pages.visit("/console/audit?who=nobody");
            assertThat(pages.main()).contains("No entry matches");
            assertThat(browser.complaints())
                    .allMatch(line -> line.matches(".* the server responded with a status of 4(09|22) .*"));
        }
    }

    @Test
    void calendar_ofTheYearThatShips_isSeen_andTheNextOneIsEntered() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 1, "{}", Limits.SMALL_BOX);
                Browser browser = Browser.open(390, 844)) {
            ServedHallPages pages = new ServedHallPages(hall, browser);
            pages.signIn();
            pages.visit("/console/directory/calendar?lang=zh");
            assertThat(pages.all("h2")).contains("2026 年，248 个工作日");
            assertThat(pages.all(".data tbody tr:nth-child(2) td"))
                    .startsWith("2026-01-04", "2026-01-04", "上班", "元旦调休");
            assertThat(pages.all(".days .off")).hasSize(33).contains("15 休");
            assertThat(pages.all(".days .work")).containsExactly("4 班", "14 班", "28 班", "9 班", "20 班", "10 班");
            pages.requireGood();

            pages.visit("/console/directory/calendar/row");
            pages.type("from", "2027-01-01")
                    .type("to", "2027-01-33")
                    .type("zh", "元旦")
                    .type("en", "New Year");
            pages.press("保存");
            assertThat(pages.all(".error")).containsExactly("结束“2027-01-33”不是日期，例如 2026-12-01");
            pages.type("to", "2027-01-03").press("保存");
            assertThat(pages.all("h2")).contains("2027 年，260 个工作日", "2026 年，248 个工作日");
            pages.visit("/console/directory/calendar/row?lang=en");
            pages.type("from", "2027-01-03")
                    .type("to", "2027-01-04")
                    .type("zh", "元旦")
                    .type("en", "New Year");
            pages.press("Save");
            assertThat(pages.all(".error"))
                    .containsExactly("From “2027-01-03” has days of another row too: 2027-01-01 to 2027-01-03");
            assertThat(browser.complaints()).allMatch(line -> line.contains("422"));
        }
    }

    @Test
    void organiser_bringsUnitsPostsAndCategories_andLeavesTheRestAlone() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 2, "{}", Limits.SMALL_BOX);
                Browser browser = Browser.open(1440, 900)) {
            hall.people()
                    .add(
                            Actor.command("test"),
                            new PersonRow("ping", "", Set.of(Role.ORGANISER), null, null, List.of(), 0),
                            ServedHall.PASSWORD);
            ServedHallPages pages = new ServedHallPages(hall, browser);
            pages.signIn("ping", ServedHall.PASSWORD);

            pages.visit("/console/directory/units?lang=zh");
            assertThat(pages.main()).contains("还没有单位与科室");
            String cell = "<c t=\"inlineStr\"><is><t>%s</t></is></c>";
            String rows = Stream.of(
                            "id kind parent zh en from",
                            "levy office tax 征收科 Levies 2026-01-01",
                            "tax unit  税务局 Tax",
                            "audit section tax 稽查科 Audits")
                    .map(row ->
                            Arrays.stream(row.split(" ")).map(cell::formatted).collect(Collectors.joining()))
                    .collect(Collectors.joining("</row><row>", "<row>", "</row>"));
            Path file = Files.write(data.resolve("units.xlsx"), Workbook.of(rows));
            browser.driver().findElement(By.id("file")).sendKeys(file.toString());
            pages.press("预览…");
            assertThat(pages.main()).contains("XLSX · 3 行");
            assertThat(pages.all(".note li")).containsExactly("第 4 行：种类“section”应为 unit, office 之一");
            pages.press("导入 2 行，跳过有错的");
            assertThat(pages.all("tbody td")).containsSubsequence("tax", "单位", "税务局");
            pages.requireGood();

            pages.visit("/console/directory/units/row?key=tax");
            pages.type("to", "2026-12-31").press("保存");
            assertThat(pages.all(".error")).containsExactly("结束“2026-12-31”会使下级没有上级，请先结束：levy，2026-01-01 至 …");
            assertThat(pages.main()).doesNotContain("去掉");

            pages.visit("/console/directory/posts/row");
            pages.choose("kind", "window").choose("hall", "north").type("id", "W1");
            pages.choose("post", "head").type("person", "王芳 & 李明").press("保存");
            assertThat(pages.all("tbody td")).containsSubsequence("窗口", "north", "W1", "负责人", "王芳 & 李明");
            browser.follow(browser.driver().findElement(By.linkText("修改")));
            pages.type("to", "2026-06-30").press("保存");
            assertThat(pages.all("tbody td")).contains("2026-06-30");

            pages.visit("/console/directory/leagues/row?lang=en");
            pages.choose("kind", "office")
                    .type("id", "levy")
                    .type("scheme", "monthly")
                    .type("category", "public");
            pages.press("Save");
            assertThat(pages.all("tbody td")).containsSubsequence("office", "levy", "monthly", "public");
            pages.requireGood();

            pages.visit("/console/directory/windows");
            assertThat(browser.driver().findElements(By.linkText("Add"))).isEmpty();
            pages.visit("/console/directory/windows/row");
            assertThat(browser.driver().findElements(By.id("field-id"))).isEmpty();
            assertThat(browser.complaints()).allMatch(line -> line.matches(".* a status of 4(03|22) .*"));
        }
    }
}
