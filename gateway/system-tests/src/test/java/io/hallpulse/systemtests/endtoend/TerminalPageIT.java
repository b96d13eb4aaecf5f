package io.hallpulse.systemtests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Browser;
import io.hallpulse.testkit.Java;
import io.hallpulse.testkit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** What a technician asks of a terminal on its page, with a real agent behind it. */
@NullMarked
class TerminalPageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void technician_blinksTestsReadsTheLogAndRestarts_andSeesWhatBecameOfIt() throws Exception {
        try (ServedHall hall = ServedHall.start(folder, 1, "{minimumRatings: 1}", Limits.SMALL_BOX);
                Browser browser = Browser.open(1440, 900)) {
            signIn(browser, hall);
            Path config = agentConfig(hall);
            try (Program agent = startAgent(config)) {
                agent.awaitOut("connected");
                await().atMost(PATIENCE).untilAsserted(() -> {
                    browser.visit(page(hall));
                    assertThat(browser.driver().findElements(By.cssSelector("button[value=identify]")))
                            .hasSize(1);
                });
                ask(browser, "identify");
                awaitDone(browser, "闪灯定位");

                ask(browser, "test");
                awaitDone(browser, "测试按键");
                agent.type("4");
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(texts(browser, "[data-live=tested] li"))
                                .singleElement()
                                .asString()
                                .contains("4"));

                ask(browser, "logs");
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(texts(browser, "[data-live=log] pre"))
                                .singleElement()
                                .asString()
                                .contains("connected"));

                ask(browser, "restart");
                assertThat(agent.exitCode())
                        .as("it has ended, for a service manager to start it anew")
                        .isZero();
            }
            try (Program agent = startAgent(config)) {
                awaitDone(browser, "重启程序");
                assertThat(agent.isAlive()).isTrue();
            }
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void signIn(Browser browser, ServedHall hall) {
        browser.visit(hall.uri("/login?lang=zh").toString());
        browser.driver().findElement(By.name("name")).sendKeys(ServedHall.OPERATOR);
        browser.driver().findElement(By.name("password")).sendKeys(ServedHall.PASSWORD);
        browser.follow(
                browser.driver().findElement(By.cssSelector("main button[type=submit], .sheet button[type=submit]")));
    }

    private static String page(ServedHall hall) {
        return hall.uri("/console/terminals/north/n-03").toString();
    }

    private static void ask(Browser browser, String action) {
        browser.follow(browser.driver().findElement(By.cssSelector("button[value=" + action + "]")));
    }

    /** The page follows by itself. */
    private static void awaitDone(Browser browser, String command) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(texts(browser, "[data-live=commands] li"))
                        .first()
                        .asString()
                        .contains(command, "已完成"));
    }

    private static List<String> texts(Browser browser, String selector) {
        return browser.driver().findElements(By.cssSelector(selector)).stream()
                .map(WebElement::getText)
                .toList();
    }

    private Path agentConfig(ServedHall hall) throws IOException {
        return Files.writeString(
                folder.resolve("n-03.yaml"), """
                hall: north
                terminal: n-03
                data: %s
                gateway: {url: "tcp://127.0.0.1:%d"}
                windows:
                  - {id: W1, mode: free, responseInterval: 0s}
                inputs:
                  - id: typed
                    window: W1
                    keys: {"1": 5, "2": 4, "3": 3, "4": 2, "5": 1}
                    keyboard: {}
                """.formatted(folder.resolve("agent"), hall.brokerPort()));
    }

    /** As a service manager does, which starts it again. */
    private Program startAgent(Path config) {
        ProcessBuilder agent = new ProcessBuilder(Java.jar(
                List.of("-Xmx32m", "-XX:TieredStopAtLevel=1"), Java.AGENT_JAR, "run", "--config", config.toString()));
        agent.environment().put("INVOCATION_ID", "test");
        return Program.start(agent, folder.resolve("n-03.log"), folder.resolve("n-03.log"));
    }
}
