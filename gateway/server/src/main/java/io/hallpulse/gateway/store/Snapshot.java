package io.hallpulse.gateway.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.domain.count.Tally;
import io.hallpulse.domain.count.TallyKey;
import io.hallpulse.domain.press.RunRow;
import io.hallpulse.gateway.config.DatabaseConfig;
import io.hallpulse.gateway.database.Database;
import io.hallpulse.gateway.database.DatabaseFault;
import io.hallpulse.gateway.database.PostgresDatabase;
import io.hallpulse.gateway.database.SqliteDatabase;
import io.hallpulse.gateway.database.Statements;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All tables as they were at one moment, also beside a running gateway, which it neither holds up nor is disturbed by. Nothing is
 * written. One thread.
 */
public final class Snapshot implements AutoCloseable {
    private static final int AT_ONCE = 500;

    private final HikariDataSource source;
    private final Statements statements;

    private Snapshot(HikariDataSource source, Connection connection) {
        this.source = source;
        this.statements = new Statements(connection);
    }

    /**
     * Opens the database that a configuration names.
     *
     * @throws IOException where the password cannot be read
     * @throws OperationFailed where there is none, or it cannot be read, with one line that says so
     */
    public static Snapshot open(Path folder, DatabaseConfig config) throws IOException {
        String url = config.url();
        if (url == null) {
            SqliteDatabase.existing(folder, "; is data the gateway's folder?");
        }
        Database database =
                url == null ? new SqliteDatabase(folder) : new PostgresDatabase(url, config.user(), config.password());
        HikariDataSource source = null;
        try {
            source = new HikariDataSource(database.reading());
            Connection connection = source.getConnection();
            connection.setAutoCommit(false);
            return new Snapshot(source, connection);
        } catch (SQLException | RuntimeException e) {
            if (source != null) {
                source.close();
            }
            throw new OperationFailed(
                    "the database " + database.name() + " cannot be read: " + DatabaseFault.reason(e), e);
        }
    }

    public RunTable runs() {
        return new RunTable(statements);
    }

    public PressTable presses() {
        return new PressTable(statements);
    }

    public HallTable halls() {
        return new HallTable(statements);
    }

    public AuditTable audit() {
        return new AuditTable(statements);
    }

    public RuleTable rules() {
        return new RuleTable(statements);
    }

    /** A run and whose it is. */
    public record RunOf(TerminalId terminal, RunRow run) {}

    /** Some runs above a row, in their order; none at the end. */
    public List<RunOf> runsAfter(long id) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (ResultSet row = statements
                .with("select id from run where id > ? order by id limit " + AT_ONCE, id)
                .executeQuery()) {
            while (row.next()) {
                ids.add(row.getLong(1));
            }
        }
        List<RunOf> found = new ArrayList<>(ids.size());
        for (long one : ids) {
            RunRow run = runs().byId(one);
            found.add(new RunOf(runs().terminal(run.terminalId()), run));
        }
        return found;
    }

    /** A stored tally. */
    public record OfKey(TallyKey key, Tally tally) {}

    /** Some tallies of a hall's window above a bucket and level, in their order; none at the end. */
    public List<OfKey> talliesAfter(String hall, String window, long bucketStartMillis, int level) throws SQLException {
        List<OfKey> found = new ArrayList<>();
        try (ResultSet row = statements
                .with(
                        "select bucket_start_millis, level, n, late from tally where hall = ? and window_id = ?"
                                + " and (bucket_start_millis > ? or (bucket_start_millis = ? and level > ?))"
                                + " order by bucket_start_millis, level limit " + AT_ONCE,
                        hall,
                        window,
                        bucketStartMillis,
                        bucketStartMillis,
                        level)
                .executeQuery()) {
            while (row.next()) {
                TallyKey key = new TallyKey(hall, window, row.getLong(1), row.getInt(2));
                found.add(new OfKey(key, new Tally(row.getLong(3), row.getLong(4))));
            }
        }
        return found;
    }

    /** A window of a hall. */
    public record WindowOf(String hall, String window) {}

    /** The windows that have tallies. */
    public List<WindowOf> tallied() throws SQLException {
        List<WindowOf> found = new ArrayList<>();
        try (ResultSet row =
                statements.with("select distinct hall, window_id from tally").executeQuery()) {
            while (row.next()) {
                found.add(new WindowOf(row.getString(1), row.getString(2)));
            }
        }
        return found;
    }

    /** Every window that a hall was ever configured with. */
    public Set<String> windowsEver(String hall) throws SQLException {
        Set<String> windows = new HashSet<>();
        try (ResultSet row = statements
                .with("select document from hall_version where hall = ?", hall)
                .executeQuery()) {
            while (row.next()) {
                byte[] document = row.getString(1).getBytes(StandardCharsets.UTF_8);
                for (JsonNode window : Json.read(document, JsonNode.class).path("windows")) {
                    windows.add(window.path("id").asText());
                }
            }
        } catch (UnreadableMessage e) {
            throw new SQLException("a version of hall " + hall + " cannot be read: " + e.getMessage(), e);
        }
        return windows;
    }

    @Override
    public void close() {
        statements.rollBack();
        source.close();
    }
}
