package io.hallpulse.systemtests.benchmark;

import io.hallpulse.gateway.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway takes of memory while a thousand terminals drain, against what it takes when nobody sends. */
class MemoryBenchmark {
    private static final List<String> OPTIONS = List.of("-Xms64m", "-Xmx768m", "-XX:+UseSerialGC");
    private static final Duration SAMPLE = Duration.ofMillis(500);
    private static final int SAMPLES_UNTIL_FLAT = 20;
    /** One alone would be over before the tenth second. */
    private static final List<String> BACKLOGS = List.of("one-", "two-", "tri-", "four");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void drainingAgainstIdle() throws Exception {
        Figures figures = new Figures("memory");
        try (MeasuredGateway gateway = MeasuredGateway.start(TestDatabase.embedded(folder), OPTIONS, 0)) {
            double unused = gateway.process().megabytes("VmRSS");
            drain(gateway, backlog("warm"));
            Pause.of(Duration.ofSeconds(10));
            double idle = gateway.process().megabytes("VmRSS");
            List<Double> megabytes = new ArrayList<>();
            CompletableFuture<Void> draining =
                    CompletableFuture.runAsync(() -> BACKLOGS.forEach(name -> drain(gateway, backlog(name))));
            while (!draining.isDone()) {
                megabytes.add(gateway.process().megabytes("VmRSS"));
                Pause.of(SAMPLE);
            }
            draining.get();
            double peak = Figures.quantile(Figures.array(megabytes), 1);
            figures.add(
                    "gateway, resident memory at its peak while draining",
                    "MB",
                    List.of(peak),
                    "idle after a drain",
                    List.of(idle),
                    "1.5 or less");
            figures.add(
                    "gateway, resident memory at its peak while draining",
                    "MB",
                    List.of(peak),
                    "just started",
                    List.of(unused),
                    "");
            List<Double> flat = megabytes.subList(Math.min(SAMPLES_UNTIL_FLAT, megabytes.size() - 1), megabytes.size());
            figures.add("gateway, resident memory from the tenth second on", "MB", flat, "flat");
        }
    }

    private static Backlog backlog(String name) {
        return new Backlog(name, 1000, 1000, 100, Instant.now());
    }

    private static void drain(MeasuredGateway gateway, Backlog backlog) {
        try (Swarm swarm = Swarm.connect(gateway.brokerPort(), backlog, true)) {
            swarm.sendUntilAcknowledged();
        }
    }
}
