package io.hallpulse.gateway.database;

import com.zaxxer.hikari.HikariDataSource;
import io.hallpulse.gateway.config.DatabaseConfig;
import io.hallpulse.runtime.disk.OwnerOnly;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * A database whose tables are up to date: one connection that writes, a few that read and never wait for it. Any thread.
 *
 * @param writing the pool of the one connection that writes
 * @param reading the pool of those that read
 */
public record OpenDatabase(Database database, HikariDataSource writing, HikariDataSource reading)
        implements AutoCloseable {
    /**
     * Opens, and if need be creates, one of the databases that the configuration names: PostgreSQL, or else a file in a folder.
     *
     * @throws IOException where the password cannot be read
     * @throws UncheckedIOException where the folder cannot be made
     * @throws OperationFailed where it cannot be opened, is not safe against power loss, or is newer than this program
     */
    public static OpenDatabase open(DatabasePart part, Path folder, DatabaseConfig config) throws IOException {
        Database database = named(part, folder, config);
        if (database instanceof SqliteDatabase file) {
            try {
                OwnerOnly.folder(folder);
                OwnerOnly.file(file.file());
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }
        return open(part, database);
    }

    /**
     * One of the databases that the configuration names; nothing is opened.
     *
     * @throws IOException where the password cannot be read
     */
    public static Database named(DatabasePart part, Path folder, DatabaseConfig config) throws IOException {
        String url = config.url();
        return url == null
                ? new SqliteDatabase(part, folder)
                : new PostgresDatabase(part, url, config.user(), config.password());
    }

    /**
     * Whether a database was made already; of one on a server, its schema.
     *
     * @throws IOException where the password cannot be read
     * @throws OperationFailed where a server does not answer, with one line
     */
    public static boolean isThere(DatabasePart part, Path folder, DatabaseConfig config) throws IOException {
        Database database = named(part, folder, config);
        if (database instanceof SqliteDatabase file) {
            return Files.exists(file.file());
        }
        try (HikariDataSource reading = new HikariDataSource(database.reading());
                Connection connection = reading.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select 1 from information_schema.schemata where schema_name = ?")) {
            query.setString(1, database.schema());
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        } catch (SQLException | RuntimeException e) {
            throw new OperationFailed(
                    "the database " + database.name() + " cannot be read: " + DatabaseFault.reason(e), e);
        }
    }

    private static OpenDatabase open(DatabasePart part, Database database) {
        HikariDataSource writing = null;
        try {
            writing = new HikariDataSource(database.writing());
            try (Connection connection = writing.getConnection()) {
                database.requireDurable(connection);
            }
            FluentConfiguration flyway = Flyway.configure()
                    .dataSource(database.migrating(writing))
                    .locations(part.migrations())
                    .placeholders(database.dialect())
                    .loggers("slf4j");
            (database.schema().isEmpty() ? flyway : flyway.schemas(database.schema()))
                    .load()
                    .migrate();
            return new OpenDatabase(database, writing, new HikariDataSource(database.reading()));
        } catch (SQLException | RuntimeException e) {
            if (writing != null) {
                writing.close();
            }
            throw new OperationFailed(
                    "the database " + database.name() + " cannot be used: " + DatabaseFault.reason(e), e);
        }
    }

    @Override
    public void close() {
        reading.close();
        writing.close();
        database.close();
    }
}
