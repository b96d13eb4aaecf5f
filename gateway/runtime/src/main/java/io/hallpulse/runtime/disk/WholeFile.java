package io.hallpulse.runtime.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are there as they were or as they will be, whenever the power goes. */
public final class WholeFile {
    private WholeFile() {}

    /**
     * Writes a file anew, for its owner alone.
     *
     * @throws IOException with one line that names the file, what is in the way, and the mend
     */
    public static void replace(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = OwnerOnly.channel(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer unwritten = ByteBuffer.wrap(content);
            while (unwritten.hasRemaining()) {
                channel.write(unwritten);
            }
            channel.force(true);
        }
        move(fresh, file);
    }

    /** Puts a file in the place of another, or where none is; durable once this returns. */
    public static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceFolder(to);
        } catch (FileSystemException e) {
            throw FileFault.of(to, e);
        }
    }

    private static void forceFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
