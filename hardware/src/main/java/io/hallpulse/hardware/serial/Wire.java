package io.hallpulse.hardware.serial;

import io.hallpulse.hardware.InputSettings;
import java.io.IOException;

/** An open line, from either end. Only {@link #await} waits for bytes. For one thread, save {@link #wake}. */
public interface Wire extends AutoCloseable {
    /** What has come since the last call; empty when nothing has. Throws when the device is gone. */
    byte[] read() throws IOException;

    /** Sends bytes; false when the other end takes nothing and they were dropped. Throws when the device is gone. */
    boolean write(byte[] bytes) throws IOException;

    /**
     * Waits until bytes have come, the line has ended, {@link #wake} was called or that time has passed; the next {@link #read} tells. May
     * return early for no reason.
     */
    void await(long nanos) throws IOException, InterruptedException;

    /** Ends the wait, or the next one. Any thread. */
    void wake();

    @Override
    void close();

    /** Where a wire comes from: this machine's ports, or a meter that is played. */
    @FunctionalInterface
    interface Source {
        /** Opens the line; throws one line with the reason where it cannot be opened. */
        Wire open(InputSettings.Serial settings) throws IOException;
    }
}
