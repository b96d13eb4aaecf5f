package io.hallpulse.gateway.store;

import io.hallpulse.runtime.disk.OwnerOnly;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The files of a gateway's folder without which its database is of no use to terminals: the site CA. A backup holds them in a table. */
final class KeptFiles {
    private static final List<String> NAMES = List.of("ca/ca.pem", "ca/ca.key");

    private KeptFiles() {}

    /** Puts those of a folder into a copy of its database. */
    static void pack(Connection copy, Path folder) throws SQLException, IOException {
        try (Statement make = copy.createStatement()) {
            make.execute("create table kept_file (name text primary key, content blob not null)");
        }
        try (PreparedStatement insert = copy.prepareStatement("insert into kept_file (name, content) values (?, ?)")) {
            for (String name : NAMES) {
                Path file = folder.resolve(name);
                if (Files.exists(file)) {
                    insert.setString(1, name);
                    insert.setBytes(2, Files.readAllBytes(file));
                    insert.executeUpdate();
                }
            }
        }
    }

    /** Takes them out of a backup; none, where it is one of before there were any. */
    static Map<String, byte[]> unpack(Connection backup) throws SQLException {
        Map<String, byte[]> found = new LinkedHashMap<>();
        try (Statement statement = backup.createStatement()) {
            try (ResultSet row = statement.executeQuery("select name from sqlite_master where name = 'kept_file'")) {
                if (!row.next()) {
                    return found;
                }
            }
            try (ResultSet row = statement.executeQuery("select name, content from kept_file")) {
                while (row.next()) {
                    if (NAMES.contains(row.getString(1))) {
                        found.put(row.getString(1), row.getBytes(2));
                    }
                }
            }
            statement.execute("drop table kept_file");
        }
        return found;
    }

    /**
     * Refuses where others are there already.
     *
     * @param replace whether those are to be set aside instead
     */
    static void requireRoom(Path folder, Map<String, byte[]> files, boolean replace) throws IOException {
        for (Map.Entry<String, byte[]> kept : files.entrySet()) {
            Path file = folder.resolve(kept.getKey());
            if (!replace && Files.exists(file) && !Arrays.equals(Files.readAllBytes(file), kept.getValue())) {
                throw new OperationFailed(file + " is of another site CA; --replace sets it aside");
            }
        }
    }

    /** Puts them into a folder. Others that are there are set aside, never deleted. */
    static void write(Path folder, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> kept : files.entrySet()) {
            Path file = folder.resolve(kept.getKey());
            OwnerOnly.folder(Objects.requireNonNull(file.getParent()));
            if (Files.exists(file)) {
                if (Arrays.equals(Files.readAllBytes(file), kept.getValue())) {
                    continue;
                }
                int number = 1;
                while (Files.exists(aside(file, number))) {
                    number++;
                }
                Files.move(file, aside(file, number), StandardCopyOption.ATOMIC_MOVE);
            }
            Path written = file.resolveSibling(file.getFileName() + ".restoring");
            Files.deleteIfExists(written);
            try (FileChannel channel =
                    OwnerOnly.channel(written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(kept.getValue());
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Path aside(Path file, int number) {
        return file.resolveSibling(file.getFileName() + ".replaced-" + number);
    }
}
