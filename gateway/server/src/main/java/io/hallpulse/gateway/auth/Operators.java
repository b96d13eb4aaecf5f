package io.hallpulse.gateway.auth;

import io.hallpulse.gateway.config.OperatorsFile;
import io.hallpulse.gateway.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The operators' file as it is at this moment: a change of it counts from the next request on, and one that cannot be read leaves the
 * old names. Any thread.
 */
public final class Operators {
    private final @Nullable Path file;
    private final Fault fault = new Fault(LoggerFactory.getLogger(Operators.class), "operators");
    private @Nullable FileTime readTime;
    private volatile Map<String, String> hashes;

    private Operators(@Nullable Path file, @Nullable FileTime readTime, Map<String, String> hashes) {
        this.file = file;
        this.readTime = readTime;
        this.hashes = Map.copyOf(hashes);
    }

    /**
     * Those of a file, nobody where none is configured.
     *
     * @throws IOException as {@link OperatorsFile#read}
     */
    public static Operators of(Optional<Path> file) throws IOException {
        return file.isEmpty()
                ? new Operators(null, null, Map.of())
                : new Operators(file.get(), Files.getLastModifiedTime(file.get()), OperatorsFile.read(file.get()));
    }

    /** The hashes of their passwords, by name. */
    Map<String, String> hashes() {
        Path named = file;
        if (named != null) {
            reload(named);
        }
        return hashes;
    }

    private synchronized void reload(Path named) {
        try {
            FileTime time = Files.getLastModifiedTime(named);
            if (!time.equals(readTime)) {
                hashes = Map.copyOf(OperatorsFile.read(named));
                readTime = time;
            }
            fault.over();
        } catch (IOException e) {
            fault.occurred(Fault.oneLine(e) + "; those read before stay");
        }
    }
}
