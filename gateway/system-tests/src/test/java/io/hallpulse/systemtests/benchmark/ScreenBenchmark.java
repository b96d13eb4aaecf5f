package io.hallpulse.systemtests.benchmark;

import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.message.Press;
import io.hallpulse.hardware.testkit.Pty;
import io.hallpulse.systemtests.endtoend.Hall;
import io.hallpulse.testkit.EventReader;
import io.hallpulse.testkit.Program;
import io.hallpulse.testkit.RawTerminal;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a key's frame on a tty to the event that a screen gets, with real programs; and its legs, each alone. */
@NullMarked
class ScreenBenchmark {
    private static final int PRESSES = 120;
    private static final int WARM_UP = 500;
    private static final Duration WARM_UP_SPACE = Duration.ofMillis(30);
    /** Between two presses, at random: longer than the pause between two events of a stream, and in step with no clock. */
    private static final int LEAST_SPACE_MILLIS = 300;

    private static final int MOST_SPACE_MILLIS = 900;

    private final Figures figures = new Figures("screen");
    private final Random random = new Random(1);
    private final AtomicLong seen = new AtomicLong();
    private volatile long seenNanos;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void ttyToScreen() throws Exception {
        Hall hall = new Hall(folder);
        try (Pty cable = Pty.at(folder.resolve("meter"));
                Program gateway = hall.startGateway()) {
            URI stream = URI.create("http://127.0.0.1:" + hall.httpPort + "/api/v1/halls/north/scores/stream");
            HttpClient client = HttpClient.newHttpClient();
            await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
                EventReader.open(client, stream).close();
                return gateway.isAlive();
            });
            try (EventReader events = EventReader.open(client, stream);
                    Program agent =
                            hall.startAgent("n-03", hall.brokerPort, List.of("-Xmx32m"), """
                              - id: meter
                                window: A03
                                keys: {"0": 5, "1": 4, "2": 3, "3": 2}
                                serial: {port: %s, baud: 9600, format: 8N1, protocol: ff68, address: 5, retransmit: 0s}
                            """.formatted(cable.path()))) {
                Thread screen = new Thread(() -> watch(events), "screen");
                screen.setDaemon(true);
                screen.start();
                await().atMost(Duration.ofSeconds(60)).until(() -> {
                    press(cable, 0);
                    return cable.read(Duration.ofSeconds(1)).length > 0;
                });
                await().atMost(Duration.ofSeconds(30)).until(() -> seen.get() > 0);
                warmUp(cable);
                measure(cable);
                if (!agent.isAlive()) {
                    throw new IllegalStateException("the agent ended early:\n" + agent.output());
                }
                gatewayAlone(hall);
            }
        }
    }

    private void pause() {
        Pause.of(Duration.ofMillis(random.nextInt(LEAST_SPACE_MILLIS, MOST_SPACE_MILLIS)));
    }

    /** Both programs run for months: what they do at each press is compiled after the first few hundred. */
    private static void warmUp(Pty cable) {
        for (int i = 0; i < WARM_UP; i++) {
            press(cable, i % 4);
            Pause.of(WARM_UP_SPACE);
            while (cable.read(Duration.ofMillis(1)).length > 0) {
                Pause.of(Duration.ZERO);
            }
        }
    }

    private void measure(Pty cable) throws Exception {
        List<Double> thanked = new ArrayList<>();
        List<Double> shown = new ArrayList<>();
        for (int i = 0; i < PRESSES; i++) {
            pause();
            while (cable.read(Duration.ofMillis(1)).length > 0) {
                seen.get();
            }
            long before = seen.get();
            long begun = System.nanoTime();
            press(cable, i % 4);
            byte[] answer = cable.read(Duration.ofSeconds(2));
            if (answer.length > 0) {
                thanked.add((System.nanoTime() - begun) / 1e6);
            }
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> seen.get() > before);
            shown.add((seenNanos - begun) / 1e6);
        }
        add("press on a tty to the screen's event", shown, "median under 15 ms", "p99 under 100 ms");
        add(
                "leg: press on a tty to the meter's acknowledgement, after the commit",
                thanked,
                "",
                "15 ms beside the commit");
    }

    private void gatewayAlone(Hall hall) throws Exception {
        List<Double> acked = new ArrayList<>();
        List<Double> shown = new ArrayList<>();
        try (RawTerminal terminal = RawTerminal.connect(hall.brokerPort, "north", "n-09")) {
            for (int i = 1; i <= PRESSES; i++) {
                pause();
                long before = seen.get();
                long begun = System.nanoTime();
                int number = i;
                terminal.presses("k3f9c2abq7", 1, Press.rating(i, "A04", "panel", "1", 5, Instant.now(), 1000L + i));
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> seen.get() > before && terminal.acked("k3f9c2abq7") == number);
                acked.add((terminal.ackedNanos() - begun) / 1e6);
                shown.add((seenNanos - begun) / 1e6);
            }
        }
        add("leg: message at the broker to its acknowledgement, after the gateway's commit", acked, "", "");
        add("leg: message at the broker to the screen's event", shown, "", "");
    }

    private void add(String what, List<Double> millis, String wantedMedian, String wantedHighest) {
        figures.add(what, "ms", millis, wantedMedian);
        Collections.sort(millis);
        figures.add(what + ": p99", "ms", List.of(Figures.quantile(Figures.array(millis), 0.99)), wantedHighest);
    }

    private static void press(Pty cable, int key) {
        int sum = 5 + 0x11 + key;
        cable.write(
                (byte) 0xFF,
                (byte) 0x68,
                (byte) 3,
                (byte) 3,
                (byte) 0x68,
                (byte) 5,
                (byte) 0x11,
                (byte) key,
                (byte) sum,
                (byte) 0x16);
    }

    private void watch(EventReader events) {
        long total = -1;
        try {
            while (true) {
                long now = total(events);
                if (total >= 0 && now > total) {
                    seenNanos = System.nanoTime();
                    seen.addAndGet(now - total);
                }
                total = now;
            }
        } catch (java.io.IOException | RuntimeException e) {
            System.out.println("the stream ended: " + e.getMessage());
        }
    }

    private static long total(EventReader events) throws java.io.IOException {
        long total = 0;
        for (com.fasterxml.jackson.databind.JsonNode window : events.scores().path("windows")) {
            total += window.path("total").asLong();
        }
        return total;
    }
}
