package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.Topics;
import io.hallpulse.contract.message.Command;
import io.hallpulse.contract.message.Json;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.OpenSsl;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Browser;
import io.hallpulse.testkit.PageRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.assertj.core.api.SoftAssertions;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** A technician with a browser: a code, a request, a terminal let in, replaced and revoked; commands and a configuration. */
@NullMarked
class EnrolmentPagesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path data = Path.of("");

    @Test
    void terminal_isInvitedAcceptedReplacedAndRevoked_onThePage() throws Exception {
        try (ServedHall hall = ServedHall.startEnrolling(data, Limits.SMALL_BOX);
                Browser browser = Browser.open(390, 844)) {
            signIn(browser, hall, "/console/enrolment");
            assertThat(browser.driver().getTitle()).isEqualTo("终端接入 · HallPulse");
            submit(browser, "#invite ~ form");
            String code = browser.text("the-code");
            assertThat(code).matches("[0-9A-Z]{4}(-[0-9A-Z]{4}){5}");
            assertThat(browser.driver().findElements(By.cssSelector("svg.qr path")))
                    .hasSize(1);
            keepsTheRules(browser);

            byte[] request = OpenSsl.request(data, "new");
            assertThat(hall.enrolments().ask(code, request, "10.0.0.7")).isEmpty();
            browser.visit(hall.uri("/console/enrolment").toString());
            String fingerprint = hall.enrolments().pending().get(0).fingerprint();
            assertThat(browser.driver()
                            .findElement(By.cssSelector(".fingerprint"))
                            .getText()
                            .replace(" ", ""))
                    .isEqualTo(fingerprint);
            keepsTheRules(browser);
            fill(browser, "article [name=terminal]", "n-03");
            submit(browser, "article details form");
            assertThat(browser.text("outcome")).startsWith("没有完成：").contains("say which window");
            fill(browser, "article [name=terminal]", "n-03");
            fill(browser, "article [name=window]", "W1");
            submit(browser, "article details form");
            assertThat(browser.text("outcome")).startsWith("已接入 north/n-03");
            assertThat(hall.enrolments().ask(code, request, "10.0.0.7")).isPresent();
            keepsTheRules(browser);

            middle(browser, "td details summary").click();
            fill(browser, "td details [name=name]", "n-04");
            submit(browser, "td details form");
            String second = browser.text("the-code");
            assertThat(second).isNotEqualTo(code);
            assertThat(hall.enrolments().ask(second, OpenSsl.request(data, "second"), "10.0.0.8"))
                    .isEmpty();
            browser.visit(hall.uri("/console/enrolment?lang=en").toString());
            assertThat(PageRules.hanInEnglish(browser)).isEmpty();
            assertThat(browser.driver()
                            .findElement(By.cssSelector("article [name=terminal]"))
                            .getDomProperty("value"))
                    .isEqualTo("n-04");
            submit(browser, "article > form");
            assertThat(browser.text("outcome")).startsWith("Request r");

            middle(browser, "td details summary").click();
            submit(browser, "td details form");
            assertThat(browser.text("outcome")).startsWith("The certificates of north/n-03 are revoked");
            assertThat(browser.complaints())
                    .allMatch(line -> line.contains("422"))
                    .hasSize(1);
        }
    }

    @Test
    void anotherRequest_whileAFormIsFilled_waitsUntilItIsEmptied() throws Exception {
        try (ServedHall hall = ServedHall.startEnrolling(data, Limits.SMALL_BOX);
                Browser browser = Browser.open(1440, 900)) {
            signIn(browser, hall, "/console/enrolment");
            Actor chen = new Actor("chen", "operator");
            ask(hall, chen, "first");
            By name = By.cssSelector("article [name=terminal]");
            await().atMost(PATIENCE)
                    .until(() -> browser.driver().findElements(name).size() == 1);
            middle(browser, "article [name=terminal]").sendKeys("n-03");
            browser.evaluate("performance.clearResourceTimings()");
            ask(hall, chen, "second");
            await().atMost(PATIENCE).until(() -> browser.evaluate("""
                    return performance.getEntriesByType("resource").filter((one) => one.initiatorType === "xmlhttprequest").length >= 2;
                    """), Boolean.TRUE::equals);
            assertThat(browser.driver().findElement(name).getDomProperty("value"))
                    .isEqualTo("n-03");
            browser.driver().findElement(name).clear();
            await().atMost(PATIENCE)
                    .until(() -> browser.driver().findElements(name).size() == 2);
        }
    }

    private void ask(ServedHall hall, Actor by, String key) throws Exception {
        String code = hall.enrolments().invite(by, null, Duration.ofMinutes(15)).code();
        assertThat(hall.enrolments().ask(code, OpenSsl.request(data, key), "10.0.0.7"))
                .isEmpty();
    }

    @Test
    void terminal_isCommandedAndConfigured_onItsPages() throws Exception {
        try (ServedHall hall = ServedHall.startEnrolling(data, Limits.SMALL_BOX);
                Browser browser = Browser.open(390, 844)) {
            BlockingQueue<Command> commands = new LinkedBlockingQueue<>();
            TerminalId n1 = new TerminalId("north", "n-01");
            MqttClient listener =
                    new MqttClient("tcp://127.0.0.1:" + hall.brokerPort(), "listener", new MemoryPersistence());
            listener.connect();
            IMqttMessageListener note =
                    (topic, message) -> commands.add(Json.read(message.getPayload(), Command.class));
            listener.subscribe(
                    new MqttSubscription[] {new MqttSubscription(Topics.of(n1, Topics.Kind.COMMAND), 1)},
                    new IMqttMessageListener[] {note});
            hall.status("W1");
            signIn(browser, hall, "/console/terminals");
            await().atMost(PATIENCE).until(() -> {
                browser.visit(hall.uri("/console/terminals/north/n-01").toString());
                return browser.driver()
                                .findElements(By.cssSelector("[value=identify]"))
                                .size()
                        == 1;
            });
            follow(browser, "[value=identify]");
            await().atMost(PATIENCE)
                    .until(() -> commands.stream().anyMatch(one -> one.action().equals("identify")));
            assertThat(browser.driver()
                            .findElement(By.cssSelector("[data-live=commands]"))
                            .getText())
                    .contains("闪灯定位", "等待回答");
            keepsTheRules(browser);

            follow(browser, "a[href$='/config']");
            fill(browser, "#file", "hall: north\nterminal: n-01\n");
            follow(browser, "[value=apply]");
            await().atMost(PATIENCE)
                    .until(() -> commands.stream().anyMatch(one -> one.action().equals("apply")));
            assertThat(browser.driver()
                            .findElement(By.cssSelector("[data-live=versions]"))
                            .getText())
                    .contains("第 1 版", "等待终端", ServedHall.OPERATOR);
            keepsTheRules(browser);
            fill(browser, "#file", "hall: north\nterminal: n-01\n# 二号窗口\n");
            follow(browser, "[value=apply]");
            follow(browser, "a[href$='version=2']");
            assertThat(browser.driver().findElement(By.cssSelector("ins")).getText())
                    .isEqualTo("+ # 二号窗口");
            follow(browser, "[value=rollback]");
            await().atMost(PATIENCE)
                    .until(() -> commands.stream()
                            .anyMatch(one -> one.action().equals("rollback")
                                    && "hall: north\nterminal: n-01\n".equals(one.config())));
            keepsTheRules(browser);
            listener.disconnect();
            listener.close();
        }
    }

    private static void signIn(Browser browser, ServedHall hall, String page) {
        browser.visit(hall.uri(page).toString());
        fill(browser, "#name", ServedHall.OPERATOR);
        fill(browser, "#password", ServedHall.PASSWORD);
        submit(browser, ".sheet form");
    }

    private static void fill(Browser browser, String field, String text) {
        browser.driver().findElement(By.cssSelector(field)).clear();
        browser.driver().findElement(By.cssSelector(field)).sendKeys(text);
    }

    private static void submit(Browser browser, String form) {
        follow(browser, form + " button");
    }

    private static void follow(Browser browser, String element) {
        browser.follow(middle(browser, element));
    }

    /** An element that is clear of the bars above and below. */
    private static WebElement middle(Browser browser, String css) {
        WebElement element = browser.driver().findElement(By.cssSelector(css));
        browser.driver().executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        return element;
    }

    private static void keepsTheRules(Browser browser) {
        SoftAssertions all = new SoftAssertions();
        for (String theme : List.of("dark", "light")) {
            browser.evaluate("document.documentElement.dataset.theme = '" + theme + "'");
            all.assertThat(PageRules.accessibility(browser)).as(theme).isEmpty();
        }
        for (int[] size : new int[][] {{1440, 900}, {390, 844}}) {
            browser.resize(size[0], size[1]);
            all.assertThat(PageRules.overflow(browser)).as("in " + size[0]).isEmpty();
        }
        all.assertThat(PageRules.nulls(browser)).isEmpty();
        all.assertAll();
    }
}
