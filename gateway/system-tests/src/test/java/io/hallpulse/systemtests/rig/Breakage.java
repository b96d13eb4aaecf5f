package io.hallpulse.systemtests.rig;

import io.hallpulse.testkit.Java;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/**
 * The programs as a rig needs them: with a clock that it can step, and perhaps with one promise broken on purpose, to see whether it finds that: a class is compiled from its source with a line
 * replaced and put before the jar. Nothing of it is in the product.
 */
final class Breakage {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final String GATEWAY = "gateway/server/src/main/java/io/hallpulse/gateway/";
    private static final String RUNTIME = "gateway/runtime/src/main/java/io/hallpulse/runtime/";
    private static final String AGENT = "terminal-agent/src/main/java/io/hallpulse/agent/";

    /** So that a rig can step a terminal's wall clock, and say whether its agent believes it. */
    private static final List<Edit> CLOCK = List.of(
            new Edit(
                    AGENT + "clock/SystemClock.java",
                    "private final Clock wall = Clock.systemUTC();",
                    "private final Clock wall = new Clock() { private volatile long off;"
                            + " public java.time.ZoneId getZone() { return java.time.ZoneOffset.UTC; }"
                            + " public Clock withZone(java.time.ZoneId zone) { return this; }"
                            + " public Instant instant() { try { off = Long.parseLong("
                            + "Files.readString(Path.of(System.getProperty(\"rig.clock\")))); }"
                            + " catch (IOException e) { /* no file handles left: as it was */ }"
                            + " return Instant.now().plusSeconds(off); } };"),
            new Edit(
                    RUNTIME + "clock/ClockSync.java",
                    "return state < 0 ? Files.exists(TIMESYNCD_MARK) : state != TIME_ERROR;",
                    "return Boolean.getBoolean(\"rig.synced\");"));

    /** A line of a source file and what stands there instead. */
    private record Edit(String file, String line, String instead) {}

    /** What is broken. */
    enum Of {
        NOTHING,
        /** The gateway acknowledges what it has not committed, and its disk takes a tenth of a second then. */
        ACKNOWLEDGE_BEFORE_COMMIT(new Edit(
                GATEWAY + "ingest/Ingest.java",
                "GroupWork.Outcome done = groupWork.finish();",
                "GroupWork.Outcome done = groupWork.finish();"
                        + " done.acks().forEach((to, acked) -> acknowledging.acknowledge("
                        + "to.terminal(), to.run(), acked.low(), acked.upTo()));"
                        + " java.util.concurrent.locks.LockSupport.parkNanos(100_000_000L);")),
        /** The gateway counts what it has already. */
        INSERT_WITHOUT_DEDUPLICATION(
                new Edit(
                        GATEWAY + "ingest/GroupWork.java",
                        "if (!run.ranges().add(item.seq())) {",
                        "if (!run.ranges().add(item.seq()) && item.seq() < 0) {"),
                new Edit(
                        GATEWAY + "store/PressTable.java",
                        "statements.with(PressRows.insert(rows))",
                        "statements.with(PressRows.insert(rows).replaceFirst(\"insert\", \"insert or replace\"))")),
        /** The terminal thanks before the press is stored. */
        THANKS_BEFORE_COMMIT(new Edit(
                AGENT + "intake/OutboxWriter.java",
                "switch (outcome(group)) {",
                "group.answerKeys(true, this::answer); switch (outcome(group)) {")),
        /** The terminal's commits do not reach the disk before they return. */
        UNSYNCED_OUTBOX(new Edit(
                AGENT + "outbox/OutboxFile.java",
                "SQLiteConfig.SynchronousMode.FULL",
                "SQLiteConfig.SynchronousMode.OFF"));

        private final List<Edit> edits;

        Of(Edit... edits) {
            this.edits = List.of(edits);
        }
    }

    private final Path classes;

    private Breakage(Path classes) {
        this.classes = classes;
    }

    /** @param folder for the broken classes */
    static Breakage compile(Of what, Path folder) {
        try {
            Path classes = Files.createDirectories(folder.resolve("broken"));
            List<String> arguments = new ArrayList<>(
                    List.of("-nowarn", "-proc:none", "-d", classes.toString(), "-cp", Java.GATEWAY_JAR.toString()));
            List<Edit> edits = new ArrayList<>(CLOCK);
            edits.addAll(what.edits);
            for (Edit edit : edits) {
                String source = Files.readString(ROOT.resolve(edit.file));
                if (source.split(Pattern.quote(edit.line), -1).length != 2) {
                    throw new AssertionError(
                            edit.file + " has not exactly one \"" + edit.line + "\"; mend the breakage");
                }
                Path broken = folder.resolve(Path.of(edit.file).getFileName());
                Files.writeString(broken, source.replace(edit.line, edit.instead));
                arguments.add(broken.toString());
            }
            if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)) != 0) {
                throw new AssertionError("the broken classes do not compile; mend the breakage");
            }
            return new Breakage(classes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command line of one of the programs. */
    List<String> command(List<String> options, Path jar, String mainClass, String... arguments) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        return Java.main(all, classes + ":" + jar, mainClass, arguments);
    }
}
