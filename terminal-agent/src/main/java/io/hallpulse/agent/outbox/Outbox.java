package io.hallpulse.agent.outbox;

import io.hallpulse.agent.rating.OpenSession;
import io.hallpulse.contract.message.Anchor;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.runtime.log.DistinctLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/**
 * The presses that this terminal holds, by run and seq. One thread writes; {@link #held}, {@link #faults} and {@link #files} are for
 * any. A corrupt file is set aside under a name of its own and a new one begins, with a new run, so that no number is used twice.
 *
 * <p>Longer than our measure, since each way in which a commit fails leads to another way of opening the file again.
 */
public final class Outbox implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    private static final int DELETE_AT_ONCE = 1000;
    private static final int RECENT = 1000;
    /** So much free room within the file is enough for the next commits, so that nothing needs to be deleted for them. */
    private static final long ROOM_BYTES = 64 << 10;
    /** No press takes more of the file, not even one that splits a page on each level. */
    private static final long PRESS_BYTES = 32 << 10;

    // valid for the process
    private final OutboxFile file;
    private final String boot;
    private final RandomGenerator random;
    private final OutboxLimits limits;
    private final Notebook notebook;
    private final DiskSpace disk;
    private final DistinctLog failures;
    private volatile @Nullable Path bad;
    private volatile @Nullable String missing;
    private volatile @Nullable String fault;
    private volatile List<RunSpan> held = List.of();
    private volatile int files;

    // valid for the file
    private String run;
    private long runId;
    private long nextSeq = 1;
    private long storedHere;
    private long heldHere;
    private @Nullable Anchor anchor;
    private List<OpenSession> sessions = List.of();
    private final Map<String, RunSpan> spans = new LinkedHashMap<>();

    // valid for the connection
    private boolean wantsRoom;
    /** So many presses have room for certain, without a look at the file's size. */
    private long roomForPresses;

    private @Nullable Connection connection;
    private @Nullable PreparedStatement insert;

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
        this.file = new OutboxFile(folder);
        this.boot = boot;
        this.random = random;
        this.limits = limits;
        this.notebook = notebook;
        this.disk = new DiskSpace(folder, limits);
        this.failures = new DistinctLog(log, nanoClock);
        this.run = RunId.draw(random);
        disk.fill();
    }

    /** What a store came to. */
    public enum Outcome {
        STORED,
        /** As if it had never been tried. */
        REFUSED,
        /** Nobody can tell before the file can be opened again: {@link #openAndSettle} does, and {@link #holds} says. */
        UNKNOWN
    }

    /**
     * Opens the file, or opens it again, and reads back what it holds.
     *
     * @throws SQLException where that fails now; it may be tried again
     */
    public void open() throws SQLException {
        do {
            close();
            try {
                boolean known = file.finishSettingAside();
                if (file.isEmptied()) {
                    throw new CorruptRow(new IllegalStateException("the file was emptied"));
                }
                load(known);
                return;
            } catch (IOException e) {
                throw new SQLException(e.getMessage(), e);
            } catch (SQLException e) {
                close();
                if (OutboxFile.isCorrupt(e)) {
                    beginAnew(e);
                    return;
                }
                if (!isForWantOfSpace(e) || !disk.release()) {
                    throw e;
                }
            }
        } while (true);
    }

    /**
     * As {@link #open}, and makes sure that what a failed commit left in the log can never come back: what it holds now it will hold
     * after a power cut too.
     */
    public void openAndSettle() throws SQLException {
        open();
        try {
            OutboxTables.emptyLog(connection());
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    private void beginAnew(SQLException why) throws SQLException {
        close();
        long stored = Math.max(storedHere, file.countStored());
        try {
            Path aside = file.setAside(run, random);
            bad = aside;
            log.error("{} ({})", badLine(aside), oneLine(why));
            long ever = Math.max(notebook.storedEver(), notebook.storedElsewhere() + stored);
            notebook.storedElsewhere(ever);
        } catch (IOException e) {
            throw new SQLException("the corrupt outbox cannot be set aside: " + e.getMessage(), e);
        }
        run = RunId.draw(random);
        nextSeq = 1;
        storedHere = 0;
        load(true);
    }

    private static String badLine(Path aside) {
        return "an outbox was corrupt and is kept as " + aside.getFileName()
                + "; its presses are in it: send it to the maintainer, then move it away";
    }

    /** @param known whether somebody hears already of presses that are missing */
    private void load(boolean known) throws SQLException {
        Connection open = file.openForWriting();
        connection = open;
        insert = open.prepareStatement(PressRow.INSERT);
        roomForPresses = 0;
        files++;
        long expected = nextSeq;
        spans.clear();
        runId = 0;
        nextSeq = 1;
        try (Statement statement = open.createStatement();
                ResultSet row = statement.executeQuery(OutboxReader.SPANS)) {
            while (row.next()) {
                RunSpan span = OutboxReader.span(row);
                spans.put(span.run(), span);
                if (span.run().equals(run)) {
                    runId = row.getLong(4);
                    nextSeq = span.next();
                }
            }
        }
        if (nextSeq < expected) {
            run = RunId.draw(random); // the file lost presses of this run, whose numbers must not be used twice
            runId = 0;
            nextSeq = 1;
        }
        sessions = OutboxTables.sessions(open);
        anchor = OutboxTables.anchor(open, boot);
        publish();
        noticeWhatIsMissing(known);
    }

    private void noticeWhatIsMissing(boolean known) {
        try {
            bad = file.newestBad().orElse(null);
            long gone = notebook.storedEver() - storedEver();
            if (gone > 0) {
                if (!known) {
                    String line = gone + " stored presses are missing from the outbox, or the whole file is;"
                            + " find out who changed it, and tell the maintainer";
                    missing = line;
                    log.error("{}", line);
                }
                notebook.storedElsewhere(notebook.storedElsewhere() + gone);
            }
        } catch (IOException e) {
            failures.fault("the notebook cannot be written: " + e.getMessage() + "; look at the disk");
        }
    }

    /**
     * Commits presses, whose seqs begin at {@link #nextSeq}, and the open sessions. On a full disk room is made step by step: the log
     * is emptied and what the gateway has is deleted, first without and then with the ballast's room.
     *
     * @param acknowledged by run, up to where rows may be deleted when space is short
     */
    public Outcome store(List<Press> presses, List<OpenSession> openSessions, Map<String, Long> acknowledged) {
        String runBefore = run;
        long expected = nextSeq + presses.size();
        boolean clean = true; // no failed commit can have left its rows in the log
        SQLException failure = tryToStore(presses, openSessions, null, acknowledged);
        for (boolean first = true; failure != null && isForWantOfSpace(failure); first = false) {
            clean &= foundNoRoom(failure);
            if (!first && !disk.release()) {
                break;
            }
            makeDiskRoom(acknowledged);
            if (!run.equals(runBefore) || nextSeq + presses.size() != expected) {
                break; // it is another file now, or the rows are there all the same
            }
            failure = tryToStore(presses, openSessions, null, acknowledged);
        }
        return failure == null ? stored() : readBack(failure, runBefore, expected, clean && foundNoRoom(failure));
    }

    private static boolean foundNoRoom(SQLException failure) {
        return failure instanceof OutboxFull || OutboxFile.is(failure, SQLiteErrorCode.SQLITE_FULL);
    }

    /** Keeps the boot's anchor; the first that is stored stays. */
    public void storeAnchor(Anchor first) {
        SQLException failure = tryToStore(List.of(), sessions, first, Map.of());
        if (failure == null) {
            stored();
        } else {
            readBack(failure, run, nextSeq, foundNoRoom(failure));
        }
    }

    private Outcome stored() {
        if (fault != null) {
            fault = null;
            failures.over("the outbox is written again");
        }
        return Outcome.STORED;
    }

    private void rollBack() {
        try {
            Connection open = connection();
            open.rollback();
            open.setAutoCommit(true);
        } catch (SQLException e) {
            close();
        }
    }

    /** Null once it is stored. */
    private @Nullable SQLException tryToStore(
            List<Press> presses,
            List<OpenSession> openSessions,
            @Nullable Anchor first,
            Map<String, Long> acknowledged) {
        long expected = nextSeq + presses.size();
        try {
            Connection open = connection();
            if (presses.size() == 1 && first == null && openSessions.equals(sessions) && isRoomCertain()) {
                insert(
                        open, presses,
                        expected); // a statement alone is a transaction, and costs half as much as one with more
            } else {
                open.setAutoCommit(false);
                makeRoom(open, presses.size(), acknowledged);
                insert(open, presses, expected);
                if (first != null) {
                    OutboxTables.insertAnchor(open, boot, first);
                }
                if (!openSessions.equals(sessions)) {
                    OutboxTables.rewriteSessions(open, openSessions);
                }
                open.commit();
                open.setAutoCommit(true); // else the driver begins the next transaction at once, and holds the log
            }
        } catch (OutboxFull e) {
            rollBack();
            return e;
        } catch (SQLException e) {
            close();
            return e;
        } catch (RuntimeException e) {
            close(); // and so rolls back
            throw e;
        }
        nextSeq = expected;
        anchor = anchor == null ? first : anchor;
        sessions = List.copyOf(openSessions);
        publish();
        return null;
    }

    /**
     * After a failed commit: whether the rows are there all the same.
     *
     * @param clean whether they cannot be in the log, from where a power cut would bring them back
     */
    private Outcome readBack(SQLException failure, String runBefore, long expected, boolean clean) {
        try {
            if (OutboxFile.isCorrupt(failure)) {
                beginAnew(failure);
            } else {
                report(failure);
                if (!clean) {
                    openAndSettle();
                } else if (connection == null) {
                    open();
                }
            }
        } catch (SQLException e) {
            report(e);
            return clean ? Outcome.REFUSED : Outcome.UNKNOWN;
        }
        return run.equals(runBefore) && nextSeq == expected ? Outcome.STORED : Outcome.REFUSED;
    }

    private void insert(Connection open, List<Press> presses, long expected) throws SQLException {
        if (presses.isEmpty()) {
            return;
        }
        if (runId == 0) {
            runId = OutboxTables.insertRun(open, run, boot);
        }
        OutboxTables.insertPresses(Objects.requireNonNull(insert), runId, presses);
        roomForPresses -= presses.size();
        RunSpan span = spans.getOrDefault(run, new RunSpan(run, nextSeq, nextSeq));
        spans.put(run, new RunSpan(run, span.low(), expected));
    }

    /** Of a run that has begun. */
    private boolean isRoomCertain() {
        return runId != 0 && roomForPresses > 0 && heldHere < limits.presses() && !disk.isLow();
    }

    /** Deletes the oldest acknowledged rows where room is short, in the file or on the disk. */
    private void makeRoom(Connection open, int presses, Map<String, Long> acknowledged) throws SQLException {
        OutboxTables.Size size = OutboxTables.size(open);
        roomForPresses = (limits.bytes() - size.usedBytes()) / PRESS_BYTES;
        boolean full = size.usedBytes() >= limits.bytes() || heldHere + presses > limits.presses();
        boolean wouldGrow = disk.isLow() && size.freeBytes() < ROOM_BYTES;
        if ((full || wouldGrow) && !deleteOldest(open, acknowledged) && full && presses > 0) {
            throw new OutboxFull();
        }
    }

    private boolean deleteOldest(Connection open, Map<String, Long> acknowledged) throws SQLException {
        for (RunSpan span : List.copyOf(spans.values())) {
            long upTo = Math.min(acknowledged.getOrDefault(span.run(), 0L), span.low() + DELETE_AT_ONCE - 1);
            upTo = Math.min(upTo, span.next() - 1);
            if (upTo >= span.low()) {
                OutboxTables.deleteUpTo(open, span, upTo);
                spans.put(span.run(), new RunSpan(span.run(), upTo + 1, span.next()));
                return true;
            }
        }
        return false;
    }

    /** On a full disk: the log goes into the file, and the file gets free pages. Whatever fails here fails again with the press. */
    private void makeDiskRoom(Map<String, Long> acknowledged) {
        try {
            open();
            Connection open = connection();
            OutboxTables.emptyLog(open);
            open.setAutoCommit(false);
            if (OutboxTables.size(open).freeBytes() < ROOM_BYTES) {
                deleteOldest(open, acknowledged);
            }
            open.commit();
            open.setAutoCommit(true);
            publish();
            OutboxTables.emptyLog(open);
        } catch (SQLException e) {
            log.debug("no room was made: {}", oneLine(e));
            reopen();
        }
    }

    private void reopen() {
        try {
            open();
        } catch (SQLException e) {
            report(e);
        }
    }

    private boolean isForWantOfSpace(SQLException e) {
        return OutboxFile.is(e, SQLiteErrorCode.SQLITE_FULL)
                || (disk.isFull()
                        && (OutboxFile.is(e, SQLiteErrorCode.SQLITE_IOERR)
                                || OutboxFile.is(e, SQLiteErrorCode.SQLITE_CANTOPEN)));
    }

    /** Looks at the disk, and opens a file that a reader found to be corrupt anew; once a second or so. */
    public void look(int corruptFile) throws SQLException {
        disk.look();
        failures.reportCounts();
        if (wantsRoom && !disk.isLow() && connection != null) {
            wantsRoom = false;
            stored();
        }
        Path aside = bad;
        if (aside != null && Files.notExists(aside)) {
            bad = null;
        }
        if (corruptFile == files && connection != null) {
            beginAnew(new CorruptRow(new IllegalStateException("found while sending")));
        }
    }

    /** Whether it may be better soon, so that the agent goes on without: the disk is full or fails, or somebody else reads for long. */
    public static boolean mayPass(SQLException e) {
        return OutboxFile.is(e, SQLiteErrorCode.SQLITE_FULL)
                || OutboxFile.is(e, SQLiteErrorCode.SQLITE_IOERR)
                || OutboxFile.is(e, SQLiteErrorCode.SQLITE_BUSY);
    }

    /** Says that presses cannot be stored now, until one is again. */
    public void report(SQLException e) {
        String line;
        if (e instanceof OutboxFull) {
            line = String.valueOf(e.getMessage());
        } else if (OutboxFile.is(e, SQLiteErrorCode.SQLITE_FULL)) {
            line = "the outbox cannot be written: the disk is full and the reserve is used up; make room";
        } else {
            line = "the outbox cannot be written: " + oneLine(e) + "; look at the disk";
        }
        fault = line;
        wantsRoom = isForWantOfSpace(e);
        failures.fault(line);
    }

    private static String oneLine(SQLException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }

    private void publish() {
        List<RunSpan> unemptied = new ArrayList<>(spans.size());
        heldHere = 0;
        storedHere = 0;
        for (RunSpan span : spans.values()) {
            if (span.low() < span.next()) {
                unemptied.add(span);
                heldHere += span.next() - span.low();
            }
            storedHere += span.next() - 1;
        }
        held = List.copyOf(unemptied);
    }

    /** The newest presses of this boot's earlier runs, oldest first, each with its run. */
    public List<Map.Entry<String, Press>> recent() throws SQLException {
        try {
            return OutboxTables.newest(connection(), boot, RECENT);
        } catch (SQLException e) {
            if (!OutboxFile.isCorrupt(e)) {
                throw e;
            }
            beginAnew(e);
            return List.of();
        }
    }

    /** Whether the run's seqs reach up to that. */
    public boolean holds(String ofRun, long next) {
        RunSpan span = spans.get(ofRun);
        return span != null && span.next() >= next;
    }

    /** Presses stored ever, in files that were set aside too. */
    public long storedEver() {
        return notebook.storedElsewhere() + storedHere;
    }

    /** The sessions that were open at the last commit. */
    public List<OpenSession> sessions() {
        return sessions;
    }

    /** The anchor that is stored for this boot. */
    @Nullable
    public Anchor anchor() {
        return anchor;
    }

    /** The run that this process writes; another after a corrupt file was set aside. */
    public String run() {
        return run;
    }

    /** Whether the file has that run, be its presses deleted or not. */
    public boolean knows(String other) {
        return spans.containsKey(other);
    }

    /** The seq of the next press. */
    public long nextSeq() {
        return nextSeq;
    }

    /** Whether the file is open. */
    public boolean isOpen() {
        return connection != null;
    }

    /** The runs of which presses are held, oldest first. */
    public List<RunSpan> held() {
        return held;
    }

    /** One line each for a technician. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>(disk.faults());
        for (String line : new String[] {fault, missing, bad == null ? null : badLine(bad)}) {
            if (line != null) {
                faults.add(line);
            }
        }
        return faults;
    }

    /** Bytes free on the disk, as last looked at. */
    public long freeBytes() {
        return disk.freeBytes();
    }

    /** Changes whenever the file was opened, so that a reader opens it too. */
    public int files() {
        return files;
    }

    private Connection connection() throws SQLException {
        if (connection == null) {
            throw new SQLException("the file is not open");
        }
        return connection;
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                failures.fault("the outbox did not close: " + oneLine(e));
            }
        }
    }

    /** It is as large as it may be. */
    private static final class OutboxFull extends SQLException {
        private static final long serialVersionUID = 1L;

        OutboxFull() {
            super("the outbox is full of presses that no gateway has acknowledged; mend the way to the gateway");
        }
    }
}
