package io.hallpulse.systemtests.benchmark;

import io.hallpulse.testkit.Java;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            double measured = drain(now, terminals, pressesEach, batch);
            double baseline = drain(before, terminals, pressesEach, batch);
            if (round >= 0) {
                ours.add(measured);
                theirs.add(baseline);
            }
        }
        figures.add(what, "presses/s", ours, "before", theirs, "0.95");
    }

    /** Presses a second from the first message until the last press is committed and acknowledged. */
    private double drain(MeasuredGateway gateway, int terminals, int pressesEach, int batch) {
        Backlog backlog = new Backlog("%04d".formatted(backlogs++), terminals, pressesEach, batch, Instant.now());
        try (Swarm swarm = Swarm.connect(gateway.brokerPort(), backlog, true)) {
            return backlog.presses() * 1e9 / swarm.sendUntilAcknowledged();
        }
    }
}
