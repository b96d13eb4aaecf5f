package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.gateway.assessment.scheme.ShippedSchemes;
import io.hallpulse.gateway.testkit.AssessedHall;
import io.hallpulse.testkit.Browser;
import io.hallpulse.testkit.PageRules;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** The pages of assessments in a browser: a scheme is uploaded, a round of it frozen and counted, by mouse and keyboard alone. */
class AssessmentPagesTest {
    private static final int[][] SIZES = {{1920, 1080}, {1440, 900}, {390, 844}};

    @TempDir
    private Path data = Path.of("");

    @Test
    void walk_fromAnExampleToACountedRound_byThePersonsThatSign() throws Exception {
        try (AssessedHall hall = AssessedHall.start(data);
                Browser browser = Browser.open(1440, 900)) {
            ServedHallPages pages = new ServedHallPages(hall.hall(), browser);
            String round = "/console/rounds/" + AssessedHall.SCHEME + "/" + hall.period();

            signIn(browser, pages, "organiser");
            pages.visit("/console/schemes");
            browser.follow(browser.driver().findElement(By.linkText("查看并上传")));
            pages.press("检查并上传");
            pages.press("签署生效");
            assertThat(browser.text("why")).contains("须由另一人以“领导小组”身份签署");

            signIn(browser, pages, "approver");
            pages.visit("/console/schemes/" + ShippedSchemes.MONTHLY + "/1");
            pages.press("签署生效");
            assertThat(main(browser)).contains("现行");

            signIn(browser, pages, "organiser");
            pages.visit("/console/rounds");
            pages.type("period", hall.period());
            pages.press("计划");
            pages.press("冻结对象并签署");
            assertThat(browser.text("awaits")).contains("审计员");

            signIn(browser, pages, "auditor");
            pages.visit(round);
            pages.type("seed", "3-1-4-1-5");
            pages.press("掷种子并签署");
            assertThat(main(browser)).contains("3-1-4-1-5", "已冻结");

            hall.at(45);
            pages.visit(round);
            assertThat(main(browser)).contains("下一步：计分");
            signIn(browser, pages, "organiser");
            pages.visit(round);
            pages.press("计分并签署");
            signIn(browser, pages, "auditor");
            pages.visit(round);
            pages.press("计分并签署");
            browser.follow(browser.driver().findElement(By.linkText("排名")));
            assertThat(main(browser)).as("nobody pressed a key").contains("不排名", "企业开办");
            browser.follow(browser.driver().findElement(By.linkText("企业开办")));
            assertThat(main(browser)).contains("为什么是这个分", "满 30 才计分");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /** Another person at the same browser. */
    private static void signIn(Browser browser, ServedHallPages pages, String who) {
        browser.driver().manage().deleteAllCookies();
        pages.signIn(who, AssessedHall.PASSWORD);
    }

    private static String main(Browser browser) {
        return browser.text("main");
    }

    /** Each page of a round with all that it can show, in both languages, colours and sizes. */
    @Test
    void page_withRealContent_fits_isAccessible_andSpeaksOneLanguage() throws Exception {
        try (AssessedHall hall = AssessedHall.start(data);
                Browser browser = Browser.open(1440, 900)) {
            hall.freeze();
            hall.facts();
            hall.count();
            new ServedHallPages(hall.hall(), browser).signIn("auditor", AssessedHall.PASSWORD);
            String round = "/console/rounds/" + AssessedHall.SCHEME + "/" + hall.period();
            SoftAssertions all = new SoftAssertions();
            for (String page : List.of(
                    "/console/schemes",
                    "/console/schemes/upload?example=" + ShippedSchemes.PROMISES,
                    "/console/schemes/" + AssessedHall.SCHEME + "/1",
                    "/console/rounds",
                    round,
                    round + "/facts?which=struck",
                    round + "/visits?subject=north/A03",
                    round + "/ranking",
                    round + "/card?subject=north/A03")) {
                for (String language : List.of("zh", "en")) {
                    String address = page + (page.contains("?") ? "&" : "?") + "lang=" + language + "&theme=light";
                    browser.visit(hall.hall().uri(address).toString());
                    keepsTheRules(all, browser, page + " " + language);
                }
            }
            all.assertThat(browser.complaints()).isEmpty();
            all.assertAll();
        }
    }

    private static void keepsTheRules(SoftAssertions all, Browser browser, String what) {
        all.assertThat(PageRules.nulls(browser)).as(what).isEmpty();
        for (String theme : List.of("light", "dark")) {
            browser.evaluate("document.documentElement.dataset.theme = '" + theme + "'");
            all.assertThat(PageRules.accessibility(browser))
                    .as(what + " " + theme)
                    .isEmpty();
        }
        browser.evaluate("document.documentElement.dataset.theme = 'light'");
        for (int[] size : SIZES) {
            browser.resize(size[0], size[1]);
            all.assertThat(PageRules.overflow(browser))
                    .as(what + " in " + size[0])
                    .isEmpty();
        }
    }
}
