package io.hallpulse.gateway.benchmark;

import static org.awaitility.Awaitility.await;

import io.hallpulse.gateway.endtoend.Hall;
import io.hallpulse.gateway.endtoend.Program;
import io.hallpulse.hardware.testkit.Pty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an agent costs that nobody presses: processor time and resident memory, with two serial inputs of which one is
 * unplugged, connected to a gateway, with the options for a small Pi.
 */
@NullMarked
class IdleAgentBenchmark {
    private static final List<String> SMALL = List.of("-Xms8m", "-Xmx32m", "-Xss256k", "-XX:+UseSerialGC");
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration SAMPLE = Duration.ofSeconds(10);
    private static final int SAMPLES = 5;
    private static final double TICKS_PER_SECOND = 100;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void print() throws IOException {
        Hall hall = new Hall(folder);
        try (Pty cable = Pty.at(folder.resolve("meter"));
                Program gateway = hall.startGateway();
                Program agent = hall.startAgent("n-03", hall.brokerPort, SMALL, inputs(cable))) {
            pass(WARM_UP);
            List<Double> percents = new ArrayList<>();
            for (int i = 0; i < SAMPLES; i++) {
                long before = ticks(agent.pid());
                pass(SAMPLE);
                percents.add(100 * (ticks(agent.pid()) - before) / TICKS_PER_SECOND / SAMPLE.toSeconds());
            }
            Collections.sort(percents);
            System.out.printf(
                    "idle agent, one serial input plugged and one not: %.2f %% of a core (median of %d samples of %d s, %.2f to %.2f)%n",
                    percents.get(SAMPLES / 2), SAMPLES, SAMPLE.toSeconds(), percents.get(0), percents.get(SAMPLES - 1));
            System.out.printf(
                    "idle agent, resident memory: %d MB (peak %d MB)%n",
                    megabytes(agent.pid(), "VmRSS"), megabytes(agent.pid(), "VmHWM"));
            if (!gateway.isAlive() || !agent.isAlive()) {
                throw new IllegalStateException("a program ended early:\n" + agent.output());
            }
        }
    }

    private static String inputs(Pty cable) {
        return """
                  - id: plugged
                    window: A03
                    keys: {"0": 5, "1": 4, "2": 3, "3": 2}
                    serial: {port: %s, baud: 9600, format: 8N1, protocol: ff68, address: 5}
                  - id: unplugged
                    window: A04
                    keys: {"0": 5, "1": 4, "2": 3, "3": 2}
                    serial: {port: %s-unplugged, baud: 9600, format: 8N1, protocol: ff68, address: 5}
                """.formatted(cable.path(), cable.path());
    }

    private static void pass(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
    }

    /** User and system time so far, in clock ticks; see proc(5), stat. */
    private static long ticks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private static long megabytes(long pid, String field) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith(field + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
