package io.hallpulse.systemtests.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.hardware.testkit.PlayedFf68Meter;
import io.hallpulse.hardware.testkit.Pty;
import io.hallpulse.systemtests.endtoend.Hall;
import io.hallpulse.testkit.Browser;
import io.hallpulse.testkit.MessageCallback;
import io.hallpulse.testkit.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A press at a meter to the changed picture of the hall screen, by leg, with nothing held back for privacy: the frame on the tty, the
 * thanks after the agent's commit, the gateway's acknowledgement after its own, the published score, and the frame in which the browser
 * shows it. Both programs are processes of their own, the browser is headless and draws in software.
 */
class PixelsBenchmark {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PRESSES = 60;
    private static final int WARM_UP = 20;
    private static final List<String> LEGS = List.of("stored", "acknowledged", "published", "pixels");

    /** Notes when the frame after a change was given to the screen, in milliseconds since 1970. */
    private static final String WATCH = """
            window.shown = {};
            new MutationObserver(() => requestAnimationFrame(() => requestAnimationFrame(() => {
              const n = document.querySelector("[data-window=A03] .count").textContent.replace(/\\D/g, "");
              window.shown[n] ??= performance.timeOrigin + performance.now();
            }))).observe(document.getElementById("board"), {characterData: true, childList: true, subtree: true});
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random = new Random(1);
    /** When what happened for the n-th press, in milliseconds since 1970. */
    private final Map<Integer, Map<String, Double>> seen = new ConcurrentHashMap<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void byLeg() throws Exception {
        Hall hall = new Hall(folder);
        try (Pty cable = Pty.at(folder.resolve("meter"));
                PlayedFf68Meter meter = new PlayedFf68Meter(cable, 5);
                Program gateway = hall.startGateway();
                Program agent = hall.startAgent(hall.brokerPort, """
                          - id: meter
                            window: A03
                            keys: {"0": 5, "1": 4, "2": 3, "3": 2}
                            serial: {port: %s, baud: 9600, format: 8N1, protocol: ff68, address: 5, retransmit: 0s}
                        """.formatted(cable.path()));
                Browser browser = Browser.open()) {
            await().atMost(PATIENCE).until(() -> agent.output().contains(cable.path() + " is open"));
            await().atMost(PATIENCE).until(() -> press(meter, hall));
            MqttAsyncClient listener = listen(hall.brokerPort);
            browser.visit("http://127.0.0.1:" + hall.httpPort + "/screen/north");
            await().atMost(PATIENCE).until(() -> browser.text("feed").equals("实时"));
            browser.evaluate(WATCH);
            for (int n = 2; n <= PRESSES + WARM_UP; n++) {
                measure(browser, meter, n);
            }
            listener.disconnectForcibly(0, 0, false);
            listener.close(true);
            assertThat(agent.stop()).isZero();
            assertThat(gateway.stop()).isZero();
        }
        report();
    }

    /** The first press, which shows that all of it works. */
    private static boolean press(PlayedFf68Meter meter, Hall hall) {
        if (meter.acknowledged().isEmpty()) {
            meter.press(0);
            await().atMost(PATIENCE).until(() -> !meter.acknowledged().isEmpty());
        }
        return !hall.counts("A03").isEmpty();
    }

    private MqttAsyncClient listen(int port) throws Exception {
        MqttAsyncClient client = new MqttAsyncClient("tcp://127.0.0.1:" + port, "pixels", new MemoryPersistence());
        client.setCallback(heard());
        client.connect().waitForCompletion(10_000);
        client.subscribe("hallpulse/v1/terminals/north/n-03/ack", 1).waitForCompletion(10_000);
        client.subscribe("hallpulse/v1/scores/north/A03", 0).waitForCompletion(10_000);
        return client;
    }

    /** An acknowledgement says up to which press, a score how many there are: both are the number of the press here. */
    private MessageCallback heard() {
        return (topic, message) -> {
            double now = now();
            try {
                boolean ack = topic.endsWith("/ack");
                int n = JSON.readTree(message.getPayload())
                        .path(ack ? "upTo" : "total")
                        .asInt();
                note(n, ack ? "acknowledged" : "published", now);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private void measure(Browser browser, PlayedFf68Meter meter, int n) {
        Pause.of(Duration.ofMillis(300)
                .plusNanos(random.nextInt(20_000_000))); // at most five scores a second are published
        note(n, "pressed", now());
        meter.whenAcknowledged(key -> note(n, "stored", now()));
        meter.press(n % 4);
        String shown = "return window.shown[" + n + "] ?? 0";
        await().pollDelay(Duration.ofMillis(100))
                .pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .untilAsserted(() -> {
                    assertThat(ofPress(n)).containsOnlyKeys("pressed", "stored", "acknowledged", "published");
                    assertThat(((Number) Objects.requireNonNull(browser.evaluate(shown))).doubleValue())
                            .as("when the page showed press %d", n)
                            .isPositive();
                });
        note(n, "pixels", ((Number) Objects.requireNonNull(browser.evaluate(shown))).doubleValue());
    }

    private Map<String, Double> ofPress(int n) {
        return seen.computeIfAbsent(n, any -> new ConcurrentHashMap<>());
    }

    private void note(int n, String what, double when) {
        ofPress(n).putIfAbsent(what, when);
    }

    private static double now() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        return micros / 1e3;
    }

    private void report() {
        Figures figures = new Figures("pixels");
        String before = "pressed";
        for (String leg : LEGS) {
            figures.add("press to pixels: " + before + " to " + leg, "ms", between(before, leg), "");
            before = leg;
        }
        figures.add("press to pixels, all of it", "ms", between("pressed", "pixels"), "");
    }

    private List<Double> between(String from, String to) {
        List<Double> values = new ArrayList<>();
        new TreeMap<>(seen).forEach((n, times) -> {
            Double begun = times.get(from);
            Double ended = times.get(to);
            if (n > WARM_UP && begun != null && ended != null) {
                values.add(ended - begun);
            }
        });
        return values;
    }
}
