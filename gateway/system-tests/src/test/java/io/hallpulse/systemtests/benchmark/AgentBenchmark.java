package io.hallpulse.systemtests.benchmark;

import static org.awaitility.Awaitility.await;

import io.hallpulse.hardware.testkit.PlayedFf68Meter;
import io.hallpulse.hardware.testkit.Pty;
import io.hallpulse.systemtests.endtoend.Hall;
import io.hallpulse.testkit.Java;
import io.hallpulse.testkit.Program;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an agent weighs and how soon it takes a key, with the options and the archive of its start script, by turns with a {@code main}
 * that loads the same classes of the same libraries from an archive of the same kind, which has their lambdas too, and does nothing
 * else. Both are weighed at rest; the agent has then given the start's memory back, the other gives back nothing.
 */
class AgentBenchmark {
    private static final Path SCRIPT = Java.AGENT_JAR.resolveSibling("terminal-agent");
    private static final Pattern OPTIONS = Pattern.compile("options='([^']*)'");
    private static final Pattern LOADED = Pattern.compile("^\\S+ (\\S+) source: ", Pattern.MULTILINE);
    private static final int PAIRS = 9;
    private static final int PRESSES = 20;
    private static final Duration SETTLING = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /**
     * One measured start.
     *
     * @param megabytes resident
     * @param own of these, megabytes that are no pages of files
     * @param seconds from its start to the first key taken, or to all loaded
     */
    private record Sample(double megabytes, double own, double seconds) {}

    /** Starts an agent with options for Java, its meter at {@link #meter()}. */
    @FunctionalInterface
    private interface Start {
        Program agent(List<String> options) throws IOException;
    }

    @Test
    void memoryAndStart() throws IOException {
        compare("agent", "agent", List.of(), options -> {
            Hall hall = new Hall(Files.createTempDirectory(folder, "hall"));
            return hall.startAgent("n-03", hall.brokerPort, options, input("A03"));
        });
    }

    /** As above, connected to a gateway by TLS with a certificate of its own; the other program has made such a connection too. */
    @Test
    void memoryOverTls() throws IOException {
        Hall hall = new Hall(folder);
        try (Program gateway = hall.startSecuredGateway()) {
            gateway.awaitOut("ready");
            Path config = hall.putIntoService(
                    "n-03", "windows: [{id: {window}, responseInterval: 0s}]\ninputs:\n" + input("{window}"));
            Path identity = config.resolveSibling("n-03").resolve("identity.p12");
            compare(
                    "agent-tls",
                    "agent over TLS",
                    List.of(identity.toString(), String.valueOf(hall.brokerPort)),
                    options -> hall.startProvisioned("n-03", options));
        }
    }

    private void compare(String name, String subject, List<String> connection, Start start) throws IOException {
        run(List.of("sh", SCRIPT.toString(), "archive"));
        List<String> options = options();
        List<String> archived =
                with(options, "-Xshare:auto", "-XX:SharedArchiveFile=" + SCRIPT.resolveSibling("terminal-agent.jsa"));
        Path log = folder.resolve("classes.log");
        press(start, with(archived, "-Xlog:class+load:file=" + log));
        Path listed = folder.resolve("classes.list");
        press(start, with(options, "-XX:DumpLoadedClassList=" + listed));
        List<String> bare = bareCommand(options, names(log), lambdas(listed));
        bare.addAll(connection);
        List<Sample> ours = new ArrayList<>();
        List<Sample> theirs = new ArrayList<>();
        for (int pair = 1; pair <= PAIRS; pair++) {
            ours.add(press(start, archived));
            theirs.add(bare(bare));
        }
        String baseline = "a main that only loads the same classes" + (connection.isEmpty() ? "" : " and connects")
                + ", by turns";
        Figures figures = new Figures(name);
        figures.add(
                subject + ", resident memory, pressed " + PRESSES + " times",
                "MB",
                ours.stream().map(Sample::megabytes).toList(),
                baseline,
                theirs.stream().map(Sample::megabytes).toList(),
                connection.isEmpty() ? "1.15 or less, and 72 MB" : "70 MB");
        figures.add(
                subject + ", of these no pages of files",
                "MB",
                ours.stream().map(Sample::own).toList(),
                baseline,
                theirs.stream().map(Sample::own).toList(),
                "");
        figures.add(
                subject + ", start to the first key taken",
                "s",
                ours.stream().map(Sample::seconds).toList(),
                baseline,
                theirs.stream().map(Sample::seconds).toList(),
                "1.2 s");
    }

