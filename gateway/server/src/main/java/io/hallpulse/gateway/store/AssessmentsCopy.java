package io.hallpulse.gateway.store;

import io.hallpulse.gateway.database.DatabasePart;
import io.hallpulse.runtime.disk.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The database of assessments inside a backup of that of the halls: a table of pieces, so that neither side holds all of it in memory. */
final class AssessmentsCopy {
    private static final int PIECE = 1 << 20;

    private AssessmentsCopy() {}

    /** Where it is in a folder. */
    static Path file(Path folder) {
        return folder.resolve(DatabasePart.ASSESSMENTS.file());
    }

    /**
     * Puts a consistent copy of a folder's one into a backup; nothing, where there is none.
     *
     * @param part a file that may be made meanwhile, and is deleted
     */
    static void pack(Connection backup, Path folder, Path part) throws SQLException, IOException {
        Path database = file(folder);
        if (!Files.exists(database)) {
            return;
        }
        Files.deleteIfExists(part);
        OwnerOnly.file(part);
        try {
            DatabaseCopy.vacuum(database, part);
            backup.setAutoCommit(false);
            try (Statement make = backup.createStatement()) {
                make.execute("create table kept_assessments (n integer primary key, content blob not null)");
            }
            try (InputStream in = Files.newInputStream(part);
                    PreparedStatement insert =
                            backup.prepareStatement("insert into kept_assessments (content) values (?)")) {
                for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
                    insert.setBytes(1, piece);
                    insert.executeUpdate();
                }
            }
            backup.commit();
            backup.setAutoCommit(true);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Takes it out of a backup.
     *
     * @param to where it is written, must not exist
     * @return whether there was one
     */
    static boolean unpack(Connection backup, Path to) throws SQLException, IOException {
        try (Statement statement = backup.createStatement()) {
            try (ResultSet row =
                    statement.executeQuery("select name from sqlite_master where name = 'kept_assessments'")) {
                if (!row.next()) {
                    return false;
                }
            }
            try (ResultSet row = statement.executeQuery("select content from kept_assessments order by n");
                    OutputStream out = Channels.newOutputStream(
                            OwnerOnly.channel(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
                while (row.next()) {
                    out.write(row.getBytes(1));
                }
            }
            statement.execute("drop table kept_assessments");
        }
        DatabaseCopy.requireWhole(to, "round");
        return true;
    }
}
