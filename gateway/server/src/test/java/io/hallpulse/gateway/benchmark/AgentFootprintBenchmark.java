package io.hallpulse.gateway.benchmark;

import static org.awaitility.Awaitility.await;

import io.hallpulse.gateway.endtoend.Hall;
import io.hallpulse.gateway.endtoend.Program;
import io.hallpulse.hardware.testkit.PlayedFf68Meter;
import io.hallpulse.hardware.testkit.Pty;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an agent weighs and how soon it listens: with two options of Java alone, and as its start script does, beside a program that
 * only loads the same classes of libraries.
 */
@NullMarked
class AgentFootprintBenchmark {
    private static final Path SCRIPT = Program.AGENT_JAR.resolveSibling("terminal-agent");
    private static final Path ARCHIVE = Program.AGENT_JAR.resolveSibling("terminal-agent.jsa");
    private static final List<String> SMALL = List.of("-Xms8m", "-Xmx32m", "-Xss256k", "-XX:+UseSerialGC");
    private static final Pattern LOADED = Pattern.compile("^\\S+ (\\S+) source: ", Pattern.MULTILINE);
    private static final int PRESSES = 110;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private int measured;

    @Test
    void print() throws IOException {
        try (Program archive =
                Program.start(folder.resolve("archive.log"), List.of("sh", SCRIPT.toString(), "archive"))) {
            await().atMost(Duration.ofMinutes(5)).until(() -> !archive.isAlive());
        }
        Path log = folder.resolve("classes.log");
        List<String> listing = new ArrayList<>(SMALL);
        listing.add("-Xlog:class+load:file=" + log);
        measure("listing its classes", listing);
        measure("-Xmx32m -XX:TieredStopAtLevel=1", List.of("-Xmx32m"));
        List<String> small = new ArrayList<>(SMALL);
        small.add("-XX:SharedArchiveFile=" + ARCHIVE);
        long agent = measure("its script's options and archive", small);
        long bare = bare(small, log);
        System.out.printf(
                "the same classes loaded and nothing else: %d MB resident; the agent %.2f times that%n",
                bare / 1024, (double) agent / bare);
    }

    /** Starts an agent, presses, and prints; its resident memory in KiB. */
    private long measure(String what, List<String> options) throws IOException {
        Path room = Files.createDirectories(folder.resolve("agent-" + ++measured));
        Hall hall = new Hall(room);
        try (Pty cable = Pty.at(room.resolve("meter"));
                Program gateway = hall.startGateway();
                PlayedFf68Meter meter = new PlayedFf68Meter(cable, 5)) {
            await().atMost(Duration.ofMinutes(1)).until(() -> gateway.output().contains("screen"));
            long begun = System.nanoTime();
            try (Program agent = hall.startAgent("n-03", hall.brokerPort, options, inputs(cable))) {
                await().pollInterval(Duration.ofMillis(5)).until(() -> cable.baud() == 9600);
                double first = press(meter, 1);
                double start = (System.nanoTime() - begun) / 1e9;
                await().pollDelay(Duration.ofSeconds(8))
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> true);
                double hundredth = 0;
                for (int i = 2; i <= PRESSES; i++) {
                    double millis = press(meter, i);
                    hundredth += i > PRESSES - 20 ? millis / 20 : 0;
                }
                long resident = kibibytes(agent.pid());
                System.out.printf(
                        "agent with %s: %d MB resident, %.2f s from start to the first stored key, which took %.1f ms; the 100th took %.1f ms%n",
                        what, resident / 1024, start, first, hundredth);
                return resident;
            }
        }
    }

    private static double press(PlayedFf68Meter meter, int number) {
        long begun = System.nanoTime();
        meter.press(number % 4);
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> meter.acknowledged().size() >= number);
        return (System.nanoTime() - begun) / 1e6;
    }

    private long bare(List<String> options, Path log) throws IOException {
        Path names = Files.write(
                folder.resolve("classes"),
                LOADED.matcher(Files.readString(log))
                        .results()
                        .map(found -> found.group(1))
                        .filter(name -> !name.startsWith("io.hallpulse") && !name.contains("/"))
                        .toList());
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        String classPath = Program.AGENT_JAR + File.pathSeparator + Path.of("target", "test-classes");
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-cp", classPath, LoadedClasses.class.getName(), names.toString()));
        Path output = folder.resolve("bare.log");
        try (Program bare = Program.start(output, command)) {
            await().atMost(Duration.ofMinutes(1)).until(() -> bare.output().contains("loaded"));
            return kibibytes(bare.pid());
        }
    }

    private static String inputs(Pty cable) {
        return """
                  - id: plugged
                    window: A03
                    keys: {"0": 5, "1": 4, "2": 3, "3": 2}
                    serial: {port: %s, baud: 9600, format: 8N1, protocol: ff68, address: 5, retransmit: 0s}
                """.formatted(cable.path());
    }

    private static long kibibytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
