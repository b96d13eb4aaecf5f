package io.hallpulse.hardware.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.hardware.InputHealth;
import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyInputs;
import io.hallpulse.hardware.player.MeterPlayer;
import io.hallpulse.hardware.protocol.ProtocolSettings;
import io.hallpulse.hardware.testkit.PlayedFf68Meter;
import io.hallpulse.hardware.testkit.Pty;
import io.hallpulse.hardware.testkit.PtyWire;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures and prints; no part of the tests, since a busy machine would fail it. Run it with
 * {@code mvn -pl hardware test -Dtest=SerialBenchmark}.
 */
class SerialBenchmark {
    private static final Duration WATCHED = Duration.ofSeconds(10);
    private static final int PRESSES = 500;
    private static final int POLLED_PRESSES = 100;
    private static final int PULLS = 20;
    private static final int FRAME_BYTES = 10;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Test
    void cpu_ofIdleUnpluggedAndPolledPorts(@TempDir Path folder) {
        try (Pty idle = Pty.at(folder.resolve("idle"));
                Pty polled = Pty.at(folder.resolve("polled"));
                MeterPlayer keypad =
                        new MeterPlayer(ProtocolSettings.Modbus.DEFAULT, 1, new PtyWire(polled, 9600), seen -> {});
                KeyInput listening = input("idle", idle.path(), "ff68", null);
                KeyInput absent = input("absent", folder.resolve("absent").toString(), "ff68", null);
                KeyInput asking = input("polled", polled.path(), "modbus", 1)) {
            assertThat(keypad).isNotNull();
            for (KeyInput input : List.of(listening, absent, asking)) {
                input.start(press -> {});
            }
            await().until(() -> asking.health().state() == InputHealth.State.OK);
            await().pollDelay(Duration.ofSeconds(3)).until(() -> true); // until compiled
            for (String port : List.of("port-idle", "port-absent", "port-polled")) {
                long before = cpuNanos(port);
                await().pollDelay(WATCHED).atMost(WATCHED.plusSeconds(5)).until(() -> true);
                double share = 100.0 * (cpuNanos(port) - before) / WATCHED.toNanos();
                System.out.printf("%-12s %.2f %% of a core%n", port, share);
            }
        }
    }

    /** Beside a thread that does nothing but wait for the bytes in {@code read(2)}, in turn: what the kernel and the machine take. */
    @Test
    void latency_fromTheLastByteToTheListener(@TempDir Path folder) throws Exception {
        BlockingQueue<Long> heard = new LinkedBlockingQueue<>();
        BlockingQueue<Long> read = new LinkedBlockingQueue<>();
        Random random = new Random(5);
        try (Pty bare = Pty.at(folder.resolve("bare"));
                Pty cable = Pty.at(folder.resolve("meter"));
                PlayedFf68Meter meter = new PlayedFf68Meter(cable, 5);
                KeyInput input = input("meter", cable.path(), "ff68", 5)) {
            Thread waiting = new Thread(() -> readFrames(bare, read), "bare");
            waiting.setDaemon(true);
            waiting.start();
            input.start(press -> heard.add(System.nanoTime()));
            await().until(() -> input.health().state() == InputHealth.State.OK);
            long[] nanos = new long[PRESSES];
            long[] bareNanos = new long[PRESSES];
            for (int i = 0; i < PRESSES; i++) {
                await().pollDelay(Duration.ofMillis(70 + random.nextInt(40))).until(() -> true);
                long sent = System.nanoTime();
                meter.press(i % 4);
                nanos[i] = heard.take() - sent;
                sent = System.nanoTime();
                bare.write(new byte[FRAME_BYTES]);
                bareNanos[i] = read.take() - sent;
            }
            print("last byte to listener", nanos);
            print("baseline: last byte to a thread that only waits for it", bareNanos);
        }
    }

    /** Until the cable is pulled. */
    private static void readFrames(Pty cable, BlockingQueue<Long> read) {
        byte[] frame = new byte[FRAME_BYTES];
        try (DataInputStream line = new DataInputStream(new FileInputStream(cable.path()))) {
            while (true) {
                line.readFully(frame);
                read.add(System.nanoTime());
            }
        } catch (IOException e) {
            assertThat(cable.baud()).as(e.getMessage()).isZero(); // it was pulled
        }
    }

