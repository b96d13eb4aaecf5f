package io.hallpulse.domain.press;

import io.hallpulse.contract.message.Press;

/** The contract's rule of what counts, as a function of the set of presses and the windows that are known. */
public final class Judging {
    private Judging() {}

    /**
     * The state of a press.
     *
     * @param windowKnown whether the configuration names its window
     * @param superseded whether a stored press of the same run and window, with a higher seq, {@link #takesBack takes back} this one
     */
    public static PressState judge(Press press, boolean windowKnown, boolean superseded) {
        if (!windowKnown) {
            return PressState.UNPLACED;
        }
        return switch (press.kind()) {
            case TEST -> PressState.TEST;
            case TIMEOUT -> PressState.TIMEOUT;
            case REASON, UNDONE -> PressState.ASIDE;
            case RATING ->
                superseded ? PressState.SUPERSEDED : press.flags().isEmpty() ? PressState.COUNTED : PressState.FLAGGED;
        };
    }

    /** Whether a press takes another one back: a valid, unflagged rating that names one. Whether it was itself taken back is no matter. */
    public static boolean takesBack(Press press) {
        return press.supersedes() != null
                && press.kind() == Press.Kind.RATING
                && press.flags().isEmpty();
    }
}
