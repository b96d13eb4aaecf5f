package io.hallpulse.systemtests.benchmark;

import io.hallpulse.testkit.Java;
import io.hallpulse.testkit.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A Java program of this class path as a process of its own: what it prints, what it uses. */
final class MeasuredProcess implements AutoCloseable {
    private static final double TICKS_PER_SECOND = 100;
    private static final long PATIENCE_SECONDS = 480;

    private final Program program;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private MeasuredProcess(Program program) {
        this.program = program;
    }

    static MeasuredProcess java(Path log, List<String> options, String main, String... arguments) {
        return start(log, Java.main(options, System.getProperty("java.class.path"), main, arguments));
    }

    /** Starts any program; its errors go to a file. */
    static MeasuredProcess start(Path log, List<String> command) {
        MeasuredProcess started = new MeasuredProcess(Program.piped(log, command));
        Thread reader = new Thread(started::read, "output-of-" + started.pid());
        reader.setDaemon(true);
        reader.start();
        return started;
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(program.process().getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("unreadable: " + e.getMessage());
        }
    }

    /** The next line that it prints; waits for it. */
    String line() {
        try {
            String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new IllegalStateException("nothing printed in " + PATIENCE_SECONDS + " s");
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether it printed a line that nobody took yet. */
    boolean hasLine() {
        return !lines.isEmpty();
    }

    long pid() {
        return program.pid();
    }

    boolean isAlive() {
        return program.isAlive();
    }

    /** User and system time so far; see proc(5), stat. */
    double processorSeconds() {
        return processorSeconds(program.pid());
    }

    /** As {@link #processorSeconds()}, of any process. */
    static double processorSeconds(long pid) {
        String stat = proc(pid, "stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /**
     * Memory.
     *
     * @param field of proc(5), status, such as VmRSS for what is resident now
     */
    double megabytes(String field) {
        return megabytes(program.pid(), field);
    }

    /** As {@link #megabytes(String)}, of any process. */
    static double megabytes(long pid, String field) {
        return proc(pid, "status")
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                .findFirst()
                .orElseThrow();
    }

    private static String proc(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/" + file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        program.stop();
    }
}
