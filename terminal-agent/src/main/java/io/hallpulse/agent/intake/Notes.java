package io.hallpulse.agent.intake;

import io.hallpulse.agent.outbox.Notebook;
import io.hallpulse.agent.outbox.Outbox;
import io.hallpulse.runtime.log.DistinctLog;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The deciding thread's notes in the notebook. Where the notebook cannot be written its counts go on in memory, and the fault is in the
 * log. For that thread.
 */
final class Notes {
    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }

    private record Answered(String run, long seq) {}

    private final Path folder;
    private final Notebook notebook;
    private final DistinctLog failures;
    /** Since the newest tick, and between the two before it. */
    private @Nullable Answered answered;

    private @Nullable Answered sent;

    Notes(Path folder, Notebook notebook, DistinctLog failures) {
        this.folder = folder;
        this.notebook = notebook;
        this.failures = failures;
    }

    void refused(long presses) {
        if (presses > 0) {
            write(() -> notebook.addRefused(presses));
        }
    }

    /**
     * The keys up to the outbox's newest press are being answered. That is noted when {@link #tick} was called twice since, a second
     * later at least: an answer that is still on its way to its line when the process is killed was never heard, and its meter sends
     * again.
     */
    void answered(Outbox outbox) {
        answered = new Answered(outbox.run(), outbox.nextSeq() - 1);
        write(() -> notebook.stored(outbox.storedEver()));
    }

    /** Called once a second. */
    void tick() {
        heard(sent);
        sent = answered;
        answered = null;
    }

    private void heard(@Nullable Answered by) {
        if (by != null) {
            write(() -> notebook.answered(by.run(), by.seq()));
        }
    }

    /** Nobody knows yet whether the group is stored. */
    void doubt(String run, Group group) {
        write(() -> notebook.doubt(new Notebook.Doubt(run, group.nextSeq(), group.ratings())));
    }

    /** @param stored whether the group in doubt is there after all */
    void settle(boolean stored) {
        write(() -> notebook.settle(stored));
    }

    /** After the devices are closed: what was answered went out. */
    void close() {
        tick();
        tick();
        write(notebook::close);
    }

    private void write(Write write) {
        try {
            write.run();
        } catch (IOException e) {
            failures.fault(
                    "the notebook in " + folder + " cannot be written: " + e.getMessage() + "; look at the disk");
        }
    }
}
