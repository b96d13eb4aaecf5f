package io.hallpulse.agent.uplink;

import io.hallpulse.contract.message.Ack;
import io.hallpulse.contract.message.Owner;
import io.hallpulse.contract.message.RunSpan;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The schedule of what to send next, and what may be deleted: all that the agent knows of acknowledgement, valid for one
 * connection and one owner of the hall. A new connection or a new owner begins with a new object, since what was known before may be of a gateway that was restored
 * from a backup. A pure decision: no I/O, no clock; times are on the scale of {@link System#nanoTime()}; {@code held} is always what
 * the outbox holds now, oldest run first. For one thread.
 */
public final class SendSchedule {
    /** The most messages on their way without the gateway's acknowledgement. */
    public static final int MAX_IN_FLIGHT = 8;
    /** The most presses in one message. */
    public static final int MAX_BATCH = 500;

    private static final long HOLD_NANOS = Duration.ofSeconds(5).toNanos();

    /** Presses of one run from seq to seq, both included. */
    public record Batch(String run, long fromSeq, long toSeq) {}

    private final @Nullable Owner owner;
    private final long sinceNanos;
    private final Set<String> heldBefore;
    private final Map<String, RunProgress> runs = new HashMap<>();

    /**
     * Begins without any knowledge of acknowledgement.
     *
     * @param owner of the hall, where one is known: only its acks are obeyed
     */
    public SendSchedule(@Nullable Owner owner, List<RunSpan> held, long nowNanos) {
        this.owner = owner;
        this.sinceNanos = nowNanos;
        this.heldBefore = held.stream().map(RunSpan::run).collect(Collectors.toCollection(HashSet::new));
    }

    /** Whether that owner is another, or the same one begun anew, so that a new object must take over from this one. */
    public boolean isEndedBy(Owner other) {
        return owner == null
                || !owner.gateway().equals(other.gateway())
                || !owner.since().equals(other.since());
    }

    /**
     * Takes the newest ack of a run, be it higher or lower than the one before; a lower one makes rows unsent again. An ack beyond what
     * the run holds says nothing of presses yet to come. One that claims nothing below a low above the run's is passed over: it answers
     * a message from before the outbox was put back to an older state, and a gateway that was restored, too, may lack the rows between.
     */
    public void onAck(Ack ack, List<RunSpan> held) {
        if (owner != null && !owner.gateway().equals(ack.gateway())) {
            return;
        }
        held.stream()
                .filter(span -> span.run().equals(ack.run()))
                .filter(span -> ack.low() == null || ack.low() <= span.low())
                .findFirst()
                .ifPresent(span -> progress(span.run()).acknowledged(Math.min(ack.upTo(), span.next() - 1)));
    }

    /**
     * What to send now, if anything: the next unsent presses of the oldest run that has some. A run held since before this object began
     * waits for its first ack, 5 s at most, and newer runs wait with it; a run whose presses were not acknowledged in time waits alone.
     */
    public Optional<Batch> next(List<RunSpan> held, long nowNanos) {
        runs.values().forEach(run -> run.expire(nowNanos));
        if (inFlight() >= MAX_IN_FLIGHT) {
            return Optional.empty();
        }
        for (RunSpan span : held) {
            RunProgress run = progress(span.run());
            long from = run.nextUnsent(span);
            if (from < span.next()) {
                if (isOnHold(span.run(), nowNanos)) {
                    return Optional.empty();
                }
                if (run.maySend(nowNanos)) {
                    long to = Math.min(span.next(), from + MAX_BATCH) - 1;
                    return Optional.of(new Batch(span.run(), from, run.endOfMessage(from, to)));
                }
            }
        }
        return Optional.empty();
    }

    /** The message is on its way; it may hold fewer presses than {@link #next} named, but begins with the same one. */
    public void sent(Batch batch, long nowNanos) {
        progress(batch.run()).sent(batch.toSeq(), nowNanos);
    }

    /** The broker did not take the message: its presses are unsent. */
    public void refused(Batch batch) {
        progress(batch.run()).refused(batch.fromSeq());
    }

    /**
     * No message can hold that press while this connection lasts. Those after it go on without it, though no ack can cover them before it
     * has come; should one of them be lost on its way, the next connection sends it again.
     */
    public void passOver(String run, long seq) {
        progress(run).passOver(seq);
    }

    /** When {@link #next} may have something although nothing was stored or acknowledged; {@link Long#MAX_VALUE} nanoseconds away for never. */
    public long nextWakeupNanos(List<RunSpan> held, long nowNanos) {
        long inNanos = Long.MAX_VALUE;
        for (RunSpan span : held) {
            RunProgress run = progress(span.run());
            if (isOnHold(span.run(), nowNanos)) {
                inNanos = Math.min(inNanos, sinceNanos + HOLD_NANOS - nowNanos);
            }
            inNanos = Math.min(inNanos, run.wakeupInNanos(span, nowNanos));
        }
        return inNanos == Long.MAX_VALUE ? Long.MAX_VALUE : nowNanos + Math.max(0, inNanos);
    }

    /** The highest seq of a run that may be deleted: what the newest ack covers; 0 where none has come. */
    public long deletableUpTo(String run) {
        RunProgress progress = runs.get(run);
        return progress == null ? 0 : progress.ackedUpTo();
    }

    /** The newest acks, by value. */
    public Acknowledged acknowledged() {
        Map<String, Long> upTo = new HashMap<>();
        runs.forEach((run, progress) -> {
            if (progress.hasAck()) {
                upTo.put(run, progress.ackedUpTo());
            }
        });
        return new Acknowledged(upTo);
    }

    /** The runs that a status names: those not yet acknowledged in full, oldest first, as many as fit. */
    public List<RunSpan> statusRuns(List<RunSpan> held) {
        return acknowledged().unfinished(held);
    }

    /** How many presses wait for their acknowledgement. */
    public long waiting(List<RunSpan> held) {
        return acknowledged().waiting(held);
    }

    private boolean isOnHold(String run, long nowNanos) {
        return heldBefore.contains(run) && !progress(run).hasAck() && nowNanos - sinceNanos < HOLD_NANOS;
    }

    private int inFlight() {
        return runs.values().stream().mapToInt(RunProgress::inFlight).sum();
    }

    private RunProgress progress(String run) {
        return runs.computeIfAbsent(run, name -> new RunProgress());
    }
}
