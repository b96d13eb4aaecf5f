package io.hallpulse.agent.outbox;

import io.hallpulse.contract.message.RunSpan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The presses that the outbox holds for the gateway: which they are, how to read them, and what the gateway has of them. All that the
 * uplink sees of the outbox. Any thread.
 */
public final class Backlog {
    private static final int NONE = -1;

    private final Path folder;
    private volatile List<RunSpan> held = List.of();
    private volatile Map<String, Long> acknowledged = Map.of();
    private volatile int files;
    private volatile int corruptFile = NONE;

    Backlog(Path folder) {
        this.folder = folder;
    }

    /** The runs of which presses are held, oldest first. */
    public List<RunSpan> held() {
        return held;
    }

    /** Takes what the gateway holds, by the acks of the present connection: such rows may be deleted when space is short. */
    public void acknowledged(Map<String, Long> upTo) {
        acknowledged = Map.copyOf(upTo);
    }

    /** A reader for another thread than the writer's. */
    public OutboxReader reader() {
        return new OutboxReader(folder, () -> files, file -> corruptFile = file);
    }

    /** By run, up to where rows may be deleted. */
    Map<String, Long> acknowledged() {
        return acknowledged;
    }

    void publish(List<RunSpan> runs) {
        held = List.copyOf(runs);
    }

    /** The file was opened, perhaps another one, so that a reader opens it too. Only the writer's thread calls it. */
    void fileOpened() {
        files++;
    }

    /** Whether a reader found the present file to be corrupt. */
    boolean isFoundCorrupt() {
        return corruptFile == files;
    }
}
