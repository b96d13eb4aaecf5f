package io.hallpulse.gateway.store;

import io.hallpulse.domain.press.PressState;
import io.hallpulse.domain.time.EventTime.By;
import java.util.List;

/** What stands in the database for a press's state and for how its time was found. No code ever changes its meaning. */
final class Codes {
    private static final List<PressState> STATES = List.of(
            PressState.COUNTED,
            PressState.FLAGGED,
            PressState.SUPERSEDED,
            PressState.TIMEOUT,
            PressState.TEST,
            PressState.INVALID,
            PressState.UNPLACED,
            PressState.ASIDE);
    private static final List<By> TIMES = List.of(By.UNCERTAIN, By.WALL, By.ANCHOR, By.GATEWAY, By.BRACKET, By.PENDING);

    private Codes() {}

    static int of(PressState state) {
        return STATES.indexOf(state);
    }

    static PressState state(int code) {
        return STATES.get(code);
    }

    static int of(By by) {
        return TIMES.indexOf(by);
    }

    static By by(int code) {
        return TIMES.get(code);
    }
}
