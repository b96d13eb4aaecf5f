package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.gateway.enrolment.QrPicture;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Browser;
import io.hallpulse.testkit.PrefixProxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every page, in a real browser, behind a proxy that shows the gateway below a path of its own. */
class PathPrefixTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data = Path.of("");

    @Test
    void everyPage_belowAProxysPath_works() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 2, "{minimumRatings: 1}", Limits.SMALL_BOX, "south");
                PrefixProxy proxy = new PrefixProxy("/ratings/east", hall.uri("/"));
                Browser browser = Browser.open()) {
            hall.press("W1", 5);
            browser.visit(proxy.url("/console/people"));
            assertThat(browser.driver().getCurrentUrl()).isEqualTo(proxy.url("/login?to=%2Fconsole%2Fpeople"));
            assertThat(browser.evaluate("return document.styleSheets.length")).isEqualTo(2L);
            browser.login(ServedHall.login());

            browser.visit(proxy.url("/"));
            await().atMost(PATIENCE)
                    .until(() -> Long.valueOf(2)
                            .equals(browser.evaluate("return document.querySelectorAll('#halls a').length")));
            browser.evaluate("document.querySelector('#halls a').click()");
            awaitFeed(browser, "live");
            assertThat(browser.driver().getCurrentUrl()).isEqualTo(proxy.url("/screen/north"));
            await().atMost(PATIENCE).until(() -> browser.text("overall").equals("100"));

            browser.visit(proxy.url("/screen/north/?lang=en"));
            awaitFeed(browser, "live");
            assertThat(browser.driver().getCurrentUrl()).isEqualTo(proxy.url("/screen/north?lang=en"));

            browser.visit(proxy.url("/console/"));
            awaitFeed(browser, "live");
            assertThat(browser.driver().getCurrentUrl()).isEqualTo(proxy.url("/console/terminals"));

            browser.visit(proxy.url("/manual"));
            assertThat(browser.driver().getCurrentUrl()).isEqualTo(proxy.url("/manual/zh/index.md"));
            browser.visit(proxy.url("/manual/"));
            assertThat(browser.driver().getCurrentUrl()).isEqualTo(proxy.url("/manual/zh/index.md"));
            assertThat(browser.evaluate("return document.styleSheets.length")).isEqualTo(2L);
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.requestedOrigins())
                    .containsExactly("http://" + URI.create(proxy.url("/")).getAuthority());
        }
    }

    @Test
    void codes_belowAProxysPath_leadThere_whereTheProxyIsBelieved() throws Exception {
        try (ServedHall hall = ServedHall.startWithHttp(data, ", proxies: [\"127.0.0.1\"]", Limits.SMALL_BOX);
                PrefixProxy proxy = new PrefixProxy("/ratings/east", hall.uri("/"));
                Browser browser = Browser.open()) {
            requireCode(browser, proxy.url("/counter/north/W1"), proxy.url("/r/north/W1"));
            browser.login(ServedHall.login());
            requireCode(browser, proxy.url("/console/poster/north/W1"), proxy.url("/r/north/W1"));
            requireCode(browser, proxy.url("/console/directory/windows/row?key=north/W1"), proxy.url("/r/north/W1"));
            browser.visit(proxy.url("/r/north/W1"));
            assertThat(browser.evaluate("return document.querySelectorAll('main button').length"))
                    .isNotEqualTo(0L);
        }
    }

    @Test
    void codes_whereNoProxyIsBelieved_leadToWhereTheGatewayWasAsked() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 1, "{}", Limits.SMALL_BOX);
                PrefixProxy proxy = new PrefixProxy("/ratings/east", hall.uri("/"));
                Browser browser = Browser.open()) {
            String own = hall.uri("/r/north/W1").toString();
            requireCode(browser, hall.uri("/counter/north/W1").toString(), own);
            requireCode(browser, proxy.url("/counter/north/W1"), own);
        }
    }

    private static void requireCode(Browser browser, String page, String leadsTo) {
        browser.visit(page);
        assertThat(browser.evaluate("return document.querySelector('svg.qr path').getAttribute('d')"))
                .as(page)
                .isEqualTo(new QrPicture(leadsTo).path());
    }

    private static void awaitFeed(Browser browser, String state) {
        await().atMost(PATIENCE)
                .until(() -> browser.evaluate("return document.documentElement.dataset.feed"), state::equals);
    }
}
