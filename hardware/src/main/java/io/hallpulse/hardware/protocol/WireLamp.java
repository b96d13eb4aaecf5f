package io.hallpulse.hardware.protocol;

import io.hallpulse.hardware.feedback.Pattern;
import org.jspecify.annotations.Nullable;

/** A lamp that is switched by commands: what it should be now, and what the meter was last told. For one thread. */
final class WireLamp {
    private @Nullable Pattern pattern;
    private boolean fresh;
    private long sinceNanos;
    private boolean told;

    /** Begins a pattern at the next look. */
    void show(Pattern pattern) {
        this.pattern = pattern;
        this.fresh = true;
    }

    /** Whether the meter must be told another state now. */
    boolean isDue(long nowNanos) {
        if (fresh) {
            fresh = false;
            sinceNanos = nowNanos;
        }
        return isOn(nowNanos) != told;
    }

    /** The state to tell; taken as told. */
    boolean tell(long nowNanos) {
        told = isOn(nowNanos);
        return told;
    }

    /** The meter was away, and is dark. */
    void reset() {
        pattern = null;
        told = false;
    }

    private boolean isOn(long nowNanos) {
        return pattern != null && pattern.isOn(nowNanos - sinceNanos);
    }
}
