package io.hallpulse.hardware.protocol;

import java.util.ArrayDeque;

/**
 * The keys of a meter that is polled for which one is down. Presses are shown one after the other, each for four polls and then
 * none for four, so that replies that are lost on the way lose no press; the first polls find none down. For one thread.
 */
final class PolledKeys {
    private static final int POLLS = 4;

    private final ArrayDeque<Integer> waiting = new ArrayDeque<>();
    private int down;
    private int polls;

    /** Somebody will press a key, 1 to ..., when the earlier presses are over. */
    void press(int key) {
        waiting.add(key);
    }

    /** Presses that were not shown yet. */
    int waiting() {
        return waiting.size();
    }

    /** The next press, for a meter that reports each once; 0 for none. */
    int take() {
        Integer next = waiting.poll();
        return next == null ? 0 : next;
    }

    /** The key that is down at this poll, 0 for none. */
    int poll() {
        if (polls == POLLS) {
            Integer next = down == 0 ? waiting.poll() : null;
            if (next != null || down != 0) {
                polls = 0;
            }
            down = next == null ? 0 : next;
        }
        polls = Math.min(POLLS, polls + 1);
        return down;
    }
}
