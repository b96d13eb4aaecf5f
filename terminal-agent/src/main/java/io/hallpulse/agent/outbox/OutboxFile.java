package io.hallpulse.agent.outbox;

import io.hallpulse.runtime.disk.FileFault;
import io.hallpulse.runtime.disk.OwnerOnly;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.jdbc4.JDBC4Connection;

/** The SQLite file: opened for writing, opened for reading, or set aside when it is corrupt. */
final class OutboxFile {
    private static final String NAME = "outbox.db";
    private static final int BUSY_MILLIS = 5000;
    private static final int WAL_LIMIT_BYTES = 4 << 20;
    private static final String[] BESIDE = {"-wal", "-shm"};
    private static final String BAD = ".bad";

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
        config.setGetGeneratedKeys(false); // the driver queries them after each insert, with a statement of its own
        config.setBusyTimeout(BUSY_MILLIS);
        makeForItsOwnerAlone();
        Connection connection = connect(config);
        try {
            OutboxSchema.migrate(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** SQLite gives its log and its index the same mode. */
    private void makeForItsOwnerAlone() throws SQLException {
        try {
            OwnerOnly.file(file);
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), e);
        }
    }

    /** Beside a writer, in this process or another. */
    Connection openForReading() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_MILLIS);
        return connect(config);
    }

    /** @throws IOException with one line, where this user may not know */
    boolean exists() throws IOException {
        return FileFault.isDatabaseThere(file);
    }

    /** Whether the file was cut down to nothing, which SQLite would take for a new one. */
    boolean isEmptied() {
        try {
            Path log = folder.resolve(NAME + BESIDE[0]);
            return Files.exists(log) && Files.size(log) > 0 && (!Files.exists(file) || Files.size(file) == 0);
        } catch (IOException e) {
            return false; // then it cannot be opened either, and that is reported
        }
    }

    /** Presses that were ever stored in this file, as far as a corrupt one can still be read. */
    long countStored() {
        try (Connection connection = openForReading();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(OutboxReader.STORED)) {
            return row.getLong(1);
        } catch (SQLException e) {
            return 0; // what is known besides has to do
        }
    }

    /** Whether the file itself is broken, so that no retry helps. */
    static boolean isCorrupt(SQLException e) {
        return e instanceof CorruptRow || is(e, SQLiteErrorCode.SQLITE_CORRUPT) || is(e, SQLiteErrorCode.SQLITE_NOTADB);
    }

    static boolean is(SQLException e, SQLiteErrorCode code) {
        return e instanceof SQLiteException && e.getErrorCode() == code.code;
    }

    /**
     * Renames the closed file, its log and its index, never onto something that is there, so that a new one can begin and nothing is
     * lost. The file goes last: a start that was cut short before it is finished by {@link #finishSettingAside}.
     *
     * @return the new name
     */
    Path setAside(String run, RandomGenerator random) throws IOException {
        Path bad;
        do {
            bad = folder.resolve("outbox-" + run + "-" + RunId.draw(random) + BAD);
        } while (Files.exists(bad) || Files.exists(beside(bad, 0)) || Files.exists(beside(bad, 1)));
        for (int i = 0; i < BESIDE.length; i++) {
            move(folder.resolve(NAME + BESIDE[i]), beside(bad, i));
        }
        move(file, bad);
        return bad;
    }

    /**
     * A file whose log was set aside already is set aside too: without its log it would only seem whole.
     *
     * @return whether there was one
     */
    boolean finishSettingAside() throws IOException {
        boolean found = false;
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder, "outbox-*" + BAD + BESIDE[0])) {
            for (Path log : logs) {
                String name = log.getFileName().toString();
                Path bad = folder.resolve(name.substring(0, name.length() - BESIDE[0].length()));
                if (!Files.exists(bad) && Files.exists(file)) {
                    Files.move(file, bad);
                    found = true;
                }
            }
        }
        return found;
    }

    /** The newest file that was set aside and is still here. */
    Optional<Path> newestBad() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "outbox-*" + BAD)) {
            Path newest = null;
            for (Path bad : files) {
                if (newest == null || Files.getLastModifiedTime(bad).compareTo(Files.getLastModifiedTime(newest)) > 0) {
                    newest = bad;
                }
            }
            return Optional.ofNullable(newest);
        }
    }

    private static Path beside(Path bad, int which) {
        return bad.resolveSibling(bad.getFileName() + BESIDE[which]);
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to);
        }
    }

    /** Straight, not by way of JDBC's list of drivers, which makes classes at run time that a small terminal would keep. */
    private Connection connect(SQLiteConfig config) throws SQLException {
        return new JDBC4Connection("jdbc:sqlite:" + file, file.toString(), config.toProperties());
    }
}
