package io.hallpulse.gateway.pages;

import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Browser;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The console's pages of a hall in a browser, used by mouse and keyboard. */
final class ServedHallPages {
    private static final String FOREIGN = """
            const found = [];
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
              const at = walker.currentNode.parentElement;
              if (/\\p{Script=Han}/u.test(walker.currentNode.data) && at.closest("[lang]").lang === "en") found.push(walker.currentNode.data);
            }
            return found.join(' | ');
            """;

    private final ServedHall hall;
    private final Browser browser;

    ServedHallPages(ServedHall hall, Browser browser) {
        this.hall = hall;
        this.browser = browser;
    }

    void signIn() {
        visit("/login?lang=zh");
        type("name", "li.na").type("password", "正确的密码: 1 2");
        browser.driver().findElement(By.cssSelector("main button[type=submit], .sheet button[type=submit]")).click();
    }

    void visit(String path) {
        browser.visit(hall.uri(path).toString());
    }

    /** Writes into the field of that name. */
    ServedHallPages type(String name, String text) {
        WebElement field = browser.driver().findElement(By.cssSelector("main [name='" + name + "'], .sheet [name='" + name + "']"));
        field.clear();
        field.sendKeys(text);
        return this;
    }

    /** Presses the button with that text. */
    void press(String text) {
        for (WebElement button : browser.driver().findElements(By.cssSelector("main button"))) {
            if (words(button).equals(text)) {
                button.click();
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

    /** Chinese texts where the page says that it is English. */
    String foreign() {
        return String.valueOf(browser.evaluate(FOREIGN));
    }
}
