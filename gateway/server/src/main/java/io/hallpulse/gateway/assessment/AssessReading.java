package io.hallpulse.gateway.assessment;

import com.zaxxer.hikari.HikariDataSource;
import io.hallpulse.gateway.config.DatabaseConfig;
import io.hallpulse.gateway.database.Database;
import io.hallpulse.gateway.database.DatabaseFault;
import io.hallpulse.gateway.database.DatabasePart;
import io.hallpulse.gateway.database.OpenDatabase;
import io.hallpulse.gateway.database.Statements;
import io.hallpulse.gateway.store.AuditTable;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** What the database of assessments says, beside a running gateway or without one. It changes nothing. Any thread. */
public final class AssessReading implements AutoCloseable {
    private final HikariDataSource source;

    AssessReading(HikariDataSource source) {
        this.source = source;
    }

    /**
     * The one of the configuration.
     *
     * @throws IOException where the password cannot be read
     * @throws OperationFailed where there is none, or it does not answer, with one line
     */
    public static AssessReading open(Path folder, DatabaseConfig config) throws IOException {
        if (!OpenDatabase.isThere(DatabasePart.ASSESSMENTS, folder, config)) {
            throw new OperationFailed("there are no assessments yet; upload a scheme");
        }
        Database database = OpenDatabase.named(DatabasePart.ASSESSMENTS, folder, config);
        try {
            return new AssessReading(new HikariDataSource(database.reading()));
        } catch (RuntimeException e) {
            throw new OperationFailed(
                    "the database " + database.name() + " cannot be read: " + DatabaseFault.reason(e), e);
        }
    }

    /**
     * What all tables say at one moment.
     *
     * @throws OperationFailed where the database does not answer, with one line
     */
    <T> T read(AssessStore.Work<T> work) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            Statements statements = new Statements(connection);
            try {
                return work.on(AssessStore.Tables.of(statements));
            } finally {
                statements.rollBack();
            }
        } catch (SQLException e) {
            throw new OperationFailed("the assessments cannot be read: " + DatabaseFault.reason(e), e);
        }
    }

    /** What reads the record of changes. */
    @FunctionalInterface
    public interface RecordWork<T> {
        /** What it comes to. */
        T on(AuditTable audit) throws SQLException;
    }

    /**
     * What the record of changes says.
     *
     * @throws OperationFailed where the database does not answer, with one line
     */
    public <T> T ofRecord(RecordWork<T> work) {
        return read(tables -> work.on(tables.audit()));
    }

    @Override
    public void close() {
        source.close();
    }
}
