package io.hallpulse.hardware.protocol;

import io.hallpulse.hardware.feedback.Pattern;
import org.jspecify.annotations.Nullable;

/** A lamp that is switched by commands: its pattern, and the state that was last sent. For one thread. */
final class WireLamp {
    private @Nullable Pattern pattern;
    private boolean fresh;
    private long sinceNanos;
    private boolean sent;

    /** Begins a pattern at the next call. */
    void show(Pattern pattern) {
        this.pattern = pattern;
        this.fresh = true;
    }

    /** Whether another state has to be sent now. */
    boolean isDue(long nowNanos) {
        if (fresh) {
            fresh = false;
            sinceNanos = nowNanos;
        }
        return isOn(nowNanos) != sent;
    }

    /** The state to send; taken as sent. */
    boolean nextState(long nowNanos) {
        sent = isOn(nowNanos);
        return sent;
    }

    /** The meter was away, and is dark. */
    void reset() {
        pattern = null;
        sent = false;
    }

    private boolean isOn(long nowNanos) {
        return pattern != null && pattern.isOn(nowNanos - sinceNanos);
    }
}
