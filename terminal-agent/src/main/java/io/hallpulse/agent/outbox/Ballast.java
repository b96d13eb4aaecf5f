package io.hallpulse.agent.outbox;

import io.hallpulse.runtime.disk.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of zeros, set aside while there is room. On a full disk half of it is given back for a checkpoint and for deleting what the
 * gateway has, which both need room first; the rest for the last presses. It grows again in steps, so that no press waits for it. For
 * one thread.
 */
final class Ballast {
    private static final String NAME = "ballast";
    private static final int STEP_BYTES = 256 << 10;
    /** Java keeps so much beside the heap for each thread that writes by a channel. */
    private static final int WRITE_BYTES = 32 << 10;

    private final Path file;
    private final long wholeBytes;
    private long bytes;

    Ballast(Path folder, long wholeBytes) throws IOException {
        this.file = folder.resolve(NAME);
        this.wholeBytes = wholeBytes;
        this.bytes = Files.exists(file) ? Files.size(file) : 0;
    }

    long missingBytes() {
        return Math.max(0, wholeBytes - bytes);
    }

    /** Gives back the next half; false where nothing is left. */
    boolean release() throws IOException {
        if (bytes == 0) {
            return false;
        }
        long half = wholeBytes / 2;
        long left = bytes > half ? half : 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(left);
        }
        bytes = left;
        return true;
    }

    /** Takes one step towards the whole. */
    void grow() throws IOException {
        long step = Math.min(STEP_BYTES, missingBytes());
        ByteBuffer zeros = ByteBuffer.allocate(WRITE_BYTES);
        try (FileChannel channel = OwnerOnly.channel(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            while (step > 0) {
                zeros.clear().limit((int) Math.min(WRITE_BYTES, step));
                int written = channel.write(zeros);
                bytes += written;
                step -= written;
            }
        }
    }
}
