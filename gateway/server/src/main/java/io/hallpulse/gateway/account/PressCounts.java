package io.hallpulse.gateway.account;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.hallpulse.domain.press.PressState;
import java.util.Map;

/**
 * Numbers of presses by what became of them. {@code stored = received + waiting + gap}, and {@code received = counted + flagged +
 * superseded + timeout + test + aside + invalid + conflict + unplaced}, each press in exactly one.
 *
 * @param stored in outboxes, ever: next - 1 of each run
 * @param received by the gateway
 * @param waiting in outboxes, and not received
 * @param gap never received, and no longer in any outbox
 * @param aside reasons, and what could not be done: no ratings
 * @param conflict of an identity that came again with other content; the content that came first keeps its place in the scores
 * @param unplaced of windows that the configuration does not name
 * @param uncertain of those received and valid: nobody knows when
 */
@JsonPropertyOrder({
    "stored",
    "received",
    "waiting",
    "gap",
    "counted",
    "flagged",
    "superseded",
    "timeout",
    "test",
    "aside",
    "invalid",
    "conflict",
    "unplaced",
    "uncertain"
})
public record PressCounts(
        long stored,
        long received,
        long waiting,
        long gap,
        long counted,
        long flagged,
        long superseded,
        long timeout,
        long test,
        long aside,
        long invalid,
        long conflict,
        long unplaced,
        long uncertain) {
    static final PressCounts ZERO = new PressCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * Those of one run.
     *
     * @param low the lowest seq that its outbox holds
     * @param next one above its highest seq
     * @param states received presses by state, those that count left out
     * @param contested of all received presses, by state, those with a conflict
     */
    static PressCounts of(
            long low,
            long next,
            long received,
            long receivedBelowLow,
            Map<PressState, Long> states,
            Map<PressState, Long> contested,
            long uncertain) {
        long gap = low - 1 - receivedBelowLow;
        long notCounted = states.values().stream().mapToLong(n -> n).sum();
        long conflict = 0;
        long[] n = new long[PressState.values().length];
        for (PressState state : PressState.values()) {
            boolean counts = state == PressState.COUNTED;
            long moved = state == PressState.UNPLACED ? 0 : contested.getOrDefault(state, 0L);
            n[state.ordinal()] = (counts ? received - notCounted : states.getOrDefault(state, 0L)) - moved;
            conflict += moved;
        }
        return new PressCounts(
                next - 1,
                received,
                next - 1 - received - gap,
                gap,
                n[PressState.COUNTED.ordinal()],
                n[PressState.FLAGGED.ordinal()],
                n[PressState.SUPERSEDED.ordinal()],
                n[PressState.TIMEOUT.ordinal()],
                n[PressState.TEST.ordinal()],
                n[PressState.ASIDE.ordinal()],
                n[PressState.INVALID.ordinal()],
                conflict,
                n[PressState.UNPLACED.ordinal()],
                uncertain);
    }

    PressCounts plus(PressCounts other) {
        return new PressCounts(
                stored + other.stored,
                received + other.received,
                waiting + other.waiting,
                gap + other.gap,
                counted + other.counted,
                flagged + other.flagged,
                superseded + other.superseded,
                timeout + other.timeout,
                test + other.test,
                aside + other.aside,
                invalid + other.invalid,
                conflict + other.conflict,
                unplaced + other.unplaced,
                uncertain + other.uncertain);
    }
}