    /** What slaves that are switched off cost the one that answers. */
    @Test
    void modbus_latencyBesideSlavesThatAreSwitchedOff(@TempDir Path folder) throws Exception {
        for (int absent : new int[] {0, 4, 12}) {
            BlockingQueue<Long> heard = new LinkedBlockingQueue<>();
            Random random = new Random(5);
            try (Pty cable = Pty.at(folder.resolve("line-" + absent));
                    MeterPlayer keypad =
                            new MeterPlayer(ProtocolSettings.Modbus.DEFAULT, 1, new PtyWire(cable, 9600), seen -> {})) {
                List<KeyInput> inputs = KeyInputs.create(IntStream.rangeClosed(1, 1 + absent)
                        .<InputSettings>mapToObj(address -> new InputSettings.Serial(
                                "keypad-" + address, cable.path(), 9600, "8N1", "modbus", address))
                        .toList());
                inputs.forEach(input -> input.start(press -> heard.add(System.nanoTime())));
                await().until(() -> inputs.get(0).health().state() == InputHealth.State.OK);
                long[] nanos = new long[POLLED_PRESSES];
                for (int i = 0; i < POLLED_PRESSES; i++) {
                    await().pollDelay(Duration.ofMillis(200 + random.nextInt(100)))
                            .until(() -> true);
                    long sent = System.nanoTime();
                    keypad.press(String.valueOf(1 + i % 5));
                    nanos[i] = heard.take() - sent;
                }
                inputs.forEach(KeyInput::close);
                print("modbus, key down to listener, beside " + absent + " slaves that are switched off", nanos);
            }
        }
    }

    @Test
    void fault_ofACableThatIsPulledAndItsEnd(@TempDir Path folder) {
        for (ProtocolSettings protocol : List.of(
                new ProtocolSettings.Ff68(),
                ProtocolSettings.Modbus.DEFAULT,
                ProtocolSettings.Stx.DEFAULT,
                new ProtocolSettings.Ascii(List.of("1"), ProtocolSettings.Ascii.Terminator.CR),
                new ProtocolSettings.Boks(ProtocolSettings.Boks.Ask.WAIT),
                new ProtocolSettings.Jt905(0x0A01, 0))) {
            InputSettings.Serial settings = new InputSettings.Serial(
                    "meter",
                    folder.resolve(protocol.name()).toString(),
                    9600,
                    "8N1",
                    protocol,
                    protocol.hasAddress() ? 5 : null);
            try (Pty cable = Pty.at(Path.of(settings.port()));
                    MeterPlayer meter = new MeterPlayer(protocol, 5, new PtyWire(cable, 9600), seen -> {});
                    KeyInput input = KeyInputs.create(List.of(settings)).get(0)) {
                input.start(press -> {});
                nanosUntil(input, InputHealth.State.OK);
                long[] out = new long[PULLS];
                long[] in = new long[PULLS];
                for (int i = 0; i < PULLS; i++) {
                    cable.unplug();
                    out[i] = nanosUntil(input, InputHealth.State.FAULT);
                    cable.plug();
                    in[i] = nanosUntil(input, InputHealth.State.OK);
                }
                assertThat(meter.waiting()).isZero();
                print(protocol.name() + " pulled to fault", out);
                print(protocol.name() + " put back to ok", in);
            }
        }
    }

    private static long nanosUntil(KeyInput input, InputHealth.State state) {
        long begun = System.nanoTime();
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> input.health().state() == state);
        return System.nanoTime() - begun;
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%s: median %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                what,
                millis(nanos[nanos.length / 2]),
                millis(nanos[nanos.length * 99 / 100]),
                millis(nanos[nanos.length - 1]));
    }

    private static KeyInput input(String id, String port, String protocol, @Nullable Integer address) {
        return KeyInputs.create(List.of(new InputSettings.Serial(id, port, 9600, "8N1", protocol, address)))
                .get(0);
    }

    private long cpuNanos(String thread) {
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(info -> info != null && info.getThreadName().equals(thread))
                .mapToLong(ThreadInfo::getThreadId)
                .map(threads::getThreadCpuTime)
                .sum();
    }

    private static double millis(long nanos) {
        return (double) nanos / TimeUnit.MILLISECONDS.toNanos(1);
    }
}