    /** The options that the start script gives to Java. */
    static List<String> options() throws IOException {
        Matcher options = OPTIONS.matcher(Files.readString(SCRIPT));
        if (!options.find()) {
            throw new IllegalStateException("no options in " + SCRIPT);
        }
        return List.of(options.group(1).split(" "));
    }

    private static List<String> with(List<String> options, String... more) {
        return Stream.concat(options.stream(), Stream.of(more)).toList();
    }

    /** Starts an agent, presses, and weighs it. */
    private Sample press(Start start, List<String> options) throws IOException {
        try (Pty cable = Pty.at(meter());
                PlayedFf68Meter meter = new PlayedFf68Meter(cable, 5)) {
            long begun = System.nanoTime();
            try (Program agent = start.agent(options)) {
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(5))
                        .atMost(PATIENCE)
                        .until(() -> cable.baud() == 9600);
                press(meter, 1);
                double seconds = (System.nanoTime() - begun) / 1e9;
                for (int number = 2; number <= PRESSES; number++) {
                    press(meter, number);
                }
                Pause.of(SETTLING);
                return new Sample(
                        MeasuredProcess.megabytes(agent.pid(), "VmRSS"),
                        MeasuredProcess.megabytes(agent.pid(), "RssAnon"),
                        seconds);
            }
        }
    }

    private Path meter() {
        return folder.resolve("meter");
    }

    private String input(String window) {
        return """
                  - id: meter
                    window: %s
                    keys: {"0": 5, "1": 4, "2": 3, "3": 2}
                    serial: {port: %s, baud: 9600, format: 8N1, protocol: ff68, address: 5, retransmit: 0s}
                """.formatted(window, meter());
    }

    private static void press(PlayedFf68Meter meter, int number) {
        meter.press(number % 4);
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(PATIENCE)
                .until(() -> meter.acknowledged().size() >= number);
    }

    private Sample bare(List<String> command) {
        long begun = System.nanoTime();
        try (MeasuredProcess bare = MeasuredProcess.start(folder.resolve("bare.log"), command)) {
            bare.line();
            double seconds = (System.nanoTime() - begun) / 1e9;
            Pause.of(SETTLING);
            return new Sample(bare.megabytes("VmRSS"), bare.megabytes("RssAnon"), seconds);
        }
    }

    /** Makes an archive of the same kind as the agent's for the other program, and says how that is started with it. */
    private List<String> bareCommand(List<String> options, Path names, List<String> lambdas) throws IOException {
        Path jar = folder.resolve("loader.jar");
        String entry = LoadedClasses.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream classes = new JarOutputStream(Files.newOutputStream(jar))) {
            classes.putNextEntry(new JarEntry(entry));
            Files.copy(Path.of("target", "test-classes").resolve(entry), classes);
        }
        Path list = Files.writeString(
                folder.resolve("bare.classes"), Files.readString(names).replace('.', '/'));
        Files.write(list, lambdas, StandardOpenOption.APPEND);
        Path archive = folder.resolve("bare.jsa");
        String classPath = Java.AGENT_JAR + File.pathSeparator + jar;
        List<String> dump = Java.command(options);
        dump.addAll(List.of(
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + archive,
                "-cp",
                classPath));
        run(dump);
        List<String> start = Java.command(options);
        start.addAll(List.of(
                "-Xshare:auto",
                "-XX:SharedArchiveFile=" + archive,
                "-cp",
                classPath,
                LoadedClasses.class.getName(),
                names.toString()));
        return start;
    }

    private void run(List<String> command) throws IOException {
        Path output = folder.resolve("run.log");
        try (Program program = Program.start(output, command)) {
            await().atMost(PATIENCE.multipliedBy(3)).until(() -> !program.isAlive());
        }
    }

    /** What a class list says of the lambdas of libraries and of Java. */
    private static List<String> lambdas(Path listed) throws IOException {
        List<String> lambdas = Files.readAllLines(listed).stream()
                .filter(line -> line.startsWith("@") && !line.startsWith("@lambda-proxy io/hallpulse"))
                .toList();
        if (lambdas.isEmpty()) {
            throw new IllegalStateException("no lambdas in " + listed);
        }
        return lambdas;
    }

    /** The classes of libraries and of Java that the agent had loaded. */
    private Path names(Path log) throws IOException {
        return Files.write(
                folder.resolve("classes"),
                LOADED.matcher(Files.readString(log))
                        .results()
                        .map(found -> found.group(1))
                        .filter(name -> !name.startsWith("io.hallpulse") && !name.contains("/"))
                        .toList());
    }
}
