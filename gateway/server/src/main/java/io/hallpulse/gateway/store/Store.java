package io.hallpulse.gateway.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.gateway.config.HallConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The database of a gateway: one connection that writes, a few that read and never wait for it. Opening it brings its tables
 * up to date. Any thread.
 */
public final class Store implements AutoCloseable {
    private static final int READERS = 4;
    private static final int BUSY_MILLIS = 2000;

    private final HikariDataSource writing;
    private final HikariDataSource reading;
    private final Jdbi readers;
    private final TerminalBook terminals;

    private Store(HikariDataSource writing, HikariDataSource reading) {
        this.writing = writing;
        this.reading = reading;
        this.readers = Jdbi.create(reading);
        this.terminals = new TerminalBook(storedTerminals());
    }

    /**
     * Opens, and if need be creates, the embedded database in a folder.
     *
     * @throws UncheckedIOException where the folder cannot be made
     * @throws RuntimeException where the database cannot be opened, is not safe against power loss, or is newer than this program
     */
    public static Store open(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("data folder " + folder + " cannot be made", e);
        }
        String url = "jdbc:sqlite:" + folder.resolve("gateway.db");
        HikariDataSource writing = pool("gateway-writer", url, 1, false);
        try {
            requireDurable(writing);
            Flyway.configure()
                    .dataSource(writing)
                    .locations("classpath:db/gateway")
                    .placeholders(
                            Map.of("id", "integer primary key", "bytes", "blob", "without_rowid", " without rowid"))
                    .loggers("slf4j")
                    .load()
                    .migrate();
            return new Store(writing, pool("gateway-readers", url, READERS, true));
        } catch (RuntimeException e) {
            writing.close();
            throw e;
        }
    }

    /** The one writer; its owner closes it before the store. */
    public StoreWriter writer() {
        return new StoreWriter(writing, terminals);
    }

    public TerminalBook terminals() {
        return terminals;
    }

    public TallyReader tallies() {
        return new TallyReader(readers);
    }

    /** Whether the database answers. */
    public boolean answers() {
        try {
            return readers.withHandle(handle ->
                            handle.createQuery("select 1").mapTo(Integer.class).one())
                    == 1;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** The gateway's identifier: the one that is kept, else {@code drawn}, which is kept from then on. Before the writer works. */
    public String gatewayId(Supplier<String> drawn) {
        return Jdbi.create(writing).inTransaction(handle -> {
            handle.execute(
                    "insert into setting (name, value) values ('gateway', ?) on conflict (name) do nothing",
                    drawn.get());
            return handle.createQuery("select value from setting where name = 'gateway'")
                    .mapTo(String.class)
                    .one();
        });
    }

    /** Keeps what halls, windows and rules are from now on. Before the writer works. */
    public void keepVersions(List<HallConfig> halls, long nowMillis) {
        Jdbi.create(writing).useTransaction(handle -> HallVersions.keep(handle, halls, nowMillis));
    }

    private Map<TerminalId, TerminalState> storedTerminals() {
        Map<TerminalId, TerminalState> stored = new HashMap<>();
        readers.useHandle(handle -> handle.createQuery(
                        "select hall, terminal, state, heard_millis, waiting_since_millis, windows from terminal"
                                + " where heard_millis is not null")
                .map((row, context) -> {
                    String windows = row.getString(6);
                    stored.put(
                            new TerminalId(row.getString(1), row.getString(2)),
                            new TerminalState(
                                    row.getString(3),
                                    row.getLong(4),
                                    RunTable.nullable(row, 5),
                                    windows.isEmpty() ? Set.of() : Set.of(windows.split(" "))));
                    return 1;
                })
                .list());
        return stored;
    }

    private static HikariDataSource pool(String name, String url, int size, boolean readOnly) {
        SQLiteConfig pragmas = new SQLiteConfig();
        pragmas.setJournalMode(SQLiteConfig.JournalMode.WAL);
        pragmas.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        pragmas.setBusyTimeout(BUSY_MILLIS);
        pragmas.enforceForeignKeys(true);
        pragmas.setTransactionMode(
                readOnly ? SQLiteConfig.TransactionMode.DEFERRED : SQLiteConfig.TransactionMode.IMMEDIATE);
        SQLiteDataSource database = new SQLiteDataSource(pragmas);
        database.setUrl(url);
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(database);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setMaxLifetime(0);
        config.setConnectionTimeout(5000);
        return new HikariDataSource(config);
    }

    private static void requireDurable(HikariDataSource writing) {
        Jdbi.create(writing).useHandle(handle -> {
            String journal = handle.createQuery("pragma journal_mode")
                    .mapTo(String.class)
                    .one();
            int synchronous = handle.createQuery("pragma synchronous")
                    .mapTo(Integer.class)
                    .one();
            if (!journal.equals("wal") || synchronous < 2) {
                throw new IllegalStateException("the database is not safe against power loss: journal_mode " + journal
                        + ", synchronous " + synchronous + "; put data on a local disk");
            }
        });
    }

    @Override
    public void close() {
        reading.close();
        writing.close();
    }
}
