package io.hallpulse.agent.uplink;

import io.hallpulse.contract.message.RunSpan;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The progress of one run on this connection. Messages unacknowledged for 10 s give back their place among those on their way; the run's
 * rows are then sent again, from the first unacknowledged one, after 10 s, 20 s, and so on to 5 min, one message at a time until an ack
 * comes: so a run that the gateway never acknowledges costs the others next to nothing.
 */
final class RunProgress {
    private static final long IN_FLIGHT_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long SLOWEST_RESEND_NANOS = Duration.ofMinutes(5).toNanos();

    private record Sent(long toSeq, long atNanos) {}

    private final Deque<Sent> inFlight = new ArrayDeque<>();
    private final NavigableSet<Long> passedOver = new TreeSet<>();
    private boolean acked;
    private long ackedUpTo;
    private long sentUpTo;
    private boolean probing;
    private long resendNanos = IN_FLIGHT_NANOS;
    private long probeAtNanos;

    boolean hasAck() {
        return acked;
    }

    long ackedUpTo() {
        return ackedUpTo;
    }

    int inFlight() {
        return inFlight.size();
    }

    void acknowledged(long upTo) {
        boolean first = !acked;
        acked = true;
        if (upTo < ackedUpTo) {
            inFlight.clear();
            sentUpTo = upTo;
        }
        if (first || upTo != ackedUpTo) {
            probing = false;
            resendNanos = IN_FLIGHT_NANOS;
        }
        ackedUpTo = upTo;
        sentUpTo = Math.max(sentUpTo, upTo);
        inFlight.removeIf(sent -> sent.toSeq <= upTo);
        if (passedOver.contains(upTo + 1)) {
            inFlight.clear(); // no ack can pass the hole, but the gateway is there
            probing = false;
        }
    }

    /** The broker did not take a message that began with that press: it and what came after it is unsent. */
    void refused(long fromSeq) {
        inFlight.removeIf(sent -> sent.toSeq >= fromSeq);
        sentUpTo = Math.min(sentUpTo, fromSeq - 1);
    }

    /** No message can hold that press on this connection: the ones after it go on without it. */
    void passOver(long seq) {
        refused(seq);
        passedOver.add(seq);
    }

    void sent(long toSeq, long nowNanos) {
        sentUpTo = toSeq;
        inFlight.add(new Sent(toSeq, nowNanos));
    }

    /** Counts messages that were not acknowledged in time as unsent. */
    void expire(long nowNanos) {
        Sent oldest = inFlight.peek();
        if (oldest != null && nowNanos - oldest.atNanos >= IN_FLIGHT_NANOS) {
            inFlight.clear();
            sentUpTo = ackedUpTo;
            probing = true;
            probeAtNanos = oldest.atNanos + resendNanos;
            resendNanos = Math.min(2 * resendNanos, SLOWEST_RESEND_NANOS);
        }
    }

    boolean maySend(long nowNanos) {
        return !probing || (inFlight.isEmpty() && nowNanos - probeAtNanos >= 0);
    }

    long nextUnsent(RunSpan span) {
        long next = Math.max(span.low(), sentUpTo + 1);
        while (passedOver.contains(next)) {
            next++;
        }
        return next;
    }

    /** The last press, {@code toSeq} at most, that may go with one that is not passed over itself. */
    long endOfMessage(long fromSeq, long toSeq) {
        Long hole = passedOver.ceiling(fromSeq);
        return hole == null ? toSeq : Math.min(toSeq, hole - 1);
    }

    /** How long until time alone makes something to send. */
    long wakeupInNanos(RunSpan span, long nowNanos) {
        Sent oldest = inFlight.peek();
        if (oldest != null) {
            return oldest.atNanos + IN_FLIGHT_NANOS - nowNanos;
        }
        return probing && nextUnsent(span) < span.next() ? probeAtNanos - nowNanos : Long.MAX_VALUE;
    }
}
