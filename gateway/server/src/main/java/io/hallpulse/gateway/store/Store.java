package io.hallpulse.gateway.store;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.gateway.config.DatabaseConfig;
import io.hallpulse.gateway.database.DatabasePart;
import io.hallpulse.gateway.database.OpenDatabase;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/**
 * The database of a gateway: one connection that writes, a few that read and never wait for it. Opening it brings its tables
 * up to date. Any thread.
 */
public final class Store implements AutoCloseable {
    private static final int ANSWER_SECONDS = 2;

    private final OpenDatabase database;
    private final Jdbi readers;
    private final TerminalBook terminals;

    private Store(OpenDatabase database) {
        this.database = database;
        this.readers = Jdbi.create(database.reading());
        this.terminals = new TerminalBook(storedTerminals());
    }

    /**
     * Opens, and if need be creates, the embedded database in a folder.
     *
     * @throws UncheckedIOException where the folder cannot be made
     * @throws OperationFailed where the database cannot be opened, is not safe against power loss, or is newer than this
     *     program
     */
    public static Store open(Path folder) {
        try {
            return open(folder, new DatabaseConfig(null, null, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Opens the database that the configuration names: PostgreSQL, or else the embedded one in a folder.
     *
     * @throws IOException where the password cannot be read
     * @throws RuntimeException as {@link #open(Path)}
     */
    public static Store open(Path folder, DatabaseConfig config) throws IOException {
        return new Store(OpenDatabase.open(DatabasePart.HALLS, folder, config));
    }

    /** The one writer; its owner closes it before the store. */
    public StoreWriter writer() {
        return new StoreWriter(database);
    }

    /** The connection that writes, for work beside that of a gateway; nobody else writes while it is open. */
    Connection claim() throws SQLException {
        return database.database().claim(database.writing());
    }

    public TerminalBook terminals() {
        return terminals;
    }

    /** All that others than the scoreboard read; closing it closes nothing. */
    public StoreReader reader() {
        return new StoreReader(readers, () -> {});
    }

    public TallyReader tallies() {
        return new TallyReader(readers);
    }

    /** Whether the database answers; one that hangs is told after some seconds, not after a query's own time-out. */
    public boolean answers() {
        try (Connection connection = database.reading().getConnection()) {
            return connection.isValid(ANSWER_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    /** The latest time by the gateway's clock that stands in the database, milliseconds since 1970; 0 for none. */
    public long latestMillis() {
        return readers.withHandle(handle -> handle.createQuery(
                        "select coalesce(max(millis), 0) from (select max(heard_millis) as millis from terminal"
                                + " union all select max(first_heard_millis) from run"
                                + " union all select max(from_millis) from hall_version"
                                + " union all select max(from_millis) from duty"
                                + " union all select max(from_millis) from window_pause"
                                + " union all select max(since_millis) from alarm"
                                + " union all select max(at_millis) from audit) t")
                .mapTo(Long.class)
                .one());
    }

    private Map<TerminalId, TerminalState> storedTerminals() {
        Map<TerminalId, TerminalState> stored = new HashMap<>();
        readers.useHandle(handle -> handle.createQuery(
                        "select hall, terminal, state, heard_millis, waiting_since_millis, windows, stopped from terminal"
                                + " where heard_millis is not null")
                .map((row, context) -> {
                    String windows = row.getString(6);
                    stored.put(
                            new TerminalId(row.getString(1), row.getString(2)),
                            new TerminalState(
                                    row.getString(3),
                                    row.getLong(4),
                                    RunTable.nullable(row, 5),
                                    row.getInt(7) == 1,
                                    windows.isEmpty() ? Set.of() : Set.of(windows.split(" "))));
                    return 1;
                })
                .list());
        return stored;
    }

    @Override
    public void close() {
        database.close();
    }
}
