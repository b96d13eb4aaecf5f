package io.hallpulse.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program as a process of its own, with its output in files. Ends with the test, however that ends. Any thread. */
public final class Program implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration STOPPING = Duration.ofSeconds(30);

    private final Process process;
    private final Path out;
    private final Path err;

    private Program(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** Starts a runnable jar; {@code output} collects both its streams. */
    public static Program java(Path output, List<String> options, Path jar, String... arguments) {
        List<String> quick = new ArrayList<>(options);
        quick.add("-XX:TieredStopAtLevel=1");
        return start(output, Java.jar(quick, jar, arguments));
    }

    /** Starts any command; {@code output} collects both its streams. */
    public static Program start(Path output, List<String> command) {
        return start(new ProcessBuilder(command), output, output);
    }

    /** Starts the agent as a technician does: in a folder, where its output is kept, and in a locale that knows no Chinese. */
    public static Program agent(Path folder, String... arguments) {
        ProcessBuilder agent = new ProcessBuilder(Java.jar(List.of(), Java.AGENT_JAR, arguments));
        agent.environment().put("LC_ALL", "C");
        return start(agent.directory(folder.toFile()), scratch(folder, "out"), scratch(folder, "err"));
    }

    /** Starts what was prepared; each of the two streams is added to a file, which may be the same. */
    public static Program start(ProcessBuilder prepared, Path out, Path err) {
        try {
            prepared.redirectOutput(appendTo(out));
            if (out.equals(err)) {
                prepared.redirectErrorStream(true);
            } else {
                prepared.redirectError(appendTo(err));
            }
            return new Program(prepared.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a command whose standard output the caller reads; its errors are added to a file. */
    public static Program piped(Path errors, List<String> command) {
        try {
            return new Program(
                    new ProcessBuilder(command).redirectError(appendTo(errors)).start(), errors, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end, which is to be a good one. */
    public static void run(Path output, List<String> command) {
        try (Program program = start(output, command)) {
            if (program.exitCode() != 0) {
                throw new AssertionError(String.join(" ", command) + " failed:\n" + program.out());
            }
        }
    }

    private static ProcessBuilder.Redirect appendTo(Path file) {
        return ProcessBuilder.Redirect.appendTo(file.toFile());
    }

    private static Path scratch(Path folder, String name) {
        try {
            return Files.createTempFile(folder, name, ".txt");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Types a line on its standard input. */
    public void type(String line) {
        try {
            OutputStream input = process.getOutputStream();
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Types nothing more. */
    public void endTyping() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void awaitOut(String text) {
        await().atMost(PATIENCE).until(() -> out().contains(text) || !process.isAlive());
        if (!out().contains(text)) {
            throw new AssertionError("ended without '" + text + "': " + out() + err());
        }
    }

    public void awaitErr(String text) {
        await().atMost(PATIENCE).until(() -> err().contains(text));
    }

    /** Waits for its end; its exit code. */
    public int exitCode() {
        return exitCode(PATIENCE);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it printed, where one file collects both its streams. */
    public String output() {
        return text(out);
    }

    public String out() {
        return text(out);
    }

    public String err() {
        return text(err);
    }

    /** The last line of what went wrong, without the log. */
    public String lastError() {
        return err().lines().reduce("", (earlier, later) -> later);
    }

    public Process process() {
        return process;
    }

    public long pid() {
        return process.pid();
    }

    /** SIGKILL to it and to what it started, and waits until all are gone. */
    public void kill() {
        List<ProcessHandle> family = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        family.forEach(ProcessHandle::destroyForcibly);
        family.forEach(member -> member.onExit().join());
    }

    /** SIGTERM, and waits for its exit code. */
    public int stop() {
        process.destroy();
        return exitCode(STOPPING);
    }

    private int exitCode(Duration patience) {
        try {
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still runs after " + patience.toSeconds() + " s: " + out() + err());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
