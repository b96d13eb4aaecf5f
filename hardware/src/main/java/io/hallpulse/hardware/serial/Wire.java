package io.hallpulse.hardware.serial;

import io.hallpulse.hardware.InputSettings;
import java.io.IOException;

/** An open line, from either end. No method waits for bytes. For one thread. */
public interface Wire extends AutoCloseable {
    /** What has come since the last call; empty when nothing has. Throws when the device is gone. */
    byte[] read() throws IOException;

    /** Sends bytes; false when the other end takes nothing and they were dropped. Throws when the device is gone. */
    boolean write(byte[] bytes) throws IOException;

    @Override
    void close();

    /** Where a wire comes from: this machine's ports, or a meter that is played. */
    @FunctionalInterface
    interface Source {
        /** Opens the line; throws one line with the reason where it cannot be opened. */
        Wire open(InputSettings.Serial settings) throws IOException;
    }
}
