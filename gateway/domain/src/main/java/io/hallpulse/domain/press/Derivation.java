package io.hallpulse.domain.press;

import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.domain.time.BootRow;
import io.hallpulse.domain.time.EventTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The state and the event time that presses of one run must have, derived from all that is known of the run, of its boot and of the
 * presses that have a say. Ingest, reprocessing and verification call it alike. A function of what it was given, in whatever order that
 * came.
 */
public final class Derivation {
    private final Placing placing;
    private final Set<Superseder> superseders = new HashSet<>();

    /** A derivation that knows no presses yet. */
    public Derivation(RunRow run, BootRow boot, ZoneId zone) {
        this.placing = new Placing(boot, run, zone);
    }

    /** Presses whose clocks have a say in the event times of those at most {@link Placing#REACH} seqs away. */
    public void neighbours(Collection<Placing.Timed> presses) {
        placing.add(presses);
    }

    /** A press whose clock has a say, if it has one. */
    public void neighbour(StoredPress press) {
        placing.add(press);
    }

    /** Presses that take others back. */
    public void superseders(Collection<Superseder> presses) {
        superseders.addAll(presses);
    }

    /** Lets go of neighbours below a seq, and of what takes back presses below it. */
    public void dropBelow(long seq) {
        placing.dropBelow(seq);
        superseders.removeIf(superseder -> superseder.target() < seq);
    }

    /** Whether a press is taken back by what is known. */
    public boolean isTakenBack(Press press) {
        return !superseders.isEmpty() && superseders.contains(new Superseder(press.seq(), press.window()));
    }

    /**
     * The state of a press, once all that may take it back is known.
     *
     * @param windowKnown whether the directory names its window
     */
    public PressState state(StoredPress press, boolean windowKnown) {
        return press.item() instanceof ReceivedPresses.Valid valid
                ? Judging.judge(valid.press(), windowKnown, isTakenBack(valid.press()))
                : PressState.INVALID;
    }

    /** When a press happened, once all its neighbours and it itself are known; one that waits for the gateway's clock goes on waiting. */
    public EventTime eventTime(StoredPress press) {
        boolean hasTime = press.item() instanceof ReceivedPresses.Valid
                && press.eventTime().by() != EventTime.By.PENDING;
        return hasTime ? placing.place(press.item().seq()) : press.eventTime();
    }
}
