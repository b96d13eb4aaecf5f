package io.hallpulse.agent;

import io.hallpulse.runtime.disk.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The lock that keeps a second agent out of a data folder: two would draw seqs and acknowledgements of one outbox. */
final class DataLock implements AutoCloseable {
    private static final String NAME = "agent.lock";

    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws IOException with one line, where another agent has it */
    static DataLock take(Path folder) throws IOException {
        FileChannel channel =
                OwnerOnly.channel(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw new IOException(
                    "another agent runs on " + folder + "; stop it, or give this one a data folder of its own");
        }
        return new DataLock(channel);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // in this very process
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
