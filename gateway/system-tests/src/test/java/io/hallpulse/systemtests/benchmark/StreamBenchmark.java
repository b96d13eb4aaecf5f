package io.hallpulse.systemtests.benchmark;

import io.hallpulse.contract.message.Press;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.testkit.EventReader;
import io.hallpulse.testkit.RawTerminal;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand screens of one hall, each of which gets five documents a second: the gateway beside a bare server of the JDK that sends the
 * same bytes, by turns while the other one rests.
 */
class StreamBenchmark {
    private static final String STREAM = "/api/v1/halls/north/scores/stream";
    private static final int SCREENS = 1000;
    private static final int ROUNDS = 5;
    /** While presses come faster than documents may. */
    private static final long PRESS_MILLIS = 100;

    private static final Duration SETTLED = Duration.ofSeconds(4);
    private static final Duration WATCHED = Duration.ofSeconds(8);
    private static final List<String> OPTIONS = List.of("-Xmx512m");

    private final List<List<Double>> ages = List.of(new ArrayList<>(), new ArrayList<>());
    private final List<List<Double>> growths = List.of(new ArrayList<>(), new ArrayList<>());
    private final List<List<Double>> rates = List.of(new ArrayList<>(), new ArrayList<>());
    private final List<List<Double>> processor = List.of(new ArrayList<>(), new ArrayList<>());
    /** Megabytes before the first screen came. */
    private final double[] resident = new double[2];

    private final AtomicLong pressed = new AtomicLong();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void thousandScreens() throws Exception {
        Path file = folder.resolve("frame");
        ScheduledExecutorService people = Executors.newSingleThreadScheduledExecutor();
        try (MeasuredGateway gateway =
                        MeasuredGateway.start(TestDatabase.embedded(folder.resolve("gateway")), OPTIONS, 0);
                RawTerminal terminal = RawTerminal.connect(gateway.brokerPort(), "north", "t-0001")) {
            people.scheduleAtFixedRate(() -> press(terminal), PRESS_MILLIS, PRESS_MILLIS, TimeUnit.MILLISECONDS);
            try (EventReader reader = EventReader.open(HttpClient.newHttpClient(), gateway.uri(STREAM))) {
                reader.block();
                String frame = String.join("\n", reader.block()) + "\n\n";
                Files.writeString(file, frame, StandardCharsets.UTF_8);
            }
            try (MeasuredProcess bare = MeasuredProcess.java(
                    folder.resolve("bare.log"), OPTIONS, BareStreams.class.getName(), file.toString())) {
                int port = Integer.parseInt(bare.line());
                resident[0] = gateway.process().megabytes("VmRSS");
                resident[1] = bare.megabytes("VmRSS");
                for (int round = -1; round < ROUNDS; round++) { // the first one warms up
                    measure(0, round, gateway.process(), gateway.uri("/").getPort());
                    measure(1, round, bare, port);
                }
            }
        } finally {
            people.shutdownNow();
        }
        Figures figures = new Figures("stream");
        String what = SCREENS + " screens, " + Files.size(file) + " bytes a document: ";
        String bare = "the JDK's HttpServer";
        figures.add(
                what + "age of a document at its last byte, p99",
                "ms",
                ages.get(0),
                bare,
                ages.get(1),
                "at most 2 times");
        figures.add(
                what + "memory, resident, above that without screens",
                "MB",
                growths.get(0),
                bare,
                growths.get(1),
                "at most 2 times");
        figures.add(what + "documents a second to each", "1/s", rates.get(0), bare, rates.get(1), "");
        figures.add(what + "processor time", "s/s", processor.get(0), bare, processor.get(1), "");
    }

    private void press(RawTerminal terminal) {
        long seq = pressed.incrementAndGet();
        int level = (int) (seq % 5) + 1;
        try {
            terminal.presses("k3f9c2abq7", 1, Press.rating(seq, "W1", "panel", "1", level, Instant.now(), 1000L + seq));
        } catch (MqttException e) {
            throw new IllegalStateException(e);
        }
    }

    private void measure(int which, int round, MeasuredProcess process, int port) {
        try (ManyScreens screens = ManyScreens.connect(SCREENS, port, STREAM)) {
            screens.settle(SETTLED);
            double busy = process.processorSeconds();
            List<Double> millis = screens.watch(WATCHED);
            if (round >= 0) {
                ages.get(which).add(Figures.quantile(Figures.array(millis), 0.99));
                growths.get(which).add(process.megabytes("VmRSS") - resident[which]);
                rates.get(which).add(screens.events() / (double) SCREENS / WATCHED.toSeconds());
                processor.get(which).add((process.processorSeconds() - busy) / WATCHED.toSeconds());
            }
        }
        Pause.of(Duration.ofSeconds(2)); // for both to notice that nobody watches
    }
}
