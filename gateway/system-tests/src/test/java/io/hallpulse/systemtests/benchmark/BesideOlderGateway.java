package io.hallpulse.systemtests.benchmark;

import io.hallpulse.testkit.Java;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged gateway beside that of an older checkout, which {@code -Dolder} names, round by round, each while the other rests. */
class BesideOlderGateway {
    private static final int WARM_UP = 4;
    private static final int ROUNDS = 11;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private int backlogs;

    @Test
    void gateways() {
        Path older = Path.of(System.getProperty("older")).resolve("gateway/server/target/gateway.jar");
        Figures figures = new Figures("older");
        try (MeasuredGateway now = MeasuredGateway.ofJar(Java.GATEWAY_JAR, folder.resolve("now"), Pair.OPTIONS);
                MeasuredGateway before = MeasuredGateway.ofJar(older, folder.resolve("before"), Pair.OPTIONS)) {
            compare(figures, "live presses, one a message, 50 terminals", now, before, 50, 400, 1);
            compare(figures, "backlog drain, 200 terminals, in batches of 100", now, before, 200, 1000, 100);
            figures.add(
                    "gateway's resident memory after all of it",
                    "MB",
                    List.of(now.process().megabytes("VmRSS")),
                    "before",
                    List.of(before.process().megabytes("VmRSS")),
                    "");
        }
    }

    private void compare(
            Figures figures,
            String what,
            MeasuredGateway now,
            MeasuredGateway before,
            int terminals,
            int pressesEach,
            int batch) {
        Supplier<Backlog> backlog =
                () -> new Backlog("%04d".formatted(backlogs++), terminals, pressesEach, batch, Instant.now());
        figures.addByTurns(
                what,
                "presses/s",
                WARM_UP,
                ROUNDS,
                () -> now.drain(backlog.get()),
                "before",
                () -> before.drain(backlog.get()),
                "0.95");
    }
}
