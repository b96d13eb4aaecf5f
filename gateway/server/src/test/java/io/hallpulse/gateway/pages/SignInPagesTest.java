package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.store.PersonRow;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Browser;
import io.hallpulse.testkit.PageRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** Signing in, the people's page and the own password, as an operator goes through them in a real browser. */
class SignInPagesTest {
    @TempDir
    private Path data = Path.of("");

    @Test
    void operator_signsIn_addsSomebody_changesThem_andSignsOut() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 1, "{}", Limits.SMALL_BOX);
                Browser browser = Browser.open(1440, 900)) {
            String people = hall.uri("/console/people").toString();
            browser.visit(people);
            assertThat(browser.driver().getTitle()).isEqualTo("登录 · HallPulse");
            keepsTheRules(browser);
            fill(browser, "name", ServedHall.OPERATOR);
            fill(browser, "password", "a wrong one");
            submit(browser, ".sheet form");
            assertThat(browser.text("fault")).isEqualTo("用户名或密码不对。");
            keepsTheRules(browser);
            fill(browser, "password", ServedHall.PASSWORD);
            submit(browser, ".sheet form");
            assertThat(browser.driver().getCurrentUrl()).as("where it began").isEqualTo(people);
            assertThat(browser.evaluate("return document.cookie"))
                    .as("out of the reach of scripts")
                    .isEqualTo("");

            hall.people()
                    .add(
                            Actor.command("test"),
                            new PersonRow("an", "", Set.of(Role.VIEWER), "land", "B1001", List.of("company:acme"), 0),
                            "open sesame");
            browser.visit(people);
            browser.resize(390, 844);
            assertThat(browser.driver()
                            .findElement(By.cssSelector("tbody tr:first-child"))
                            .getText())
                    .contains("单位 land", "工作人员 B1001", "关联 company acme");
            assertThat(browser.evaluate("const list = document.querySelector('.scroll');"
                            + "return list.scrollWidth - list.clientWidth"))
                    .as("a card each, nothing to scroll sideways")
                    .isEqualTo(0L);
            browser.resize(1440, 900);
            hall.people().remove(Actor.command("test"), "an");
            browser.visit(people);
            fill(browser, "name", "chen");
            fill(browser, "password", "open sesame");
            browser.driver()
                    .findElement(By.cssSelector("fieldset [value=viewer]"))
                    .click();
            submit(browser, "form.stack");
            assertThat(browser.text("outcome")).isEqualTo("已添加 chen。");
            browser.driver()
                    .findElement(By.cssSelector("tbody tr:first-child [value=technician]"))
                    .click();
            submit(browser, "tbody tr:first-child td:nth-child(2) form");
            assertThat(browser.text("outcome")).isEqualTo("chen 的角色已更改，立即生效。");
            assertThat(hall.people().named("chen").orElseThrow().roles()).hasSize(2);
            keepsTheRules(browser);
            browser.driver()
                    .findElement(By.cssSelector("details.leave summary"))
                    .click();
            submit(browser, "details.leave form");
            assertThat(browser.text("outcome")).isEqualTo("已移除 chen，此人的登录都已结束。");

            browser.follow(browser.driver().findElement(By.cssSelector("a.who")));
            fill(browser, "old", ServedHall.PASSWORD);
            fill(browser, "new", "another one");
            fill(browser, "again", "another two");
            submit(browser, "form.stack");
            assertThat(browser.text("outcome")).isEqualTo("两次输入的新密码不一样。");
            keepsTheRules(browser);

            submit(browser, ".bar form[action$=logout]");
            assertThat(browser.driver().getTitle()).isEqualTo("登录 · HallPulse");
            browser.visit(people);
            assertThat(browser.driver().getTitle()).isEqualTo("登录 · HallPulse");
            assertThat(browser.complaints())
                    .as("but for the wrong password and the wrong repetition")
                    .hasSize(2)
                    .allMatch(line -> line.contains("401") || line.contains("422"));
            assertThat(browser.requestedOrigins())
                    .isEqualTo(Set.of(hall.uri("/").toString().replaceFirst("/$", "")));
        }
    }

    @Test
    void form_sentWhenTheSessionIsOver_waitsUntilItsWriterHasSignedIn() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 1, "{}", Limits.SMALL_BOX);
                Browser browser = Browser.open(390, 844)) {
            browser.visit(hall.uri("/console/notices").toString());
            signIn(browser);
            fill(browser, "zh", "明日“系统”维护 & 停机");
            fill(browser, "en", "Down <tomorrow> & back");
            browser.driver().manage().deleteAllCookies();
            browser.follow(browser.driver().findElement(By.cssSelector("[value=save]")));
            assertThat(browser.text("kept")).contains("登录已过期。刚才填写的内容还在");
            keepsTheRules(browser);
            browser.resize(390, 844);
            fill(browser, "name", ServedHall.OPERATOR);
            fill(browser, "password", "a wrong one");
            submit(browser, ".sheet form");
            assertThat(browser.text("kept")).as("after a wrong password").contains("刚才填写的内容还在");

            signIn(browser);
            assertThat(browser.driver().getTitle()).isEqualTo("继续提交 · HallPulse");
            assertThat(browser.text("main")).contains("明日“系统”维护 & 停机", "Down <tomorrow> & back");
            keepsTheRules(browser);
            submit(browser, "main form");
            assertThat(browser.driver().getCurrentUrl()).contains("/console/notices");
            assertThat(browser.text("main")).contains("已保存。", "明日“系统”维护 & 停机", "Down <tomorrow> & back");
        }
    }

    private static void signIn(Browser browser) {
        fill(browser, "name", ServedHall.OPERATOR);
        fill(browser, "password", ServedHall.PASSWORD);
        submit(browser, ".sheet form");
    }

    private static void fill(Browser browser, String id, String text) {
        browser.driver().findElement(By.id(id)).clear();
        browser.driver().findElement(By.id(id)).sendKeys(text);
    }

    private static void submit(Browser browser, String form) {
        browser.follow(browser.driver().findElement(By.cssSelector(form + " button")));
    }

    /** In both colours, and in the sizes of a desk and of a phone. */
    private static void keepsTheRules(Browser browser) {
        SoftAssertions all = new SoftAssertions();
        for (String theme : List.of("dark", "light")) {
            browser.evaluate("document.documentElement.dataset.theme = '" + theme + "'");
            all.assertThat(PageRules.accessibility(browser)).as(theme).isEmpty();
        }
        for (int[] size : new int[][] {{1920, 1080}, {390, 844}, {1440, 900}}) {
            browser.resize(size[0], size[1]);
            all.assertThat(PageRules.overflow(browser)).as("in " + size[0]).isEmpty();
        }
        all.assertThat(PageRules.nulls(browser)).isEmpty();
        all.assertAll();
    }
}
