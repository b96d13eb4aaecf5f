package io.hallpulse.agent.intake;

import io.hallpulse.agent.outbox.OutboxCounts;
import io.hallpulse.agent.outbox.OutboxLimits;
import io.hallpulse.agent.outbox.OutboxReader;
import io.hallpulse.agent.testkit.WriterRig;
import io.hallpulse.contract.message.RunSpan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a million waiting presses cost: the start, the account, and a batch from the middle. */
@NullMarked
class OutboxBenchmark {
    private static final int PRESSES = 1_000_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void print() throws Exception {
        try (WriterRig rig = new WriterRig(folder)) {
            rig.limits = OutboxLimits.of(1 << 30);
            rig.stop(rig.started());
            rig.sql(
                    "INSERT INTO run VALUES (1, 'aaaaaaaaaa', 'another', " + (PRESSES + 1) + ")",
                    """
                    WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < %d)
                    INSERT INTO press SELECT 1, n, 'A', 'panel', '0', 5, 1795000000000 + n, n, 1, 'rating', '',
                    NULL, NULL, NULL, NULL FROM number""".formatted(PRESSES),
                    "PRAGMA wal_checkpoint(TRUNCATE)");
            long began = System.nanoTime();
            OutboxWriter writer = rig.started();
            long opened = System.nanoTime();
            OutboxCounts account = OutboxCounts.read(folder);
            long counted = System.nanoTime();
            RunSpan span = writer.backlog().held().get(0);
            int batch;
            try (OutboxReader reader = writer.backlog().reader()) {
                batch = reader.read(span.run(), PRESSES / 2, PRESSES / 2 + 499)
                        .orElseThrow()
                        .presses()
                        .size();
            }
            long read = System.nanoTime();
            System.out.printf(
                    "outbox of %d presses, %d MiB: opened in %d ms, account in %d ms, batch of %d from the middle in %d ms%n",
                    account.held(),
                    Files.size(folder.resolve("outbox.db")) >> 20,
                    millis(opened - began),
                    millis(counted - opened),
                    batch,
                    millis(read - counted));
        }
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }
}
