package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Browser;
import io.hallpulse.testkit.PageRules;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The console's pages of a hall in a browser, used by mouse and keyboard. */
final class ServedHallPages {
    private final ServedHall hall;
    private final Browser browser;

    ServedHallPages(ServedHall hall, Browser browser) {
        this.hall = hall;
        this.browser = browser;
    }

    void signIn() {
        signIn(ServedHall.OPERATOR, ServedHall.PASSWORD);
    }

    void signIn(String name, String password) {
        visit("/login?lang=zh");
        type("name", name).type("password", password);
        browser.follow(
                browser.driver().findElement(By.cssSelector("main button[type=submit], .sheet button[type=submit]")));
    }

    void visit(String path) {
        browser.visit(hall.uri(path).toString());
    }

    /** Writes into the field of that name. */
    ServedHallPages type(String name, String text) {
        WebElement field = browser.driver()
                .findElement(By.cssSelector("main [name='" + name + "'], .sheet [name='" + name + "']"));
        field.clear();
        field.sendKeys(text);
        return this;
    }

    /** Chooses a value of the list of that name. */
    ServedHallPages choose(String name, String value) {
        String option = "main [name='" + name + "'] option[value='" + value + "']";
        browser.driver().findElement(By.cssSelector(option)).click();
        return this;
    }

    /** Presses the button with that text and waits for the page that answers. */
    void press(String text) {
        for (WebElement button : browser.driver().findElements(By.cssSelector("main button"))) {
            if (words(button).equals(text)) {
                browser.follow(button);
                return;
            }
        }
        throw new AssertionError("no button says " + text + " on: " + main());
    }

    String main() {
        return browser.driver().findElement(By.cssSelector("main")).getText();
    }

    /** The texts of all that a selector finds. */
    List<String> all(String selector) {
        return browser.driver().findElements(By.cssSelector("main " + selector)).stream()
                .map(ServedHallPages::words)
                .toList();
    }

    private static String words(WebElement element) {
        return element.getText().replaceAll("\\s+", " ").strip();
    }

    /** What every page keeps, at the desk and on a phone. */
    void requireGood() {
        assertThat(PageRules.accessibility(browser)).isEmpty();
        assertThat(PageRules.hanInEnglish(browser)).isEmpty();
        assertThat(PageRules.nulls(browser)).isEmpty();
        browser.resize(390, 844);
        assertThat(PageRules.overflow(browser)).isEmpty();
        browser.resize(1440, 900);
    }
}
