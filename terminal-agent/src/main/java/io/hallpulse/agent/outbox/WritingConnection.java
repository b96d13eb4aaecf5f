package io.hallpulse.agent.outbox;

import io.hallpulse.contract.message.Press;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one connection that writes the outbox, and the insert that is prepared on it. For the writer's thread. */
final class WritingConnection implements AutoCloseable {
    private final OutboxFile file;
    private final Backlog backlog;
    private final OutboxFaults faults;
    private @Nullable Connection connection;
    private @Nullable PreparedStatement insert;

    WritingConnection(OutboxFile file, Backlog backlog, OutboxFaults faults) {
        this.file = file;
        this.backlog = backlog;
        this.faults = faults;
    }

    /** Opens the file, or opens it again. */
    Connection open() throws SQLException {
        close();
        Connection open = file.openForWriting();
        connection = open;
        insert = open.prepareStatement(PressRow.INSERT);
        backlog.fileOpened();
        return open;
    }

    boolean isOpen() {
        return connection != null;
    }

    Connection get() throws SQLException {
        if (connection == null) {
            throw notOpen();
        }
        return connection;
    }

    private static SQLException notOpen() {
        return new SQLException("the file is not open");
    }

    /** Inserts presses of a run whose row is there, in the connection's transaction or, without one, each in its own. */
    void insert(long runId, List<Press> presses) throws SQLException {
        if (connection == null || insert == null) {
            throw notOpen();
        }
        OutboxTables.insertPresses(insert, runId, presses);
    }

    void rollBack() {
        try {
            Connection open = get();
            open.rollback();
            open.setAutoCommit(true);
        } catch (SQLException e) {
            close();
        }
    }

    /** Closes the file, and so rolls back what was not committed. */
    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                faults.notClosed(e);
            }
        }
    }
}
