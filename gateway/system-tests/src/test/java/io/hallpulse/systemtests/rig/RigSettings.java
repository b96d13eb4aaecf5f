package io.hallpulse.systemtests.rig;

import java.time.Duration;
import java.util.Locale;
import java.util.Random;

/**
 * What a rig was asked for, by system properties {@code rig.*} that {@code .ci/rigs} sets.
 *
 * @param length of the part under faults
 * @param seed of everything that is drawn; the order of faults is the same again, their moments are the machine's
 * @param broken what is broken on purpose; NOTHING outside trials of the rig itself
 */
record RigSettings(Duration length, long seed, Breakage.Of broken) {
    /**
     * The quick form's, where nothing else was asked for.
     *
     * @param whenBroken how long it takes where something is broken
     */
    static RigSettings read(Duration quick, Duration whenBroken, long quickSeed) {
        String minutes = System.getProperty("rig.minutes", "");
        String seed = System.getProperty("rig.seed", "");
        String broken = System.getProperty("rig.break", "nothing");
        return new RigSettings(
                minutes.isEmpty()
                        ? (broken.equals("nothing") ? quick : whenBroken)
                        : Duration.ofSeconds(Math.round(60 * Double.parseDouble(minutes))),
                seed.isEmpty()
                        ? quickSeed
                        : seed.equals("random") ? new Random().nextInt(1 << 30) : Long.parseLong(seed),
                Breakage.Of.valueOf(broken.toUpperCase(Locale.ROOT).replace('-', '_')));
    }
}
