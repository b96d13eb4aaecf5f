package io.hallpulse.gateway.store;

import io.hallpulse.gateway.config.DatabaseConfig;
import io.hallpulse.gateway.database.DatabaseFault;
import io.hallpulse.gateway.database.SqliteDatabase;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.runtime.disk.FileFault;
import io.hallpulse.runtime.disk.OwnerOnly;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The embedded databases, that of the assessments too, and the site CA as one file, taken while a gateway runs, and put back while none does. What a backup lacks the terminals send
 * again, since the gateway that begins on it acknowledges less than before.
 */
public final class DatabaseCopy {
    /** A table that only that of the halls has. */
    private static final String HALLS = "received_range";

    private DatabaseCopy() {}

    /**
     * Writes a consistent copy, also beside a running gateway. It is whole or not there.
     *
     * @throws IOException where it cannot be written
     * @throws OperationFailed with one line that says what is in the way
     */
    public static void backup(Path folder, DatabaseConfig config, Path target) throws IOException {
        requireEmbedded(config, "pg_dump");
        Path database = SqliteDatabase.existing(folder, "; is data the gateway's folder?");
        if (Files.exists(target)) {
            throw new OperationFailed(target + " exists; name a file that does not");
        }
        FileFault.requireWritable(parent(target));
        Path part = target.resolveSibling(target.getFileName() + ".part");
        Files.deleteIfExists(part);
        OwnerOnly.file(part); // SQLite copies into an empty file too
        try {
            vacuum(database, part);
            try (Connection connection = connect(part)) {
                KeptFiles.pack(connection, folder);
                AssessmentsCopy.pack(connection, folder, target.resolveSibling(target.getFileName() + ".assess.part"));
            }
            requireWhole(part, HALLS);
            force(part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            force(parent(target));
        } catch (SQLException e) {
            throw new OperationFailed(database + " was not copied: " + DatabaseFault.reason(e), e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Makes a backup the database of a folder. No gateway may run on it.
     *
     * @param replace whether a database that is there is set aside, never deleted
     * @return where that was put
     * @throws IOException where it cannot be written
     * @throws OperationFailed with one line that says what is in the way; nothing is changed then
     */
    public static Optional<Path> restore(Path folder, DatabaseConfig config, Path backup, boolean replace)
            throws IOException {
        requireEmbedded(config, "pg_restore");
        FileFault.requireReadable(backup);
        OwnerOnly.folder(folder);
        Path database = SqliteDatabase.file(folder);
        Path copy = folder.resolve("gateway.db.restoring");
        Path assessments = AssessmentsCopy.file(folder);
        Path assessmentsCopy = folder.resolve(assessments.getFileName() + ".restoring");
        SqliteDatabase claimed = new SqliteDatabase(folder);
        try {
            claimed.claim();
            for (Path there : List.of(database, assessments)) {
                if (Files.exists(there) && !replace) {
                    throw new OperationFailed(there + " exists; --replace sets it aside");
                }
            }
            Files.deleteIfExists(copy);
            Files.deleteIfExists(assessmentsCopy);
            try (OutputStream out = Channels.newOutputStream(
                    OwnerOnly.channel(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
                Files.copy(backup, out);
            }
            requireWhole(copy, HALLS);
            Map<String, byte[]> files;
            boolean assessed;
            try (Connection connection = connect(copy)) {
                files = KeptFiles.unpack(connection);
                assessed = AssessmentsCopy.unpack(connection, assessmentsCopy);
            }
            KeptFiles.requireRoom(folder, files, replace);
            force(copy);
            KeptFiles.write(folder, files);
            if (Files.exists(assessments)) {
                setAside(assessments);
            }
            if (assessed) {
                force(assessmentsCopy);
                Files.move(assessmentsCopy, assessments, StandardCopyOption.ATOMIC_MOVE);
            }
            Optional<Path> aside = Files.exists(database) ? Optional.of(setAside(database)) : Optional.empty();
            Files.move(copy, database, StandardCopyOption.ATOMIC_MOVE);
            force(folder);
            return aside;
        } catch (SQLException e) {
            throw new OperationFailed(DatabaseFault.reason(e), e);
        } finally {
            Files.deleteIfExists(copy);
            Files.deleteIfExists(assessmentsCopy);
            claimed.close();
        }
    }

    private static void requireEmbedded(DatabaseConfig config, String tool) {
        if (config.url() != null) {
            throw new OperationFailed("the database is one of PostgreSQL; use " + tool + ", also while the gateway "
                    + (tool.equals("pg_dump") ? "runs" : "is stopped"));
        }
    }

    /** What its log holds belongs to it. */
    private static Path setAside(Path database) throws IOException {
        int number = 1;
        while (Files.exists(database.resolveSibling(database.getFileName() + ".replaced-" + number))) {
            number++;
        }
        Path aside = database.resolveSibling(database.getFileName() + ".replaced-" + number);
        for (String suffix : new String[] {"-wal", "-shm", ""}) {
            Path part = database.resolveSibling(database.getFileName() + suffix);
            if (Files.exists(part)) {
                Files.move(part, aside.resolveSibling(aside.getFileName() + suffix), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return aside;
    }

    /** A consistent copy of a database into an empty file. */
    static void vacuum(Path database, Path to) throws SQLException {
        try (Connection connection = connect(database);
                PreparedStatement copy = connection.prepareStatement("vacuum into ?")) {
            copy.setString(1, to.toString());
            copy.execute();
        }
    }

    /** @param table that it must have */
    static void requireWhole(Path file, String table) {
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("pragma quick_check")) {
                String found = row.next() ? row.getString(1) : "nothing";
                if (!found.equals("ok")) {
                    throw new OperationFailed("the copy is damaged: " + Fault.oneLine(new SQLException(found)));
                }
            }
            statement.executeQuery("select count(*) from " + table).close();
        } catch (SQLException e) {
            throw new OperationFailed("the file is no database of a gateway: " + DatabaseFault.reason(e), e);
        }
    }

    private static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=10000");
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
