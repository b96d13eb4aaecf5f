package io.hallpulse.gateway.demo;

import java.util.random.RandomGenerator;

/** What a window of the demo's hall is like: how it stands, how often it is rated, and how well. */
enum DemoWindow {
    /** Served by a terminal that presses by itself. */
    SERVED,
    /** Rated three times today; then the port of its meter was pulled. */
    PULLED,
    /** Its terminal vanished some minutes ago. */
    SILENT,
    /** Its terminal was shut down. */
    STOPPED,
    /** No terminal was installed yet. */
    NEVER_HEARD;

    /** A smaller hall has no faults: there each would be too large a part of it. */
    private static final int LEAST_WITH_FAULTS = 15;

    private static final int PRESSES_A_DAY = 110;
    private static final int FEW = 3;

    /** The kind of the window at that place in a hall of so many. */
    static DemoWindow of(int index, int windows) {
        if (windows < LEAST_WITH_FAULTS) {
            return SERVED;
        }
        return switch (index) {
            case 4 -> PULLED;
            case 7 -> SILENT;
            case 13 -> STOPPED;
            default -> index == windows - 1 ? NEVER_HEARD : SERVED;
        };
    }

    /** How often it was rated on a day that is over. */
    static int presses(int index, DemoDay day) {
        double liking = 0.4 + (index * 7 % 12) / 8.0;
        return (int) Math.round(PRESSES_A_DAY * liking * day.crowd());
    }

    /** How often it was rated today so far. */
    static int pressesToday(int index, int windows, DemoDay day) {
        return of(index, windows) == PULLED ? FEW : presses(index, day);
    }

    /** A level of satisfaction, 1 to 5. */
    static int level(int index, RandomGenerator random) {
        double[] shares = {0.006, 0.008 + index % 4 * 0.007, 0.02 + index * 3 % 5 * 0.015, 0.09 + index * 5 % 6 * 0.02};
        double drawn = random.nextDouble();
        for (int level = 1; level <= 4; level++) {
            drawn -= shares[level - 1];
            if (drawn < 0) {
                return level;
            }
        }
        return 5;
    }
}
