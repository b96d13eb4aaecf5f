package io.hallpulse.agent.intake;

import io.hallpulse.agent.outbox.Notebook;
import io.hallpulse.agent.outbox.Outbox;
import io.hallpulse.runtime.log.DistinctLog;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The deciding thread's notes in the notebook. Where the notebook cannot be written its counts go on in memory, and the fault is in the
 * log. For that thread.
 */
final class Notes {
    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }

    private final Path folder;
    private final Notebook notebook;
    private final DistinctLog failures;

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

    /** All keys up to the outbox's newest press were answered. */
    void answered(Outbox outbox) {
        write(() -> notebook.answered(outbox.run(), outbox.nextSeq() - 1, outbox.storedEver()));
    }

    /** Nobody knows yet whether the group is stored. */
    void doubt(String run, Group group) {
        write(() -> notebook.doubt(new Notebook.Doubt(run, group.nextSeq(), group.ratings())));
    }

    /** @param stored whether the group in doubt is there after all */
    void settle(boolean stored) {
        write(() -> notebook.settle(stored));
    }

    void close() {
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
