package io.hallpulse.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disk that is really full when it is full: a small tmpfs, mounted on a folder. See {@link Root}.
 */
public final class SmallDisk implements AutoCloseable {
    private static final int BLOCK_BYTES = 4096;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /**
     * Mounts a disk of so many KiB.
     *
     * @param folder becomes the disk
     */
    public static SmallDisk mount(Path folder, int kib) {
        try {
            Files.createDirectories(folder);
            Root.run("mount", "-t", "tmpfs", "-o", "mode=0777,size=" + kib + "k", "tmpfs", folder.toString());
            return new SmallDisk(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path folder() {
        return folder;
    }

    /** Somebody else's file takes all room but this. */
    public void fill(long leavingBytes) throws IOException {
        long left = Files.getFileStore(folder).getUsableSpace() - leavingBytes;
        try (OutputStream other = Files.newOutputStream(folder.resolve("other"))) {
            for (; left >= BLOCK_BYTES; left -= BLOCK_BYTES) {
                other.write(new byte[BLOCK_BYTES]);
            }
        }
    }

    /** Somebody else's file takes all room, also what others leave meanwhile. */
    public void fill() {
        try (OutputStream other = Files.newOutputStream(folder.resolve("other"))) {
            while (true) {
                other.write(new byte[BLOCK_BYTES]);
            }
        } catch (IOException full) {
            // as wanted
        }
    }

    /** And goes away again. */
    public void free() {
        try {
            Files.deleteIfExists(folder.resolve("other"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            Root.run("umount", "-l", folder.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
