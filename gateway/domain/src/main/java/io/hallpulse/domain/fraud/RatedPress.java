package io.hallpulse.domain.fraud;

import java.util.Comparator;

/**
 * A rating that counts but for the rules, and what they look at.
 *
 * @param runId of its run, unique in the gateway
 * @param seq in its run
 * @param placedMillis when it happened, milliseconds since 1970
 * @param receivedMillis when the gateway first got it
 * @param level 1 to 5
 * @param inSession whether it belongs to a session
 * @param clockDoubtful whether its terminal called its clock right and was not believed
 */
public record RatedPress(
        long runId,
        long seq,
        long placedMillis,
        long receivedMillis,
        int level,
        boolean inSession,
        boolean clockDoubtful) {
    /** The level of a top rating. */
    public static final int TOP = 5;

    /** In which the presses of a window are judged, whatever the order in which they came. */
    public static final Comparator<RatedPress> ORDER = Comparator.comparingLong(RatedPress::placedMillis)
            .thenComparingLong(RatedPress::runId)
            .thenComparingLong(RatedPress::seq);

    /** What the hall knows of an instant; hours that were changed later are those of then. */
    public long knownMillis() {
        return Math.min(placedMillis, receivedMillis);
    }

    /**
     * Whether it can be held against another press that it is placed before. One that was pressed later on the same keys can not, wherever a
     * clock that was set back places it.
     */
    boolean precedes(RatedPress other) {
        return runId != other.runId || seq < other.seq;
    }
}
