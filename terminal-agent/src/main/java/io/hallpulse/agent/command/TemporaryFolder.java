package io.hallpulse.agent.command;

import io.hallpulse.runtime.disk.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the native parts of SQLite, jSSC and JNA are unpacked: without such a folder neither a press nor a port works. */
final class TemporaryFolder {
    private static final String PROPERTY = "java.io.tmpdir";

    private TemporaryFolder() {}

    /**
     * Where the machine's own cannot be written, as on a read-only card, takes {@code tmp} in the agent's data folder for it.
     * Before the first use of anything native.
     *
     * @throws IOException with one line, where that cannot be made either
     */
    static Path ensure(Path data) throws IOException {
        Path machines = Path.of(System.getProperty(PROPERTY));
        if (Files.isDirectory(machines) && Files.isWritable(machines)) {
            return machines;
        }
        Path own = data.resolve("tmp").toAbsolutePath();
        try {
            OwnerOnly.folder(own);
        } catch (IOException e) {
            throw new IOException(
                    "neither %s nor %s can be written; make one of them writable for this user"
                            .formatted(machines, own),
                    e);
        }
        System.setProperty(PROPERTY, own.toString());
        return own;
    }
}
