package io.hallpulse.agent.outbox;

import io.hallpulse.runtime.disk.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small file, written in full when it is made, for what must be noted when the disk is full or no commit is due. Synced, since it must
 * outlive a power cut: how many presses were refused ever, how many were stored in files that are no longer the outbox, and a group of
 * which nobody knows yet whether it was stored. Not synced, since each answer would cost a sync: up to which press of which run keys
 * were answered, needed after a restart within the same boot, and how many presses were stored ever, by which the loss of a whole
 * file is noticed. One write of less than a sector each time. For one thread; {@link #refused} for any.
 */
public final class Notebook implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Notebook.class);
    private static final String NAME = "notebook";
    private static final long MAGIC = 0x48616c6c50756c32L; // "HallPul2"
    private static final long MAGIC_BEFORE = MAGIC - 1; // without total and all that stands after it
    private static final int RUN_BYTES = 16;
    private static final int BYTES_BEFORE = 3 * Long.BYTES + RUN_BYTES;
    private static final int BYTES = BYTES_BEFORE + 4 * Long.BYTES + RUN_BYTES;

    /** A group that was answered as not stored, but may yet be there: its run, the seq after it, how many ratings are in it. */
    public record Doubt(String run, long nextSeq, long ratings) {}

    /** What {@code terminal-agent outbox} wants of it. */
    record Counts(long refused, long storedElsewhere) {}

    private final FileChannel channel;
    private final @Nullable String fault;
    private volatile long refused;
    private String answeredRun = "";
    private long answeredSeq;
    private long storedEver;
    private long storedElsewhere;
    private @Nullable Doubt doubt;

    private Notebook(FileChannel channel, @Nullable String fault) {
        this.channel = channel;
        this.fault = fault;
    }

    /**
     * Opens the folder's notebook, or begins one.
     *
     * @param random for the name under which a notebook is kept that cannot be read
     */
    public static Notebook open(Path folder, RandomGenerator random) throws IOException {
        Path file = folder.resolve(NAME);
        String fault = null;
        if (!isReadable(file)) {
            Path bad = folder.resolve(NAME + "-" + RunId.draw(random) + ".bad");
            Files.move(file, bad);
            fault = "the notebook was corrupt and is kept as " + bad.getFileName()
                    + "; refused presses are counted anew";
            log.error("{}", fault);
        }
        Notebook notebook = new Notebook(
                OwnerOnly.channel(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                fault);
        notebook.read();
        notebook.write(true);
        return notebook;
    }

    /** Or is not there, or empty as a start that was cut short leaves it. */
    private static boolean isReadable(Path file) throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return true;
        }
        try (Notebook notebook = new Notebook(FileChannel.open(file, StandardOpenOption.READ), null)) {
            return notebook.read();
        }
    }

    /** The counts as they are now, beside a running agent; zeros where there is no notebook yet. */
    static Counts counts(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return new Counts(0, 0);
        }
        try (Notebook notebook = new Notebook(FileChannel.open(file, StandardOpenOption.READ), null)) {
            notebook.read();
            return new Counts(notebook.refused, notebook.storedElsewhere);
        }
    }

    /** One line for a technician, or null. */
    @Nullable
    public String fault() {
        return fault;
    }

    /** Presses that could not be stored, ever. */
    public long refused() {
        return refused;
    }

    public void addRefused(long presses) throws IOException {
        refused += presses;
        write(true);
    }

    /**
     * Notes what was answered.
     *
     * @param seq the newest whose answer surely went out to its device
     */
    public void answered(String run, long seq) throws IOException {
        answeredRun = run;
        answeredSeq = seq;
        write(false);
    }

    /**
     * Notes how many presses were stored.
     *
     * @param ever in all files, those that were set aside too
     */
    public void stored(long ever) throws IOException {
        storedEver = ever;
        write(false);
    }

    /** The run of the newest answer; empty before the first. */
    public String answeredRun() {
        return answeredRun;
    }

    /** The newest seq of that run whose key was answered; 0 for none. */
    public long answeredUpTo(String run) {
        return run.equals(answeredRun) ? answeredSeq : 0;
    }

    /** Presses stored ever, by the newest note. */
    long storedEver() {
        return storedEver;
    }

    /** Presses that were stored in files that are no longer the outbox. */
    long storedElsewhere() {
        return storedElsewhere;
    }

    void storedElsewhere(long presses) throws IOException {
        storedElsewhere = presses;
        write(true);
    }

    @Nullable
    public Doubt doubt() {
        return doubt;
    }

    public void doubt(Doubt group) throws IOException {
        doubt = group;
        write(true);
    }

    /**
     * The doubt is over.
     *
     * @param stored whether its group is there after all; else its ratings are refused
     */
    public void settle(boolean stored) throws IOException {
        if (doubt != null && !stored) {
            refused += doubt.ratings();
        }
        doubt = null;
        write(true);
    }

    private boolean read() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        int length = channel.read(bytes, 0);
        if (length < BYTES_BEFORE) {
            return false;
        }
        boolean before = bytes.getLong(0) == MAGIC_BEFORE;
        if (!before && (bytes.getLong(0) != MAGIC || length < BYTES)) {
            return false;
        }
        bytes.position(Long.BYTES);
        refused = bytes.getLong();
        answeredSeq = bytes.getLong();
        answeredRun = readRun(bytes);
        if (!before) {
            storedEver = bytes.getLong();
            storedElsewhere = bytes.getLong();
            Doubt noted = new Doubt(readRun(bytes), bytes.getLong(), bytes.getLong());
            doubt = noted.run().isEmpty() ? null : noted;
        }
        return true;
    }

    private static String readRun(ByteBuffer bytes) {
        byte[] run = new byte[RUN_BYTES];
        bytes.get(run);
        return new String(run, StandardCharsets.US_ASCII).strip();
    }

    private void write(boolean synced) throws IOException {
        Doubt noted = doubt == null ? new Doubt("", 0, 0) : doubt;
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.putLong(MAGIC).putLong(refused).putLong(answeredSeq).put(padded(answeredRun));
        bytes.putLong(storedEver).putLong(storedElsewhere);
        bytes.put(padded(noted.run())).putLong(noted.nextSeq()).putLong(noted.ratings());
        channel.write(bytes.flip(), 0);
        if (synced) {
            channel.force(false);
        }
    }

    private static byte[] padded(String run) {
        return (run + " ".repeat(RUN_BYTES - run.length())).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
