package io.hallpulse.gateway.demo;

import java.util.Locale;

/**
 * What became of the presses since the demo was started.
 *
 * @param pressed by the keypads
 * @param stored in the terminals' outboxes
 * @param counted by the gateway
 */
public record DemoResult(long pressed, long stored, long counted) {
    /** Whether no press was lost, invented or counted twice. */
    public boolean balances() {
        return pressed == stored && stored == counted;
    }

    /** One line, such as {@code pressed 41 = stored 41 = counted 41}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "pressed %d %s stored %d %s counted %d",
                pressed,
                sign(pressed, stored),
                stored,
                sign(stored, counted),
                counted);
    }

    private static String sign(long one, long other) {
        return one == other ? "=" : "≠";
    }
}
