package io.hallpulse.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Rules that every page keeps, asked of the page that a browser shows. Each answer is empty where nothing is wrong. */
public final class PageRules {
    private static final String AXE = read("/axe.min.js");

    /** Texts of the page that no other language stands in, since nothing says that they are in another one. */
    private static final String HAN_IN_ENGLISH = """
            const found = [];
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
              const owner = walker.currentNode.parentElement;
              const language = owner.closest("[lang]").lang;
              if (owner.closest("script, style, bdi, code") === null && language.startsWith("en")
                  && /\\p{Script=Han}/u.test(walker.currentNode.nodeValue)) {
                found.push(walker.currentNode.nodeValue.trim());
              }
            }
            return found;
            """;

    private static final String OVERFLOW = """
            const found = [];
            const wide = document.documentElement.scrollWidth;
            if (wide > innerWidth) found.push("the page is " + wide + " px wide in " + innerWidth);
            for (const element of document.querySelectorAll("h1, h2, h3, p, th, td, dt, dd, a, button, label, .badge")) {
              const style = getComputedStyle(element);
              if (element.checkVisibility() && style.overflowX === "hidden" && style.textOverflow !== "ellipsis"
                  && element.clientWidth > 2 && element.scrollWidth > element.clientWidth + 1) {
                found.push("clipped: " + element.textContent.trim());
              }
              if (element.checkVisibility() && style.overflowX === "visible" && element.clientWidth > 2
                  && element.scrollWidth > element.clientWidth + 1 && element.closest(".scroll") === null) {
                found.push("out of its place: " + element.textContent.trim());
              }
            }
            return found;
            """;

    private static final String NULLS = """
            const found = [];
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
              if (walker.currentNode.parentElement.closest("script, style, bdi, code") === null
                  && /\\b(null|undefined|NaN)\\b/.test(walker.currentNode.nodeValue)) {
                found.push(walker.currentNode.nodeValue.trim());
              }
            }
            return found;
            """;

    private PageRules() {}

    /**
     * Violations of the accessibility rules of axe-core, a line each. They are judged at rest: a tint that fades while the theme changes
     * is light behind light text for a moment, and neither theme ever shows that.
     */
    public static List<String> accessibility(Browser browser) {
        return accessibility(browser, "");
    }

    /** The same of contrast alone, for a page that was judged by all rules and has changed its colours. */
    public static List<String> contrast(Browser browser) {
        return accessibility(browser, ", runOnly: ['color-contrast']");
    }

    private static List<String> accessibility(Browser browser, String options) {
        prefersMotion(browser, "reduce");
        try {
            return violations(browser, options);
        } finally {
            prefersMotion(browser, "no-preference");
        }
    }

    private static void prefersMotion(Browser browser, String preference) {
        browser.driver()
                .executeCdpCommand(
                        "Emulation.setEmulatedMedia",
                        Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", preference))));
    }

    @SuppressWarnings("unchecked") // a list of texts is a list of strings
    private static List<String> violations(Browser browser, String options) {
        browser.driver().manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
        browser.driver().executeScript(AXE);
        return (List<String>) Objects.requireNonNull(browser.driver().executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, {resultTypes: ["violations"]%s}).then(
                  (result) => done(result.violations.flatMap((rule) =>
                    rule.nodes.map((node) => rule.id + ": " + node.target.join(" ") + " " + node.html.slice(0, 160)))),
                  (failure) => done(["axe failed: " + failure]));
                """.formatted(options)));
    }

    /** What does not fit on the page. */
    public static List<String> overflow(Browser browser) {
        return texts(browser, OVERFLOW);
    }

    /** Chinese texts where the page says that it speaks English, names in {@code bdi} and {@code code} aside. */
    public static List<String> hanInEnglish(Browser browser) {
        return texts(browser, HAN_IN_ENGLISH);
    }

    /** Texts that show what a program calls nothing, what others wrote in {@code bdi} and {@code code} aside. */
    public static List<String> nulls(Browser browser) {
        return texts(browser, NULLS);
    }

    @SuppressWarnings("unchecked") // a list of texts is a list of strings
    private static List<String> texts(Browser browser, String script) {
        return (List<String>) Objects.requireNonNull(browser.evaluate(script));
    }

    private static String read(String resource) {
        try (InputStream in = Objects.requireNonNull(PageRules.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
