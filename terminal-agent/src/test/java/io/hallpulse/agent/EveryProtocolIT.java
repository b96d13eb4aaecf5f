package io.hallpulse.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.config.InputConfig;
import io.hallpulse.agent.config.SerialConfig;
import io.hallpulse.agent.config.TerminalFile;
import io.hallpulse.agent.testkit.MovableClock;
import io.hallpulse.contract.message.Status;
import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyInputs;
import io.hallpulse.hardware.player.MeterPlayer;
import io.hallpulse.hardware.testkit.Pty;
import io.hallpulse.hardware.testkit.PtyWire;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A meter of each protocol on a tty of its own, all at once, at one agent: what is pressed is in the outbox, once each. */
@Timeout(600)
class EveryProtocolIT {
    private static final int ADDRESS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A meter under test. The keys are pressed in turn. */
    private record Played(String protocol, String settings, List<String> keys, MeterPlayer player, Pty pty) {
        String press(int number) {
            String key = keys.get(number % keys.size());
            try {
                player.press(key);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return key;
        }

        List<String> firstKeys(int presses) {
            return IntStream.range(0, presses)
                    .mapToObj(number -> keys.get(number % keys.size()))
                    .toList();
        }
    }

    private final Path folder;
    private final List<Played> meters = new ArrayList<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService fingers = Executors.newScheduledThreadPool(6);

    EveryProtocolIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void unplug() {
        fingers.shutdownNow();
        for (Played meter : meters) {
            meter.player().close();
            meter.pty().close();
        }
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
    }

    private Played plug(String protocol, String settings, List<String> keys) {
        Pty pty = Pty.at(folder.resolve(protocol));
        MeterPlayer player = new MeterPlayer(
                settings.isEmpty()
                        ? SerialConfig.protocol(protocol, null, keys)
                        : SerialConfig.parse("settings", protocol, settings, keys),
                ADDRESS,
                new PtyWire(pty, 9600),
                word -> seen.add(protocol + " " + word));
        Played meter = new Played(protocol, settings, keys, player, pty);
        meters.add(meter);
        return meter;
    }

    private static String yaml(Played meter, String retransmit) {
        List<String> distinct = meter.keys().stream().distinct().toList();
        String keys = IntStream.range(0, distinct.size())
                .mapToObj(i -> '"' + distinct.get(i) + "\": " + (1 + i % 5))
                .collect(Collectors.joining(", ", "{", "}"));
        boolean addressed = !List.of("ascii", "boks").contains(meter.protocol());
        return """
                  - id: %s
                    window: W-%s
                    keys: %s
                    serial: {port: %s, protocol: %s, retransmit: %s%s%s}
                """.formatted(
                        meter.protocol(),
                        meter.protocol(),
                        keys,
                        meter.pty().path(),
                        meter.protocol(),
                        retransmit,
                        addressed ? ", address: " + ADDRESS : "",
                        meter.settings().isEmpty() ? "" : ", " + meter.protocol() + ": " + meter.settings());
    }

    private AgentConfig config(String retransmit, String windowRule) {
        String windows = meters.stream()
                .map(meter -> "  - {id: W-%s, %s}\n".formatted(meter.protocol(), windowRule))
                .collect(Collectors.joining());
        String inputs = meters.stream().map(meter -> yaml(meter, retransmit)).collect(Collectors.joining());
        return TerminalFile.parse("terminal.yaml", """
                        hall: north
                        terminal: n-03
                        data: %s
                        gateway: {url: "tcp://127.0.0.1:1"}
                        trigger: {listen: "127.0.0.1:0"}
                        windows:
                        %sinputs:
                        %s""".formatted(folder.resolve("data"), windows, inputs));
    }

    private static Status.InputStatus status(Agent agent, String input) {
        return Objects.requireNonNull(agent.status().inputs()).stream()
                .filter(each -> each.id().equals(input))
                .findFirst()
                .orElseThrow();
    }

    private static long count(Agent agent, String input, String counter) {
        Map<String, Long> counters = Objects.requireNonNull(status(agent, input).counters());
        return counters.getOrDefault(counter, 0L);
    }

