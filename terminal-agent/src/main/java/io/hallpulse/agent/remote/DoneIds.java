package io.hallpulse.agent.remote;

import io.hallpulse.contract.Identifiers;
import io.hallpulse.runtime.disk.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ids of the newest commands. That of a restart is in a file before the restart, so that a message that comes again does not end the
 * program again. For one thread.
 */
final class DoneIds {
    private static final Logger log = LoggerFactory.getLogger(DoneIds.class);
    private static final int MOST = 64;

    private final Path file;
    private final Deque<String> newest = new ArrayDeque<>();

    /** @param data the terminal's folder */
    DoneIds(Path data) {
        this.file = data.resolve("restarted");
    }

    /** The id of the restart that this program came from last, if that was asked for from afar. */
    Optional<String> restart() {
        try {
            if (Files.exists(file)) {
                String id = Files.readString(file).strip();
                if (Identifiers.isIdentifier(id)) {
                    newest.add(id);
                    return Optional.of(id);
                }
            }
        } catch (IOException e) {
            log.warn("{} cannot be read: {}", file, e.getMessage());
        }
        return Optional.empty();
    }

    /** Whether that one is new; it is known from now on. */
    boolean add(String id) {
        if (newest.contains(id)) {
            return false;
        }
        newest.add(id);
        if (newest.size() > MOST) {
            newest.removeFirst();
        }
        return true;
    }

    /** Keeps it over the restart that it is about to cause. */
    void keep(String id) throws IOException {
        WholeFile.replace(file, (id + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
