package io.hallpulse.systemtests.endtoend;

import io.hallpulse.gateway.testkit.AssessedHall;
import io.hallpulse.testkit.Browser;
import java.time.LocalDate;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The pages of assessments in a browser that one person after the other works at, each called as the role. */
final class AssessmentPages {
    private final AssessedHall assessed;
    private final Browser browser;

    AssessmentPages(AssessedHall assessed, Browser browser) {
        this.assessed = assessed;
        this.browser = browser;
    }

    /** Signs the one out who was there, and the other one in. */
    AssessmentPages as(String role) {
        browser.driver().manage().deleteAllCookies();
        return visit("/login?lang=zh")
                .type("name", role)
                .type("password", AssessedHall.PASSWORD)
                .follow(".sheet button[type=submit]");
    }

    AssessmentPages visit(String path) {
        browser.visit(assessed.hall().uri(path).toString());
        return this;
    }

    /** Writes into the field of that id. */
    AssessmentPages type(String id, String text) {
        WebElement field = one("#" + id);
        field.clear();
        field.sendKeys(text);
        return this;
    }

    /** Puts a day into the field of that id, whatever way the browser's language writes days. */
    AssessmentPages day(String id, LocalDate day) {
        browser.evaluate("document.getElementById('" + id + "').value = '" + day + "'");
        return this;
    }

    /** Where the browser is. */
    String path() {
        return String.valueOf(browser.evaluate("return location.pathname + location.search"));
    }

    /** Chooses a value of the list of that id. */
    AssessmentPages choose(String id, String value) {
        return click("#" + id + " option[value='" + value + "']");
    }

    /** Clicks on what a selector finds, and waits for the page that answers. */
    AssessmentPages follow(String selector) {
        browser.follow(one(selector));
        return this;
    }

    /** Clicks on what a selector finds. */
    AssessmentPages click(String selector) {
        one(selector).click();
        return this;
    }

    private WebElement one(String selector) {
        return browser.driver().findElements(By.cssSelector(selector)).stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + selector + " on: " + main()));
    }

    boolean has(String selector) {
        return !browser.driver().findElements(By.cssSelector(selector)).isEmpty();
    }

    String main() {
        return browser.driver().findElement(By.cssSelector("main")).getText();
    }

    /** The texts of all that a selector finds, on one line each. */
    List<String> all(String selector) {
        return browser.driver().findElements(By.cssSelector(selector)).stream()
                .map(element -> element.getText().replaceAll("\\s+", " ").strip())
                .toList();
    }
}