    /** All ports are open, and the host has seen the polled ones at rest. */
    private void awaitReady(Agent agent) {
        await().atMost(PATIENCE)
                .until(() -> meters.stream()
                        .allMatch(
                                meter -> status(agent, meter.protocol()).state().equals("ok")));
        await().atMost(PATIENCE)
                .until(() -> meters.stream()
                        .filter(meter -> meter.protocol().equals("modbus"))
                        .allMatch(meter -> count(agent, "modbus", "frames") > 4));
    }

    /** The keys of an input's presses; one that is no rating, or is flagged, with what it is. */
    private List<String> stored(String input) throws SQLException {
        List<String> keys = new ArrayList<>();
        try (Connection outbox = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/outbox.db"));
                PreparedStatement select = outbox.prepareStatement(
                        "SELECT trim(key || ' ' || flags || ' ' || CASE kind WHEN 'rating' THEN '' ELSE kind END)"
                                + " FROM press WHERE input = ? ORDER BY seq")) {
            select.setString(1, input);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    keys.add(row.getString(1));
                }
            }
        }
        return keys;
    }

    @Test
    void presses_manyAndFast_areStoredOnceEachInOrder() throws Exception {
        int presses = 1000;
        Played ff68 = plug("ff68", "", numbers(0, 3));
        Played stx = plug("stx", "", List.of("01", "02", "99"));
        Played ascii = plug("ascii", "{terminator: crlf}", List.of("1", "2", "x"));
        Played jt905 = plug("jt905", "{command: 0x0A01, offset: 3}", List.of("1", "2", "85", "170"));
        Played boks = plug("boks", "", numbers(1, 4));
        Played modbus = plug(
                "modbus",
                "{read: counters, count: 5, poll: 10ms}",
                numbers(0, 24).stream()
                        .map(number -> Integer.toString(1 + Integer.parseInt(number) / 5))
                        .toList());
        try (Agent agent = Agent.start(config("0s", "responseInterval: 0s"))) {
            awaitReady(agent);
            List<Future<?>> pressing = new ArrayList<>();
            for (Played meter : List.of(ff68, stx, ascii, jt905, boks)) {
                pressing.add(fingers.submit(() -> {
                    for (int i = 0; i < presses; i += 50) {
                        for (int press = i; press < i + 50; press++) {
                            meter.press(press);
                        }
                        awaitAnswered(agent, meter, i + 50);
                    }
                }));
            }
            pressing.add(fingers.submit(() -> {
                for (int i = 0; i < presses; i += 5) { // two counters that move at a time are two keys at once
                    for (int press = i; press < i + 5; press++) {
                        modbus.press(press);
                    }
                    awaitAnswered(agent, modbus, i + 5);
                }
            }));
            for (Future<?> hand : pressing) {
                hand.get();
            }
            for (Played meter : meters) {
                assertThat(count(agent, meter.protocol(), "presses")).isEqualTo(presses);
            }
            assertThat(agent.status().refused()).isZero();
            await().atMost(PATIENCE)
                    .until(() -> seen.stream()
                                    .filter(word -> word.startsWith("ff68 acknowledged"))
                                    .count()
                            == presses);
        }
        for (Played meter : meters) {
            assertThat(stored(meter.protocol())).as(meter.protocol()).isEqualTo(meter.firstKeys(presses));
        }
    }

    /**
     * Ten presses a second and never more, as a person presses: a machine that stalls makes them fewer, not closer. The rig presses
     * longer.
     */
    @Test
    void presses_tenASecond_areRatingsOnceEachInOrder() throws Exception {
        int presses = Integer.getInteger("rig.presses", 50);
        plug("ff68", "", numbers(0, 3));
        plug("stx", "", List.of("01", "02", "99"));
        plug("ascii", "{terminator: crlf}", List.of("1", "2", "x"));
        plug("jt905", "{command: 0x0A01, offset: 3}", List.of("1", "2", "85", "170"));
        plug("boks", "", numbers(1, 4));
        plug("modbus", "{read: counters, count: 5}", numbers(1, 5));
        try (Agent agent = Agent.start(config("0s", "responseInterval: 0s"))) {
            awaitReady(agent);
            List<Future<?>> pressing = new ArrayList<>();
            for (Played meter : meters) {
                AtomicInteger number = new AtomicInteger();
                pressing.add(fingers.scheduleWithFixedDelay(
                        () -> {
                            if (number.get() < presses && count(agent, meter.protocol(), "stored") >= number.get()) {
                                meter.press(number.getAndIncrement());
                            }
                        },
                        0,
                        100,
                        TimeUnit.MILLISECONDS));
            }
            long begun = System.nanoTime();
            await().atMost(PATIENCE.plusMillis(presses * 200L))
                    .until(() -> pressing.stream().anyMatch(Future::isDone)
                            || meters.stream().allMatch(meter -> count(agent, meter.protocol(), "stored") >= presses));
            System.out.printf(
                    "%d presses of each of %d meters stored in %d s%n",
                    presses, meters.size(), TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun));
            assertThat(agent.status().refused()).isZero();
            for (Future<?> finger : pressing) {
                assertThat(finger.cancel(false)).as("still presses").isTrue();
            }
        }
        for (Played meter : meters) {
            assertThat(stored(meter.protocol())).as(meter.protocol()).isEqualTo(meter.firstKeys(presses));
        }
    }

    private static void awaitAnswered(Agent agent, Played meter, int presses) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> assertThat(status(agent, meter.protocol()).counters())
                        .as(meter.protocol())
                        .hasEntrySatisfying(
                                "stored", stored -> assertThat(stored).isGreaterThanOrEqualTo(presses)));
    }

    /** Time stands still but where it is moved, so that no stall of the machine makes a frame late or a press early. */
    @Test
    void frames_sentThreeTimes_areOnePressEach() throws Exception {
        int presses = 1000;
        int round = 50; // the same keys again at once after retransmit
        plug("ff68", "", numbers(0, round - 1));
        plug("jt905", "{command: 0x0A01, offset: 3}", numbers(0, round - 1));
        plug("stx", "", IntStream.range(0, round).mapToObj("%02d"::formatted).toList());
        plug(
                "ascii",
                "{terminator: cr}",
                IntStream.range('#', '#' + round).mapToObj(Character::toString).toList());
        MovableClock clock = new MovableClock();
        AgentConfig config = config("500ms", "responseInterval: 0s");
        try (Agent agent = Agent.start(config, devices(config, clock), clock)) {
            awaitReady(agent);
            for (int from = 0; from < presses; from += round) {
                for (int time = 1; time <= 3; time++) {
                    for (Played meter : meters) {
                        IntStream.range(from, from + round).forEach(meter::press);
                    }
                    for (Played meter : meters) {
                        awaitAnswered(agent, meter, 3 * from + time * round);
                    }
                    clock.advance(Duration.ofMillis(time < 3 ? 499 : 500));
                }
            }
        }
        for (Played meter : meters) {
            assertThat(stored(meter.protocol())).as(meter.protocol()).isEqualTo(meter.firstKeys(presses));
        }
    }

    private static List<KeyInput> devices(AgentConfig config, MovableClock clock) {
        List<InputSettings> settings =
                config.inputs().stream().map(InputConfig::settings).toList();
        return KeyInputs.create(settings, clock::nanos, InputStream.nullInputStream(), Random::new);
    }

    @Test
    void key_answered_tellsStoredCountedAndClosedApart() throws Exception {
        Played meter = plug("ff68", "", numbers(0, 3));
        try (Agent agent = Agent.start(config("0s", "responseInterval: 60s"))) {
            awaitReady(agent);
            meter.press(0);
            await().atMost(PATIENCE).until(() -> seen.size() == 1);
            meter.press(1);
            await().atMost(PATIENCE).until(() -> seen.size() == 3);
            assertThat(count(agent, "ff68", "stored")).isEqualTo(1);
            assertThat(count(agent, "ff68", "alreadyCounted")).isEqualTo(1);
        }
        assertThat(seen).containsExactly("ff68 acknowledged 0", "ff68 acknowledged 1", "ff68 beep");
        seen.clear();
        try (Agent agent = Agent.start(config("0s", "mode: triggered"))) {
            awaitReady(agent);
            meter.press(2);
            await().atMost(PATIENCE).until(() -> seen.size() == 3);
            assertThat(count(agent, "ff68", "outOfService")).isEqualTo(1);
        }
        assertThat(seen).containsExactly("ff68 acknowledged 2", "ff68 beep", "ff68 beep");
    }
}
