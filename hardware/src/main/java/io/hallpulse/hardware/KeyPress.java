package io.hallpulse.hardware;

/**
 * One event of a rating key as the device saw it, before any rule. A meter that repeats an unanswered frame yields a
 * {@code KeyPress} for every frame: whether that is a second press is the rating rules' decision.
 *
 * @param input id of the input in the configuration
 * @param key raw key code, such as {@code "0"}; without meaning here
 * @param atNanos when the key was decided (GPIO) or its frame's last byte was read (serial), on the scale of {@link System#nanoTime()}
 * @param simultaneous another key of the same panel went down together with this one
 */
public record KeyPress(String input, String key, long atNanos, boolean simultaneous) {
    public KeyPress(String input, String key, long atNanos) {
        this(input, key, atNanos, false);
    }
}
