package io.hallpulse.gateway.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What an operator watches of ingest. The ingest thread writes, any thread reads. */
public final class IngestMeters {
    private final Counter received;
    private final Counter committed;
    private final Counter duplicates;
    private final Counter deadLetters;
    private final DistributionSummary groups;
    private final Timer commits;
    private final Timer acknowledgements;

    public IngestMeters(MeterRegistry meters) {
        received = counter(meters, "hallpulse.presses.received", "Presses in messages of terminals, repeated ones too");
        committed = counter(meters, "hallpulse.presses.committed", "Presses that were new, and are stored");
        duplicates = counter(meters, "hallpulse.presses.duplicate", "Presses that were stored already");
        deadLetters = counter(meters, "hallpulse.dead.letters", "Messages that could not be read or taken in");
        groups = DistributionSummary.builder("hallpulse.ingest.group")
                .description("Messages stored in one transaction")
                .register(meters);
        commits = Timer.builder("hallpulse.ingest.commit")
                .description("From the beginning of a transaction to the end of its commit")
                .register(meters);
        acknowledgements = Timer.builder("hallpulse.ingest.ack.age")
                .description("From a message's arrival to its acknowledgement")
                .register(meters);
    }

    private static Counter counter(MeterRegistry meters, String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }

    /** A transaction of messages is committed, and they are acknowledged. */
    void committed(List<Incoming> group, GroupWork.Outcome outcome, long commitNanos, long nowMillis) {
        if (group.isEmpty()) {
            return;
        }
        received.increment(outcome.added() + outcome.repeated());
        committed.increment(outcome.added());
        duplicates.increment(outcome.repeated());
        deadLetters.increment(outcome.deadLetters().size());
        groups.record(group.size());
        commits.record(commitNanos, TimeUnit.NANOSECONDS);
        for (Incoming incoming : group) {
            long ageMillis = nowMillis - incoming.delivery().receivedMillis();
            acknowledgements.record(Math.max(0, ageMillis), TimeUnit.MILLISECONDS);
        }
    }
}
