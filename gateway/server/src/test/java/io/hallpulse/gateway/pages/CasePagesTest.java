package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.gateway.testkit.AssessedHall;
import io.hallpulse.testkit.Browser;
import io.hallpulse.testkit.PageRules;
import java.nio.file.Path;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** A case from the writer's phone to the answer under the writer's link, as all who have a part in it see it. */
class CasePagesTest {
    private static final String PHONE = "13800138000";
    private static final String ANSWER = "系统故障已修复，材料已补录，您可以来取证。";

    @TempDir
    private Path data = Path.of("");

    private static WebElement one(Browser browser, String css) {
        return browser.driver().findElement(By.cssSelector(css));
    }

    private static void choose(Browser browser, String select, String value) {
        one(browser, select + " option[value='" + value + "']").click();
    }

    private static void signIn(AssessedHall hall, Browser browser, String role) {
        browser.driver().manage().deleteAllCookies();
        browser.visit(hall.hall().uri("/login").toString());
        one(browser, "[name=name]").sendKeys(role);
        one(browser, "[name=password]").sendKeys(AssessedHall.PASSWORD);
        browser.follow(one(browser, "main [type=submit]"));
    }

    private static void keepsTheRules(Browser browser) {
        SoftAssertions all = new SoftAssertions();
        String what = browser.driver().getTitle();
        all.assertThat(PageRules.overflow(browser)).as(what).isEmpty();
        all.assertThat(PageRules.hanInEnglish(browser)).as(what).isEmpty();
        all.assertThat(PageRules.nulls(browser)).as(what).isEmpty();
        all.assertThat(PageRules.accessibility(browser)).as(what).isEmpty();
        all.assertAll();
    }

    private void picture(Browser browser, String name) throws Exception {
        String folder = System.getenv("PICTURES");
        if (folder != null) {
            browser.screenshot(Path.of(folder, name + ".png"));
        }
    }

    @Test
    void letter_writtenOnAPhone_isAnsweredByTheContact_calledBack_andSeenUnderItsLink() throws Exception {
        try (AssessedHall hall = AssessedHall.start(data);
                Browser phone = Browser.open(390, 844);
                Browser desk = Browser.open(1920, 1080)) {
            phone.visit(hall.hall().uri("/c").toString());
            assertThat(one(phone, "main").getText()).contains("暂时不受理");
            hall.freeze();
            hall.at(3);

            phone.visit(hall.hall().uri("/c?window=north/A03").toString());
            keepsTheRules(phone);
            one(phone, "[name=kind][value=stuck]").click();
            one(phone, "#text").sendKeys("来了三次，系统一直故障，证办不下来。");
            phone.follow(one(phone, "[name=language]"));
            assertThat(one(phone, "h1").getText()).isEqualTo("Write to us");
            keepsTheRules(phone);
            assertThat(one(phone, "#text").getDomProperty("value"))
                    .as("what was typed")
                    .contains("来了三次");
            one(phone, "#contact").sendKeys(PHONE);
            one(phone, "[name=call]").click();
            picture(phone, "c-write");
            phone.follow(one(phone, "[name=language]"));
            phone.follow(one(phone, "[name=send]"));
            assertThat(one(phone, "h1").getText()).isEqualTo("已收到，谢谢您");
            keepsTheRules(phone);
            picture(phone, "c-sent");
            String link = one(phone, "#link").getText();
            assertThat(link).matches("http://127.0.0.1:[0-9]+/c/[A-Za-z0-9_-]{22}");
            assertThat(phone.driver().manage().getCookies()).isEmpty();

            signIn(hall, desk, "contact");
            desk.visit(hall.hall().uri("/console/cases").toString());
            keepsTheRules(desk);
            picture(desk, "cases-contact");
            desk.follow(one(desk, "#cases tbody a"));
            keepsTheRules(desk);
            assertThat(one(desk, "main").getText()).contains("来了三次", "受理").doesNotContain("回访员");
            assertThat(desk.driver().findElements(By.cssSelector("#look"))).isEmpty();
            desk.follow(one(desk, "#step-accept .primary"));
            one(desk, "#step-answer textarea").sendKeys(ANSWER);
            picture(desk, "case-contact");
            desk.follow(one(desk, "#step-answer .primary"));
            assertThat(one(desk, "#entries").getText()).contains("立案", "受理", ANSWER);

            phone.visit(link);
            assertThat(one(phone, "main").getText()).contains("责任单位已答复", ANSWER);

            signIn(hall, desk, "caller");
            desk.visit(hall.hall().uri("/console/cases").toString());
            desk.follow(one(desk, "#cases tbody a"));
            assertThat(one(desk, "#step-content").getText()).contains("请先在下方登记一次已接通的回访");
            assertThat(one(desk, "main").getText()).doesNotContain(PHONE);
            desk.follow(one(desk, "#look"));
            assertThat(one(desk, "#contact").getText()).isEqualTo(PHONE);
            keepsTheRules(desk);
            picture(desk, "case-caller");
            desk.follow(one(desk, "[name=reached][value='1']"));
            assertThat(one(desk, "main").getText()).as("it is shown once").doesNotContain(PHONE);
            desk.follow(one(desk, "#step-content .primary"));
            assertThat(one(desk, "#stands").getText()).contains("已办结");

            phone.visit(link);
            assertThat(one(phone, "#state").getText()).isEqualTo("已办结。");
            phone.visit(link + "?lang=en");
            keepsTheRules(phone);
            picture(phone, "c-closed");
            assertThat(phone.complaints()).isEmpty();
            assertThat(desk.complaints()).isEmpty();
        }
    }

