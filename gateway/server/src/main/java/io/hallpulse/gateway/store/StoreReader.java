package io.hallpulse.gateway.store;

import com.zaxxer.hikari.HikariDataSource;
import io.hallpulse.domain.directory.Halls;
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
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that can be read of a database, beside a running gateway or without one. It changes nothing. Any thread. */
public final class StoreReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreReader.class);

    private final Jdbi readers;
    private final AutoCloseable pool;

    StoreReader(Jdbi readers, AutoCloseable pool) {
        this.readers = readers;
        this.pool = pool;
    }

    /**
     * The database that a configuration names.
     *
     * @throws IOException where the password cannot be read
     * @throws OperationFailed with one line, where there is no database or it does not answer
     */
    public static StoreReader open(Path folder, DatabaseConfig config) throws IOException {
        String url = config.url();
        if (url == null) {
            SqliteDatabase.existing(folder, "; no gateway has run on this folder yet");
        }
        Database database =
                url == null ? new SqliteDatabase(folder) : new PostgresDatabase(url, config.user(), config.password());
        HikariDataSource pool = null;
        try {
            pool = new HikariDataSource(database.reading());
            StoreReader reader = new StoreReader(Jdbi.create(pool), pool);
            if (!reader.hasTables()) {
                throw new OperationFailed(
                        "its tables are older than this program, or no gateway's; run the gateway once");
            }
            return reader;
        } catch (RuntimeException e) {
            if (pool != null) {
                pool.close();
            }
            throw new OperationFailed(
                    "the database " + database.name() + " cannot be read: " + DatabaseFault.reason(e), e);
        }
    }

    private boolean hasTables() {
        try {
            return readers.withHandle(
                    handle -> handle.createQuery("select from_millis from window_pause where from_millis < 0")
                            .mapTo(Long.class)
                            .list()
                            .isEmpty());
        } catch (StatementException e) {
            LOG.debug("Not a gateway's tables", e);
            return false;
        }
    }

    /**
     * The halls that are in the directory.
     *
     * @throws OperationFailed with one line, where it cannot be read
     */
    public Halls halls() {
        try {
            return readers.withHandle(handle -> new HallTable(new Statements(handle.getConnection())).current());
        } catch (SQLException e) {
            throw new OperationFailed("the directory cannot be read: " + DatabaseFault.reason(e), e);
        }
    }

    public AccountReader account() {
        return new AccountReader(readers);
    }

    public PressReader presses() {
        return new PressReader(readers);
    }

    public TerminalConfigReader terminalConfigs() {
        return new TerminalConfigReader(readers);
    }

    /**
     * The register of certificates, by name and then the oldest first.
     *
     * @throws OperationFailed with one line, where it cannot be read
     */
    public List<CertificateRow> certificates() {
        try {
            return readers.<List<CertificateRow>, SQLException>withHandle(
                    handle -> new CertificateTable(new Statements(handle.getConnection())).all());
        } catch (SQLException e) {
            throw new OperationFailed("the certificates cannot be read: " + DatabaseFault.reason(e), e);
        }
    }

    public AuditReader audit() {
        return new AuditReader(readers);
    }

    /** The newest dead letters, the newest first. */
    public List<DeadLetter> deadLetters(int limit) {
        return readers.withHandle(handle -> handle.createQuery(
                        "select received_millis, topic, reason, payload from dead_letter order by id desc limit :limit")
                .bind("limit", limit)
                .map((row, context) -> new DeadLetter(
                        Instant.ofEpochMilli(row.getLong(1)),
                        row.getString(2),
                        row.getString(3),
                        new String(row.getBytes(4), StandardCharsets.UTF_8)))
                .list());
    }

    public StaffReader staff() {
        return new StaffReader(readers);
    }

    /** Ratings of other channels than the keys. */
    public ChannelReader channels() {
        return new ChannelReader(readers);
    }

    /** Closed tickets, as queue machines send them. */
    public TicketReader tickets() {
        return new TicketReader(readers);
    }

    public RuleReader rules() {
        return new RuleReader(readers);
    }

    public UpstreamReader upstream() {
        return new UpstreamReader(readers);
    }

    public AlarmReader alarms() {
        return new AlarmReader(readers);
    }

    public TallyReader tallies() {
        return new TallyReader(readers);
    }

    @Override
    public void close() {
        try {
            pool.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
