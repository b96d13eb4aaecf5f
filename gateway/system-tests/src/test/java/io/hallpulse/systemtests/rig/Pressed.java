package io.hallpulse.systemtests.rig;

/**
 * A press as the finger knows it.
 *
 * @param key as the terminal stores it
 * @param fromMillis of the boot's monotonic clock, before the key went down
 * @param untilMillis when it was thanked or the finger went
 * @param thanked whether the terminal said that it is stored
 */
record Pressed(
        String terminal,
        String input,
        String window,
        String key,
        int level,
        long fromMillis,
        long untilMillis,
        boolean thanked) {}
