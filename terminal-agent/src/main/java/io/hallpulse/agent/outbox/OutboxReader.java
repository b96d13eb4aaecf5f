package io.hallpulse.agent.outbox;

import io.hallpulse.contract.message.Anchor;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.RunSpan;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A reader of the outbox beside its writer, on a connection of its own. For one thread. */
public final class OutboxReader implements AutoCloseable {
    /** The seq after a run's last press: by its newest row, or, where that was deleted, by the run's own. */
    private static final String NEXT =
            "max(next_at_least, coalesce((SELECT max(seq) FROM press WHERE run_id = run.id) + 1, 1))";

    /** Run, low, next, row id; oldest first. */
    static final String SPANS =
            "SELECT run, coalesce((SELECT min(seq) FROM press WHERE run_id = run.id), next_at_least), " + NEXT
                    + ", id FROM run ORDER BY id";

    static final String STORED = "SELECT coalesce(sum(" + NEXT + " - 1), 0) FROM run";

    static final String ENVELOPE =
            "SELECT run.id, run.boot, (SELECT min(seq) FROM press WHERE run_id = run.id), anchor_mono, anchor_wall"
                    + " FROM run LEFT JOIN boot ON boot.boot = run.boot WHERE run = ?";

    static final String PRESSES =
            "SELECT " + PressRow.COLUMNS + " FROM press WHERE run_id = ? AND seq BETWEEN ? AND ? ORDER BY seq";

    private final OutboxFile file;
    private final IntSupplier files;
    private final IntConsumer corrupt;
    private int opened;
    private @Nullable Connection connection;

    /**
     * @param files changes when there is another file under the old name
     * @param corrupt takes which of those was found to be corrupt
     */
    public OutboxReader(Path folder, IntSupplier files, IntConsumer corrupt) {
        this.file = new OutboxFile(folder);
        this.files = files;
        this.corrupt = corrupt;
    }

    /**
     * Presses of one run, and what a message holds of that run, of one moment.
     *
     * @param low the lowest seq still held
     * @param presses ascending, never empty
     */
    public record Rows(String boot, long low, @Nullable Anchor anchor, List<Press> presses) {}

    /** Presses of a run from seq {@code from} to {@code to}, both included; empty where none of them is held. */
    public Optional<Rows> read(String run, long from, long to) throws SQLException {
        try {
            Connection open = connection();
            open.setAutoCommit(false);
            try (PreparedStatement envelope = open.prepareStatement(ENVELOPE)) {
                envelope.setString(1, run);
                try (ResultSet row = envelope.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    List<Press> presses = presses(open, row.getLong(1), from, to);
                    return presses.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new Rows(row.getString(2), row.getLong(3), anchor(row), presses));
                }
            } finally {
                open.setAutoCommit(true); // ends the transaction and begins none
            }
        } catch (SQLException e) {
            if (OutboxFile.isCorrupt(e)) {
                corrupt.accept(opened);
            }
            close();
            throw e;
        }
    }

    private static List<Press> presses(Connection open, long runId, long from, long to) throws SQLException {
        List<Press> presses = new ArrayList<>();
        try (PreparedStatement select = open.prepareStatement(PRESSES)) {
            select.setLong(1, runId);
            select.setLong(2, from);
            select.setLong(3, to);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    presses.add(PressRow.read(row));
                }
            }
        }
        return presses;
    }

    private static @Nullable Anchor anchor(ResultSet row) throws SQLException {
        long mono = row.getLong(4);
        return row.wasNull() ? null : new Anchor(mono, Instant.ofEpochMilli(row.getLong(5)));
    }

    /** All runs that the outbox knows, oldest first, those whose presses are all deleted too. */
    List<RunSpan> spans() throws SQLException {
        List<RunSpan> spans = new ArrayList<>();
        try (Statement statement = connection().createStatement();
                ResultSet row = statement.executeQuery(SPANS)) {
            while (row.next()) {
                spans.add(span(row));
            }
        }
        return spans;
    }

    /** A row of {@link #SPANS}. */
    static RunSpan span(ResultSet row) throws SQLException {
        RunSpan span = new RunSpan(row.getString(1), row.getLong(2), row.getLong(3));
        if (span.low() < 1 || span.low() > span.next()) {
            throw new CorruptRow(new IllegalArgumentException("run " + span));
        }
        return span;
    }

    private Connection connection() throws SQLException {
        int current = files.getAsInt();
        if (connection == null || opened != current) {
            close();
            opened = current;
            connection = file.openForReading();
        }
        return connection;
    }

    @Override
    public void close() throws SQLException {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
