package io.hallpulse.agent.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A small file, written in full when it is made, for what must be noted when the disk is full or no commit is due: how many presses were
 * refused ever (synced: it must outlive a power cut), and up to which press of which run keys were answered (not synced: it is only asked
 * for after a restart within the same boot, and each answer would cost a sync). One write of 40 bytes each time. For one thread; {@link
 * #refused} for any.
 */
final class Notebook implements AutoCloseable {
    private static final String NAME = "notebook";
    private static final long MAGIC = 0x48616c6c50756c31L; // "HallPul1"
    private static final int RUN_BYTES = 16;
    private static final int BYTES = 3 * Long.BYTES + RUN_BYTES;

    private final FileChannel channel;
    private volatile long refused;
    private String answeredRun = "";
    private long answeredSeq;

    private Notebook(FileChannel channel) {
        this.channel = channel;
    }

    static Notebook open(Path folder) throws IOException {
        Notebook notebook = new Notebook(FileChannel.open(
                folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
        if (!notebook.read()) {
            notebook.write(true);
        }
        return notebook;
    }

    /** The refused count, read beside a running agent; 0 where there is no notebook yet. */
    static long refusedIn(Path folder) throws IOException {
        if (!Files.exists(folder.resolve(NAME))) {
            return 0;
        }
        try (Notebook notebook = new Notebook(FileChannel.open(folder.resolve(NAME), StandardOpenOption.READ))) {
            notebook.read();
            return notebook.refused;
        }
    }

    /** Presses that could not be stored, ever. */
    long refused() {
        return refused;
    }

    void addRefused(long presses) throws IOException {
        refused += presses;
        write(true);
    }

    void answered(String run, long seq) throws IOException {
        answeredRun = run;
        answeredSeq = seq;
        write(false);
    }

    /** The newest seq of that run whose key was answered; 0 for none. */
    long answeredUpTo(String run) {
        return run.equals(answeredRun) ? answeredSeq : 0;
    }

    private boolean read() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        if (channel.read(bytes, 0) < BYTES || bytes.getLong(0) != MAGIC) {
            return false;
        }
        refused = bytes.getLong(Long.BYTES);
        answeredSeq = bytes.getLong(2 * Long.BYTES);
        answeredRun = new String(bytes.array(), 3 * Long.BYTES, RUN_BYTES, StandardCharsets.US_ASCII).strip();
        return true;
    }

    private void write(boolean synced) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.putLong(MAGIC).putLong(refused).putLong(answeredSeq);
        bytes.put(String.format("%-" + RUN_BYTES + "s", answeredRun).getBytes(StandardCharsets.US_ASCII));
        channel.write(bytes.flip(), 0);
        if (synced) {
            channel.force(false);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
