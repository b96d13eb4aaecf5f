package io.hallpulse.agent.uplink;

import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.contract.message.Status;
import java.util.List;
import java.util.Map;

/**
 * The presses that the gateway holds, by its acks on the present connection.
 *
 * @param upTo by run, the seq up to which every press is committed there; a run that is missing had no ack
 */
public record Acknowledged(Map<String, Long> upTo) {
    /** No ack has come yet. */
    public static final Acknowledged NOTHING = new Acknowledged(Map.of());

    public Acknowledged {
        upTo = Map.copyOf(upTo);
    }

    /** The runs that a status names: those not yet acknowledged in full, oldest first, as many as fit. */
    public List<RunSpan> unfinished(List<RunSpan> held) {
        return held.stream()
                .filter(span -> waiting(span) > 0)
                .limit(Status.MAX_RUNS)
                .toList();
    }

    /** How many presses wait for their acknowledgement. */
    public long waiting(List<RunSpan> held) {
        return held.stream().mapToLong(this::waiting).sum();
    }

    private long waiting(RunSpan span) {
        return span.next() - 1 - Math.max(upTo.getOrDefault(span.run(), 0L), span.low() - 1);
    }
}
