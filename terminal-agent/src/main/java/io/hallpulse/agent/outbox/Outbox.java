package io.hallpulse.agent.outbox;

import io.hallpulse.agent.rating.OpenSession;
import io.hallpulse.contract.message.Anchor;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.RunSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The presses that this terminal holds, by run and seq. One thread writes; {@link #held}, {@link #fault} and {@link #files} are for
 * any. A corrupt file is set aside under a name of its own and a new one begins, with a new run, so that no number is used twice.
 */
final class Outbox implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    private static final int DELETE_AT_ONCE = 1000;
    private static final int RECENT = 1000;

    // valid for the process
    private final OutboxFile file;
    private final String boot;
    private final RandomGenerator random;
    private final long maxBytes;
    private volatile @Nullable String corruption;
    private volatile @Nullable String fault;
    private volatile List<RunSpan> held = List.of();
    private volatile int files;

    // valid for the file
    private String run;
    private long runId;
    private long nextSeq = 1;
    private @Nullable Anchor anchor;
    private List<OpenSession> sessions = List.of();
    private final Map<String, RunSpan> spans = new LinkedHashMap<>();

    // valid for the connection
    private @Nullable Connection connection;

    /**
     * @param boot of the kernel, for the run that begins
     * @param maxBytes what the file may hold
     */
    Outbox(Path folder, String boot, RandomGenerator random, long maxBytes) {
        this.file = new OutboxFile(folder);
        this.boot = boot;
        this.random = random;
        this.maxBytes = maxBytes;
        this.run = RunId.draw(random);
    }

    /** What a store came to. */
    enum Outcome {
        STORED,
        /** As if it had never been tried. */
        REFUSED,
        /** Nobody can tell before the file can be opened again: {@link #open} does, and {@link #nextSeq} says. */
        UNKNOWN
    }

    /**
     * Opens the file, or opens it again, and reads back what it holds.
     *
     * @throws SQLException where that fails now; it may be tried again
     */
    void open() throws SQLException {
        close();
        try {
            load();
        } catch (SQLException e) {
            close();
            if (!OutboxFile.isCorrupt(e)) {
                throw e;
            }
            beginAnew(e);
        }
    }

    private void beginAnew(SQLException why) throws SQLException {
        try {
            Path bad = file.setAside(run, random);
            corruption = "the outbox was corrupt and is kept as " + bad.getFileName()
                    + "; send it to the maintainer, its presses are in it";
            log.error("{} ({})", corruption, oneLine(why));
        } catch (IOException e) {
            throw new SQLException("the corrupt outbox cannot be set aside: " + e.getMessage(), e);
        }
        run = RunId.draw(random);
        load();
    }

    private void load() throws SQLException {
        connection = file.openForWriting();
        files++;
        spans.clear();
        runId = 0;
        nextSeq = 1;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(OutboxReader.SPANS)) {
            while (row.next()) {
                RunSpan span = new RunSpan(row.getString(1), row.getLong(2), row.getLong(3));
                spans.put(span.run(), span);
                if (span.run().equals(run)) {
                    runId = row.getLong(4);
                    nextSeq = span.next();
                }
            }
        }
        sessions = OutboxTables.sessions(connection);
        anchor = OutboxTables.anchor(connection, boot);
        publish();
    }

    /**
     * Commits presses, whose seqs begin at {@link #nextSeq}, and the open sessions.
     *
     * @param firstAnchor of this boot, once there is one; the first that is stored stays
     * @param acknowledged by run, up to where rows may be deleted when space is short
     */
    Outcome store(
            List<Press> presses,
            List<OpenSession> openSessions,
            @Nullable Anchor firstAnchor,
            Map<String, Long> acknowledged) {
        Connection open = connection;
        if (open == null) {
            return Outcome.REFUSED;
        }
        long expected = nextSeq + presses.size();
        Map<String, RunSpan> before = new LinkedHashMap<>(spans);
        try {
            open.setAutoCommit(false);
            if (!makeRoom(open, acknowledged)) {
                open.rollback();
                open.setAutoCommit(true);
                report("the outbox is full of presses that no gateway has acknowledged; mend the way to the gateway");
                return Outcome.REFUSED;
            }
            insert(open, presses, expected);
            if (firstAnchor != null && anchor == null) {
                OutboxTables.insertAnchor(open, boot, firstAnchor);
            }
            if (!openSessions.equals(sessions)) {
                OutboxTables.rewriteSessions(open, openSessions);
            }
            open.commit();
            open.setAutoCommit(true); // else the driver begins the next transaction at once, and holds the log
        } catch (SQLException e) {
            spans.clear();
            spans.putAll(before);
            report("the outbox cannot be written: " + oneLine(e) + "; look at the disk");
            return readBack(expected);
        }
        nextSeq = expected;
        if (anchor == null) {
            anchor = firstAnchor;
        }
        sessions = List.copyOf(openSessions);
        publish();
        recovered();
        return Outcome.STORED;
    }

    /** After a failed commit: whether the rows are there all the same. */
    private Outcome readBack(long expected) {
        String runBefore = run;
        try {
            open();
        } catch (SQLException e) {
            return Outcome.UNKNOWN;
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
        OutboxTables.insertPresses(open, runId, presses, expected);
        RunSpan span = spans.getOrDefault(run, new RunSpan(run, nextSeq, nextSeq));
        spans.put(run, new RunSpan(run, span.low(), expected));
    }

    /** Deletes the oldest acknowledged rows where space is short; false when there is none to delete. */
    private boolean makeRoom(Connection open, Map<String, Long> acknowledged) throws SQLException {
        if (OutboxTables.usedBytes(open) < maxBytes) {
            return true;
        }
        for (RunSpan span : List.copyOf(spans.values())) {
            long upTo = Math.min(acknowledged.getOrDefault(span.run(), 0L), span.low() + DELETE_AT_ONCE - 1);
            upTo = Math.min(upTo, span.next() - 1);
            if (upTo >= span.low()) {
                OutboxTables.deleteUpTo(open, span.run(), upTo);
                spans.put(span.run(), new RunSpan(span.run(), upTo + 1, span.next()));
                return true;
            }
        }
        return false;
    }

    private void report(String line) {
        if (!line.equals(fault)) {
            fault = line;
            log.error("{}", line);
        }
    }

    private void recovered() {
        if (fault != null) {
            fault = null;
            log.info("the outbox is written again");
        }
    }

    private static String oneLine(SQLException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }

    private void publish() {
        held = spans.values().stream().filter(span -> span.low() < span.next()).toList();
    }

    /** The newest presses of this boot's earlier runs, oldest first, each with its run. */
    List<Map.Entry<String, Press>> recent() throws SQLException {
        Connection open = connection;
        return open == null ? List.of() : OutboxTables.newest(open, boot, RECENT);
    }

    /** The sessions that were open at the last commit. */
    List<OpenSession> sessions() {
        return sessions;
    }

    /** The anchor that is stored for this boot. */
    @Nullable
    Anchor anchor() {
        return anchor;
    }

    /** The run that this process writes; another after a corrupt file was set aside. */
    String run() {
        return run;
    }

    /** The seq of the next press. */
    long nextSeq() {
        return nextSeq;
    }

    /** Whether the file is open. */
    boolean isOpen() {
        return connection != null;
    }

    /** The runs of which presses are held, oldest first. */
    List<RunSpan> held() {
        return held;
    }

    /** One line for a technician, or null. */
    @Nullable
    String fault() {
        String now = fault;
        return now != null ? now : corruption;
    }

    /** Changes whenever the file was opened, so that a reader opens it too. */
    int files() {
        return files;
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                log.warn("the outbox did not close: {}", oneLine(e));
            }
        }
    }
}
