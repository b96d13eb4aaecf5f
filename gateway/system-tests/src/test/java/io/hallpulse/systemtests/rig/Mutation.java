package io.hallpulse.systemtests.rig;

import java.util.Arrays;
import java.util.Random;

/** Bytes as nobody should send them: sound ones with some flipped, cut off, put in, said twice or replaced by those that parsers fear. */
final class Mutation {
    private static final byte[] FEARED = {0, '\n', '\r', 0x7F, (byte) 0x80, (byte) 0x85, (byte) 0xED, (byte) 0xFF};
    private static final int MOST_ADDED = 64;

    private Mutation() {}

    /** One to three mutations of a copy. */
    static byte[] of(byte[] sound, Random random) {
        byte[] mutated = sound;
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            mutated = once(mutated, random);
        }
        return mutated;
    }

    private static byte[] once(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length + 1);
        byte[] added = new byte[1 + random.nextInt(MOST_ADDED)];
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> {
                random.nextBytes(added);
                yield spliced(bytes, at, added, at);
            }
            case 2 -> spliced(bytes, at, Arrays.copyOfRange(bytes, at / 2, at), at); // said twice
            case 3 -> replaced(bytes, at, FEARED[random.nextInt(FEARED.length)]);
            default -> at == bytes.length ? bytes : replaced(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
        };
    }

    private static byte[] replaced(byte[] bytes, int at, byte by) {
        return spliced(bytes, at, new byte[] {by}, Math.min(at + 1, bytes.length));
    }

    private static byte[] spliced(byte[] bytes, int until, byte[] added, int from) {
        byte[] spliced = Arrays.copyOf(bytes, until + added.length + bytes.length - from);
        System.arraycopy(added, 0, spliced, until, added.length);
        System.arraycopy(bytes, from, spliced, until + added.length, bytes.length - from);
        return spliced;
    }
}
