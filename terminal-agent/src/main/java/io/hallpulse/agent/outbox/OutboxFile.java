package io.hallpulse.agent.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.random.RandomGenerator;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The SQLite file: opened for writing, opened for reading, or set aside when it is corrupt. */
final class OutboxFile {
    private static final String NAME = "outbox.db";
    private static final int BUSY_MILLIS = 5000;
    private static final int WAL_LIMIT_BYTES = 4 << 20;
    private static final int PRIMARY_CODE = 0xFF;

    private final Path folder;
    private final Path file;

    OutboxFile(Path folder) {
        this.folder = folder;
        this.file = folder.resolve(NAME);
    }

    /** For the one writer: WAL, and every commit is on the card before it returns. */
    Connection openForWriting() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setJournalSizeLimit(WAL_LIMIT_BYTES);
        config.setBusyTimeout(BUSY_MILLIS);
        Connection connection = config.createConnection(url());
        try {
            OutboxSchema.migrate(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Beside a writer, in this process or another. */
    Connection openForReading() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_MILLIS);
        return config.createConnection(url());
    }

    boolean exists() {
        return Files.exists(file);
    }

    Path path() {
        return file;
    }

    /** Whether the file itself is broken, so that no retry helps. */
    static boolean isCorrupt(SQLException e) {
        if (!(e instanceof SQLiteException sqlite)) {
            return false;
        }
        int code = sqlite.getResultCode().code & PRIMARY_CODE;
        return code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    /**
     * Renames the closed file, its log and its index, so that a new one can begin and nothing is lost.
     *
     * @return the new name
     */
    Path setAside(String run, RandomGenerator random) throws IOException {
        Path bad;
        do {
            bad = folder.resolve("outbox-" + run + "-" + RunId.draw(random) + ".bad");
        } while (Files.exists(bad));
        for (String suffix : new String[] {"-wal", "-shm", ""}) {
            Path part = folder.resolve(NAME + suffix);
            if (Files.exists(part)) {
                Files.move(part, folder.resolve(bad.getFileName() + suffix));
            }
        }
        return bad;
    }

    private String url() {
        return "jdbc:sqlite:" + file;
    }
}
