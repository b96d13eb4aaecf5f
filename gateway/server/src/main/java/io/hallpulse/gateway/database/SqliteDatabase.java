package io.hallpulse.gateway.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.hallpulse.runtime.disk.FileFault;
import io.hallpulse.runtime.disk.OwnerOnly;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/** A file in the gateway's folder. Which gateway writes to it is told by a lock on a file beside it. */
public final class SqliteDatabase implements Database {
    private static final int READERS = 4;
    private static final int BUSY_MILLIS = 2000;

    private static final String APPEND_ONLY = """
            create trigger TABLE_stays before update on TABLE begin
              select raise(abort, 'the TABLE is only added to');
            end;
            create trigger TABLE_keeps before delete on TABLE begin
              select raise(abort, 'the TABLE is only added to');
            end;
            """;

    private static final Logger LOG = LoggerFactory.getLogger(SqliteDatabase.class);

    private final DatabasePart part;
    private final Path folder;
    private @Nullable FileChannel lock;

    /** That of the halls. */
    public SqliteDatabase(Path folder) {
        this(DatabasePart.HALLS, folder);
    }

    public SqliteDatabase(DatabasePart part, Path folder) {
        this.part = part;
        this.folder = folder;
    }

    /** The file of the halls. */
    public static Path file(Path folder) {
        return folder.resolve(DatabasePart.HALLS.file());
    }

    /** Its file. */
    public Path file() {
        return folder.resolve(part.file());
    }

    @Override
    public DatabasePart part() {
        return part;
    }

    @Override
    public String schema() {
        return "";
    }

    /**
     * The database of a folder where one must be.
     *
     * @param otherwise what to say of it where none is, after "there is no database gateway.db"
     * @throws OperationFailed with one line, where there is none or this user may not read it
     */
    public static Path existing(Path folder, String otherwise) {
        Path file = file(folder);
        try {
            if (!FileFault.isDatabaseThere(file)) {
                throw new OperationFailed("there is no database " + file + otherwise);
            }
            return file;
        } catch (IOException e) {
            throw new OperationFailed(e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return file().toString();
    }

    @Override
    public HikariConfig writing() {
        HikariConfig pool = Database.pool("gateway-writer", 1);
        pool.setDataSource(source(SQLiteConfig.TransactionMode.IMMEDIATE));
        return pool;
    }

    @Override
    public HikariConfig reading() {
        HikariConfig pool = Database.pool("gateway-readers", READERS);
        pool.setDataSource(source(SQLiteConfig.TransactionMode.DEFERRED));
        return pool;
    }

    private DataSource source(SQLiteConfig.TransactionMode mode) {
        SQLiteConfig pragmas = new SQLiteConfig();
        pragmas.setJournalMode(SQLiteConfig.JournalMode.WAL);
        pragmas.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        pragmas.setBusyTimeout(BUSY_MILLIS);
        pragmas.enforceForeignKeys(true);
        pragmas.setTransactionMode(mode);
        pragmas.setOpenMode(SQLiteOpenMode.NOMUTEX); // the driver locks each connection itself
        SQLiteDataSource database = new SQLiteDataSource(pragmas);
        database.setUrl("jdbc:sqlite:" + file());
        return database;
    }

    @Override
    public DataSource migrating(HikariDataSource writing) {
        return writing;
    }

    @Override
    public Map<String, String> dialect() {
        return Database.dialect(
                Map.of("id", "integer primary key", "bytes", "blob", "without_rowid", " without rowid"), APPEND_ONLY);
    }

    @Override
    public void requireDurable(Connection connection) throws SQLException {
        String journal = pragma(connection, "journal_mode");
        int synchronous = Integer.parseInt(pragma(connection, "synchronous"));
        if (!journal.equals("wal") || synchronous < 2) {
            throw new SQLException("it is not safe against power loss: journal_mode " + journal + ", synchronous "
                    + synchronous + "; put data on a local disk");
        }
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("pragma " + name)) {
            return row.getString(1);
        }
    }

    @Override
    public void claim(Connection connection) throws SQLException {
        claim();
    }

    /** As {@link #claim(Connection)}; the lock is on a file and needs no connection. */
    public synchronized void claim() throws SQLException {
        if (lock == null) {
            lock = lock();
        }
    }

    private FileChannel lock() throws SQLException {
        try {
            FileChannel channel = OwnerOnly.channel(
                    folder.resolve(part.lockFile()), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean locked = false;
            try {
                locked = channel.tryLock() != null;
            } catch (OverlappingFileLockException e) {
                LOG.debug("Locked by this very process", e);
            } finally {
                if (!locked) {
                    channel.close();
                }
            }
            if (!locked) {
                throw new SQLException("another gateway writes to " + name() + "; stop that one first");
            }
            return channel;
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        FileChannel held = lock;
        lock = null;
        try {
            if (held != null) {
                held.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
