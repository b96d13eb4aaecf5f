package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.gateway.testkit.AssessedHall;
import io.hallpulse.testkit.Browser;
import io.hallpulse.testkit.PageRules;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** Publications of a round that was really counted, in the console: drawn up, signed by two, shown, corrected. */
class RoundPublicationPagesTest {
    @TempDir
    private Path data = Path.of("");

    private static void as(AssessedHall hall, Browser browser, String who) {
        browser.driver().manage().deleteAllCookies();
        new ServedHallPages(hall.hall(), browser).signIn(who, AssessedHall.PASSWORD);
    }

    private static String state(Browser browser) {
        return browser.driver().findElement(By.id("state")).getText();
    }

    @Test
    void publication_fromDraftToCorrection_takesTwoPersons_andIsReadAsItIsSigned() throws Exception {
        try (AssessedHall hall = AssessedHall.start(data);
                Browser browser = Browser.open(1440, 900)) {
            hall.freeze();
            hall.facts();
            hall.count();
            String page = "/console/publications/" + AssessedHall.SCHEME + "/" + hall.period() + "/month";
            hall.call("approver", "/api/v1/" + hall.round() + "/approve", "{}");
            hall.call("discipline", "/api/v1/" + hall.round() + "/approve", "{}");
            hall.call("organiser", "/api/v1/" + hall.round() + "/publications/own/prepare", "{}");
            hall.call("organiser", "/api/v1/" + hall.round() + "/publications/own/approve", "{}");

            as(hall, browser, "organiser");
            browser.visit(hall.hall().uri(page).toString());
            assertThat(browser.driver().findElement(By.cssSelector(".paper")).getText())
                    .contains("预览", "企业开办", "流动奖杯");
            browser.follow(browser.driver().findElement(By.id("prepare")));
            assertThat(state(browser)).contains("待签发");
            browser.follow(browser.driver().findElement(By.id("approve")));
            assertThat(browser.driver().findElements(By.id("approve")))
                    .as("the same person signs once")
                    .isEmpty();
            assertThat(PageRules.overflow(browser)).isEmpty();
            assertThat(PageRules.accessibility(browser)).isEmpty();

            as(hall, browser, "unit");
            browser.visit(hall.hall().uri(page).toString());
            assertThat(browser.driver().getTitle()).as("not yet for a unit").doesNotContain("荣誉榜");
            browser.visit(hall.hall().uri(page.replace("/month", "/own")).toString());
            assertThat(browser.driver()
                            .findElement(By.cssSelector(".published tbody"))
                            .getText())
                    .contains("不动产登记")
                    .doesNotContain("企业开办");

            as(hall, browser, "approver");
            browser.visit(hall.hall().uri(page).toString());
            browser.follow(browser.driver().findElement(By.id("approve")));
            assertThat(state(browser)).contains("已签发");
            hall.call("organiser", "/api/v1/" + hall.round() + "/publish", "{}");
            browser.visit(hall.hall().uri(page + "?lang=en").toString());
            assertThat(state(browser)).contains("Live");
            assertThat(PageRules.hanInEnglish(browser)).isEmpty();
            browser.visit(hall.hall().uri("/p").toString());
            assertThat(browser.driver().findElements(By.cssSelector(".publications li")))
                    .hasSize(1);

            as(hall, browser, "organiser");
            browser.visit(hall.hall().uri(page + "?lang=zh").toString());
            browser.driver().findElement(By.cssSelector("#correct summary")).click();
            browser.driver().findElement(By.id("what")).sendKeys("补一处");
            browser.follow(browser.driver().findElement(By.cssSelector("#correct button")));
            assertThat(state(browser)).contains("待签发");
            browser.visit(hall.hall().uri("/console/publications").toString());
            assertThat(browser.driver()
                            .findElement(By.cssSelector("[data-key=month]"))
                            .getText())
                    .contains("待签发", "评议办");
            assertThat(PageRules.overflow(browser)).isEmpty();
        }
    }
}
