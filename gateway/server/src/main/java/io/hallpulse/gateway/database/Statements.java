package io.hallpulse.gateway.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The writer's connection with its statements, each prepared once. The writer's thread alone. */
public final class Statements {
    private static final Logger LOG = LoggerFactory.getLogger(Statements.class);

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    public Statements(Connection connection) {
        this.connection = connection;
    }

    public Connection connection() {
        return connection;
    }

    /** The statement of that text with its parameters set; null is SQL's null. */
    public PreparedStatement with(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /** The number that a query answers with; 0 where it has no row. */
    public long number(String sql, @Nullable Object... parameters) throws SQLException {
        try (ResultSet row = with(sql, parameters).executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Undoes what is open. A connection that cannot even do that is gone, and what was open with it. */
    public void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debug("The connection is gone: {}", e.getMessage());
        }
    }

    /**
     * Undoes what the transaction has done, and forgets all statements: one that was broken off may hold rows, or a batch that was never
     * sent. For a job that finds out by itself that nothing is to be changed; what breaks by the database is never gone on with.
     *
     * @throws SQLException where the connection is not as it was before the transaction
     */
    public void undo() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
        prepared.clear();
        connection.rollback();
    }

    /**
     * Gives the connection to its pool, which closes it after those that read: of two connections to a file that close at the same time
     * each takes the other for the last one, and none clears the write-ahead log away.
     */
    void handBack() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("The connection is gone: {}", e.getMessage());
        }
    }

    public static void setLong(PreparedStatement statement, int index, @Nullable Long value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, value);
        }
    }
}
