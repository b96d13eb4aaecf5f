package io.hallpulse.agent.outbox;

import io.hallpulse.agent.rating.Kept;
import io.hallpulse.contract.message.Anchor;
import io.hallpulse.contract.message.Press;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/**
 * The presses that this terminal holds, by run and seq. One thread writes; {@link #backlog}, {@link #faults} and {@link #freeBytes} are
 * for any. A corrupt file is set aside under a name of its own and a new one begins, with a new run, so that no number is used twice.
 */
public final class Outbox implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    private static final int RECENT = 1000;

    private final String boot;
    private final Notebook notebook;
    private final Backlog backlog;
    private final OutboxFaults faults;
    private final RunLedger ledger;
    private final OutboxSpace space;
    private final WritingConnection connection;
    private final AppendTransaction transaction;
    private final Recovery recovery;

    /**
     * @param boot of the kernel, for the run that begins
     * @param notebook by which it is noticed when presses are missing
     */
    public Outbox(
            Path folder,
            String boot,
            RandomGenerator random,
            OutboxLimits limits,
            Notebook notebook,
            LongSupplier nanoClock)
            throws IOException {
        this.boot = boot;
        this.notebook = notebook;
        this.backlog = new Backlog(folder);
        this.faults = new OutboxFaults(nanoClock);
        this.ledger = new RunLedger(random, backlog);
        this.space = new OutboxSpace(folder, limits, ledger, backlog);
        OutboxFile file = new OutboxFile(folder);
        this.connection = new WritingConnection(file, backlog, faults);
        this.transaction = new AppendTransaction(boot, connection, ledger, space);
        this.recovery = new Recovery(file, connection, transaction, ledger, space, notebook, faults, random);
    }

    /** What a store came to. */
    public enum Outcome {
        STORED,
        /** As if it had never been tried. */
        REFUSED,
        /** Unknown before the file can be opened again, by {@link #openAndSettle}; then {@link #holds} knows. */
        UNKNOWN
    }

    /**
     * Opens the file, or opens it again, and reads back what it holds.
     *
     * @throws SQLException where that fails now; it may be tried again
     */
    public void open() throws SQLException {
        recovery.open();
    }

    /**
     * As {@link #open}, and makes sure that what a failed commit left in the log can never come back: what it holds now it will hold
     * after a power cut too.
     */
    public void openAndSettle() throws SQLException {
        recovery.openAndSettle();
    }

    /**
     * Commits presses, whose seqs begin at {@link #nextSeq}, and what the rules must find again. On a full disk room is made step by step: the log
     * is emptied and what the gateway has is deleted, first without and then with the ballast's room.
     */
    public Outcome store(List<Press> presses, Kept kept) {
        String run = ledger.run();
        long next = ledger.nextSeq() + presses.size();
        boolean clean = true; // no failed commit can have left its rows in the log
        SQLException failure = transaction.run(presses, kept, null);
        for (boolean first = true; failure != null && space.isShort(failure); first = false) {
            clean &= foundNoRoom(failure);
            if (!first && !space.releaseBallast()) {
                break;
            }
            makeDiskRoom();
            if (!ledger.run().equals(run) || ledger.nextSeq() + presses.size() != next) {
                break; // it is another file now, or the rows are there all the same
            }
            failure = transaction.run(presses, kept, null);
        }
        return finish(failure, run, next, clean);
    }

    /** Keeps the boot's anchor; the first that is stored stays. */
    public void storeAnchor(Anchor first) {
        finish(transaction.run(List.of(), null, first), ledger.run(), ledger.nextSeq(), true);
    }

    private Outcome finish(@Nullable SQLException failure, String run, long next, boolean clean) {
        if (failure != null) {
            return recovery.readBack(failure, run, next, clean && foundNoRoom(failure));
        }
        faults.written();
        return Outcome.STORED;
    }

    private static boolean foundNoRoom(SQLException failure) {
        return failure instanceof OutboxFull || OutboxFile.is(failure, SQLiteErrorCode.SQLITE_FULL);
    }

    /** Whatever fails here fails again with the press. */
    private void makeDiskRoom() {
        try {
            recovery.open();
            space.makeDiskRoom(connection.get());
        } catch (SQLException e) {
            log.debug("no room was made: {}", OutboxFaults.oneLine(e));
            reopen();
        }
    }

    private void reopen() {
        try {
            recovery.open();
        } catch (SQLException e) {
            report(e);
        }
    }

    /** Checks the disk, and opens a file that a reader found to be corrupt anew; once a second or so. */
    public void check() throws SQLException {
        space.check();
        faults.check(connection.isOpen() && !space.isLow());
        if (connection.isOpen() && backlog.isFoundCorrupt()) {
            recovery.beginAnew(new CorruptRow(new IllegalStateException("found while sending")));
        }
    }

    /** Whether it may be better soon, so that the agent goes on without: the disk is full or fails, or somebody else reads for long. */
    public static boolean mayPass(SQLException e) {
        return OutboxFile.is(e, SQLiteErrorCode.SQLITE_FULL)
                || OutboxFile.is(e, SQLiteErrorCode.SQLITE_IOERR)
                || OutboxFile.is(e, SQLiteErrorCode.SQLITE_BUSY);
    }

    /** Presses cannot be stored now, until one is again. */
    public void report(SQLException e) {
        recovery.report(e);
    }

    /** The newest presses of this boot's earlier runs, oldest first, each with its run. */
    public List<Map.Entry<String, Press>> recent() throws SQLException {
        try {
            return OutboxTables.newest(connection.get(), boot, RECENT);
        } catch (SQLException e) {
            if (!OutboxFile.isCorrupt(e)) {
                throw e;
            }
            recovery.beginAnew(e);
            return List.of();
        }
    }

    /** What the uplink sees of it. */
    public Backlog backlog() {
        return backlog;
    }

    /** Whether the run's seqs reach up to that. */
    public boolean holds(String ofRun, long next) {
        return ledger.reaches(ofRun, next);
    }

    /** Presses stored ever, in files that were set aside too. */
    public long storedEver() {
        return notebook.storedElsewhere() + ledger.stored();
    }

    /** What was kept at the last commit. */
    public Kept kept() {
        return transaction.kept();
    }

    /** Whether that is of this boot. */
    public boolean isKeptFromThisBoot() {
        return transaction.isKeptFromThisBoot();
    }

    /** The anchor that is stored for this boot. */
    @Nullable
    public Anchor anchor() {
        return transaction.anchor();
    }

    /** The run that this process writes; another after a corrupt file was set aside. */
    public String run() {
        return ledger.run();
    }

    /** Whether the file has that run, be its presses deleted or not. */
    public boolean knows(String other) {
        return ledger.knows(other);
    }

    /** The seq of the next press. */
    public long nextSeq() {
        return ledger.nextSeq();
    }

    /** Whether the file is open. */
    public boolean isOpen() {
        return connection.isOpen();
    }

    /** One line each for a technician. */
    public List<String> faults() {
        List<String> all = new ArrayList<>(space.faults());
        all.addAll(faults.lines());
        return all;
    }

    /** Bytes free on the disk, as of the last check. */
    public long freeBytes() {
        return space.freeBytes();
    }

    @Override
    public void close() {
        connection.close();
    }
}
