package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.gateway.store.TerminalState;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Browser;
import io.hallpulse.testkit.PageRules;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** A hall of more terminals than a page shows. */
class ManyTerminalsTest {
    private static final int TERMINALS = 450;

    @TempDir
    private Path data = Path.of("");

    @Test
    void terminals_from200On_comeInPagesOf100_andOnAPhoneWithFourFactsEach() throws Exception {
        write();
        try (ServedHall hall = ServedHall.start(data, 1, "{}", Limits.SMALL_BOX);
                Browser browser = Browser.open(1440, 900)) {
            browser.login(ServedHall.login());
            String list = hall.uri("/console/terminals?lang=zh&sort=terminal").toString();
            browser.visit(list);
            assertThat(rows(browser)).isEqualTo("100 n-001 n-100");
            assertThat(pages(browser)).isEqualTo("第 1 / 5 页，共 450 台 下一页");
            browser.follow(browser.driver().findElement(By.cssSelector("[rel=next]")));
            assertThat(rows(browser)).isEqualTo("100 n-101 n-200");
            browser.visit(list + "&page=5");
            assertThat(rows(browser)).isEqualTo("50 n-401 n-450");
            browser.visit(list + "&page=99");
            assertThat(rows(browser)).as("the last").isEqualTo("50 n-401 n-450");
            browser.visit(list + "&q=n-1");
            assertThat(rows(browser)).isEqualTo("100 n-100 n-199");
            assertThat(pages(browser)).as("all that are found").isEmpty();

            browser.resize(390, 844);
            browser.visit(list);
            assertThat(browser.evaluate("return [...document.querySelector('tbody tr').children]"
                            + ".filter((cell) => cell.checkVisibility()).length"))
                    .isEqualTo(4L);
            assertThat(PageRules.overflow(browser)).isEmpty();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private void write() throws Exception {
        try (Store store = Store.open(data);
                StoreWriter writer = store.writer()) {
            for (int i = 1; i <= TERMINALS; i++) {
                String name = String.format(Locale.ROOT, "n-%03d", i);
                store.terminals()
                        .update(
                                new TerminalId("north", name),
                                old -> new TerminalState("offline", 1, null, true, Set.of("W1")));
            }
            writer.transaction(tables -> {
                store.terminals().write(tables.terminals());
                return true;
            });
            store.terminals().written();
        }
    }

    private static String rows(Browser browser) {
        return String.valueOf(browser.evaluate("const rows = [...document.querySelectorAll('tbody tr th')];"
                + "return [rows.length, rows[0].innerText, rows.at(-1).innerText].join(' ')"));
    }

    private static String pages(Browser browser) {
        return String.valueOf(browser.evaluate(
                "return [...document.querySelectorAll('.pages > *')].map((part) => part.innerText).join(' ')"));
    }
}
