package io.hallpulse.gateway.ca;

import io.hallpulse.runtime.disk.FileFault;
import io.hallpulse.runtime.disk.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are whole or not there at all, for their owner's eyes alone. */
final class CaFolder {
    private final Path folder;

    /** Makes the folder where there is none. */
    CaFolder(Path folder) throws IOException {
        OwnerOnly.folder(folder);
        this.folder = folder;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    boolean has(String name) {
        return Files.exists(file(name));
    }

    String text(String name) throws IOException {
        try {
            return Files.readString(file(name));
        } catch (FileSystemException e) {
            throw FileFault.of(file(name), e);
        }
    }

    /** Replaces a file; after a loss of power it is either the former one or this. */
    void write(String name, byte[] content) throws IOException {
        Path written = file(name + ".new");
        Files.deleteIfExists(written);
        try (FileChannel channel =
                OwnerOnly.channel(written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        } catch (FileSystemException e) {
            throw FileFault.of(written, e);
        }
        Files.move(written, file(name), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }
}