    @Test
    void namedRating_isMended_andRatedASecondTimeUnderItsLink() throws Exception {
        try (AssessedHall hall = AssessedHall.start(data);
                Browser phone = Browser.open(390, 844)) {
            hall.freeze();
            hall.at(3);
            phone.visit(hall.hall().uri("/c?window=north/A03").toString());
            assertThat(one(phone, ".rated").isDisplayed())
                    .as("of a rating alone")
                    .isFalse();
            one(phone, "[name=kind][value=rating]").click();
            assertThat(one(phone, ".rated").isDisplayed()).isTrue();
            keepsTheRules(phone);
            choose(phone, "#level", "1");
            one(phone, "[name=pressed]").click();
            one(phone, "#text").sendKeys("等了两小时，没有人理。");
            one(phone, "#contact").sendKeys(PHONE);
            phone.follow(one(phone, "[name=language]"));
            assertThat(one(phone, "#level").getDomProperty("value")).isEqualTo("1");
            assertThat(one(phone, "[name=pressed]").isSelected()).isTrue();
            keepsTheRules(phone);
            picture(phone, "c-rating");
            phone.follow(one(phone, "[name=send]"));
            assertThat(one(phone, "#ratings").getText())
                    .contains("First rating", "Very dissatisfied", hall.today().toString());
            String link = one(phone, "#link").getText();
            String number = one(phone, ".place b").getText();

            step(hall, "contact", number, "reply");
            step(hall, "inspector", number, "mend");
            step(hall, "contact", number, "done");
            step(hall, "inspector", number, "answered");
            phone.visit(link);
            keepsTheRules(phone);
            one(phone, "#again [value='4']").click();
            picture(phone, "c-again");
            phone.follow(one(phone, "#again [name=send]"));
            assertThat(one(phone, "#ratings").getText())
                    .contains("首次评价", "非常不满意", "第二次评价", "满意")
                    .doesNotContain("只能评一次");
            assertThat(phone.driver().findElements(By.id("again"))).isEmpty();
            keepsTheRules(phone);

            signIn(hall, phone, "caller");
            phone.visit(hall.hall().uri("/console/cases/" + number).toString());
            assertThat(one(phone, "[aria-labelledby=stands]").getText()).contains("第二次评价");
            assertThat(one(phone, "#entries").getText()).contains("来信人第二次评价");
            keepsTheRules(phone);
            phone.visit(hall.hall().uri("/console/cases/" + number + "?lang=en").toString());
            keepsTheRules(phone);
            assertThat(phone.complaints()).isEmpty();
        }
    }

    private static void step(AssessedHall hall, String who, String number, String step) throws Exception {
        assertThat(hall.post(who, "/console/cases/" + number, "do=take&step=" + step + "&text=done")
                        .statusCode())
                .as(who + " " + step)
                .isEqualTo(303);
    }

    @Test
    void inbox_isByDueDate_withWhatIsLateAndWhatIsDueToday_atAnySize() throws Exception {
        try (AssessedHall hall = AssessedHall.start(data);
                Browser browser = Browser.open(1920, 1080)) {
            hall.freeze();
            hall.at(2);
            signIn(hall, browser, "organiser");
            for (String window : new String[] {"A01", "A02"}) {
                enter(hall, browser, window, "desk");
            }
            hall.at(20);
            enter(hall, browser, "A03", "desk");
            browser.visit(hall.hall().uri("/console/cases/new").toString());
            choose(browser, "#of", AssessedHall.SCHEME + "/hotline");
            one(browser, "#csv")
                    .sendKeys("external,subject,title,text\n12345-77,north/B01,停水,三天没有水\n12345-78,north/Z9,x,y");
            browser.follow(one(browser, "[name=do][value=csv]"));
            assertThat(one(browser, "#refused").getText()).contains("case 2");
            one(browser, "#csv").clear();
            one(browser, "#csv").sendKeys("external,subject,title,text\n12345-77,north/B01,停水,三天没有水");
            browser.follow(one(browser, "[name=do][value=csv]"));
            assertThat(one(browser, "main").getText()).contains("1/1");
            assertThat(one(browser, "#cases").getText()).contains("停水");
            assertThat(browser.driver().findElements(By.cssSelector("#cases tbody tr.attention")))
                    .as("those that nobody took up in a working day")
                    .hasSize(2);
            assertThat(one(browser, "#cases tbody tr").getDomAttribute("class")).isEqualTo("attention");
            keepsTheRules(browser);
            picture(browser, "inbox");
            choose(browser, "[name=flow]", "hotline");
            browser.follow(one(browser, ".filters [type=submit]"));
            assertThat(browser.driver().findElements(By.cssSelector("#cases tbody tr")))
                    .hasSize(1);
            browser.resize(390, 844);
            browser.visit(hall.hall().uri("/console/cases?which=open&lang=en").toString());
            keepsTheRules(browser);
            picture(browser, "inbox-phone");
        }
    }

    private static void enter(AssessedHall hall, Browser browser, String window, String channel) {
        browser.visit(hall.hall().uri("/console/cases/new").toString());
        choose(browser, "#flow", AssessedHall.SCHEME + "/stuck");
        choose(browser, "#channel", channel);
        choose(browser, "#subject", "north/" + window);
        one(browser, "#text").sendKeys("排队两小时");
        keepsTheRules(browser);
        browser.follow(one(browser, "[name=do][value=one]"));
        assertThat(one(browser, "main").getText()).contains("已登记");
    }
}
