package io.hallpulse.hardware.testkit;

import io.hallpulse.hardware.serial.Wire;
import java.time.Duration;
import java.util.Random;

/**
 * The near end of a {@link Pty} as a meter holds it. Where the far end has set another speed than the meter's own, the far end
 * hears noise in place of what is sent, and the meter hears nothing, as on a real line.
 */
public final class PtyWire implements Wire {
    private static final byte[] NOTHING = {};

    private final Pty pty;
    private final int baud;
    private final Random random = new Random(1);

    /** @param baud the meter's own speed */
    public PtyWire(Pty pty, int baud) {
        this.pty = pty;
        this.baud = baud;
    }

    @Override
    public byte[] read() {
        byte[] bytes = pty.read(Duration.ZERO);
        return pty.baud() == baud ? bytes : NOTHING;
    }

    @Override
    public boolean write(byte[] bytes) {
        byte[] sent = bytes;
        if (pty.baud() != baud) {
            sent = new byte[1 + random.nextInt(2 * bytes.length)];
            random.nextBytes(sent);
        }
        pty.write(sent);
        return true;
    }

    /** A player's, which reads by itself every 2 ms. */
    @Override
    public void await(long nanos) {}

    @Override
    public void wake() {}

    /** The cable stays. */
    @Override
    public void close() {}
}
