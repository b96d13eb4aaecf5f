package io.hallpulse.gateway.benchmark;

import io.hallpulse.gateway.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway takes of memory while a thousand terminals drain, against what it takes when nobody sends. */
class MemoryBenchmark {
    private static final List<String> OPTIONS = List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC");
    private static final Duration SAMPLE = Duration.ofMillis(500);
    private static final int SAMPLES_UNTIL_FLAT = 20;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void drainingAgainstIdle() throws Exception {
        Figures figures = new Figures("memory");
        try (MeasuredGateway gateway = MeasuredGateway.start(TestDatabase.embedded(folder), OPTIONS, 0)) {
            drain(gateway, new Backlog("warm", 200, 500, 100, java.time.Instant.now()));
            Pause.of(Duration.ofSeconds(10));
            double idle = gateway.process().megabytes("VmRSS");
            Backlog backlog = new Backlog("full", 1000, 1000, 100, java.time.Instant.now());
            List<Double> megabytes = new ArrayList<>();
            CompletableFuture<Void> draining = CompletableFuture.runAsync(() -> drain(gateway, backlog));
            while (!draining.isDone()) {
                megabytes.add(gateway.process().megabytes("VmRSS"));
                Pause.of(SAMPLE);
            }
            draining.get();
            double[] all = Figures.array(megabytes);
            figures.add(
                    "gateway, resident memory at its peak while draining",
                    "MB",
                    List.of(Figures.quantile(all, 1)),
                    "idle after warm-up",
                    List.of(idle),
                    "1.5 or less");
            List<Double> flat = megabytes.subList(Math.min(SAMPLES_UNTIL_FLAT, megabytes.size() - 1), megabytes.size());
            figures.add("gateway, resident memory from the tenth second on", "MB", flat, "flat");
        }
    }

    private static void drain(MeasuredGateway gateway, Backlog backlog) {
        try (Swarm swarm = Swarm.connect(gateway.brokerPort(), backlog, true)) {
            swarm.sendUntilAcknowledged();
        }
    }
}
