package io.hallpulse.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disk that is really full when it is full: a tmpfs of a few hundred KiB, mounted on a folder. See {@link Root}.
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
    public static SmallDisk mount(Path folder, int kib) throws IOException {
        Files.createDirectories(folder);
        Root.run("mount", "-t", "tmpfs", "-o", "mode=0777,size=" + kib + "k", "tmpfs", folder.toString());
        return new SmallDisk(folder);
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

    /** And goes away again. */
    public void free() throws IOException {
        Files.delete(folder.resolve("other"));
    }

    @Override
    public void close() throws IOException {
        Root.run("umount", "-l", folder.toString());
    }
}
