package io.hallpulse.agent.outbox;

import java.util.random.RandomGenerator;

/** Names of runs: ten random characters of a-z and 0-9. */
final class RunId {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 10;

    private RunId() {}

    static String draw(RandomGenerator random) {
        StringBuilder run = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            run.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return run.toString();
    }
}
