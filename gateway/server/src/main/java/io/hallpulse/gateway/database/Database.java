package io.hallpulse.gateway.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** What one kind of database does in its own way; all else is a dialect that both understand. */
public sealed interface Database extends AutoCloseable permits SqliteDatabase, PostgresDatabase {
    /** Tables whose rows stay as they are. */
    List<String> APPEND_ONLY = List.of(
            "audit",
            "fact",
            "verification",
            "scorecard",
            "sheet",
            "seal",
            "matter_log",
            "effect",
            "points_given",
            "ballot",
            "receipt",
            "named_rating",
            "exclusion",
            "exclusion_round");

    DatabasePart part();

    /** The schema that its tables are in; empty where they are in that of the user, or there is none. */
    String schema();

    /** What it is called in errors: a file or an address, without a password. */
    String name();

    /** The connection that writes. */
    HikariConfig writing();

    /** Connections that read, none of which waits for the writer. */
    HikariConfig reading();

    /**
     * Where the tables are brought up to date.
     *
     * @param writing the pool of {@link #writing()}
     */
    DataSource migrating(HikariDataSource writing);

    /** What the migrations' placeholders stand for. */
    Map<String, String> dialect();

    /**
     * Looks whether what this connection commits stays.
     *
     * @throws SQLException where a power cut may take it, or the server is none that a gateway can use
     */
    void requireDurable(Connection connection) throws SQLException;

    /**
     * Makes sure that nobody else writes beside this connection, as long as it is open.
     *
     * @throws SQLException where another gateway does
     */
    void claim(Connection connection) throws SQLException;

    /**
     * A connection whose commits stay, and beside which nobody else writes.
     *
     * @param writing the pool of {@link #writing()}
     */
    default Connection claim(HikariDataSource writing) throws SQLException {
        Connection connection = writing.getConnection();
        boolean fit = false;
        try {
            requireDurable(connection);
            claim(connection);
            fit = true;
            return connection;
        } finally {
            if (!fit) {
                writing.evictConnection(connection);
            }
        }
    }

    @Override
    void close();

    /**
     * What the migrations' placeholders stand for.
     *
     * @param words of the database
     * @param appendOnly what keeps rows of TABLE from being changed or taken away
     */
    static Map<String, String> dialect(Map<String, String> words, String appendOnly) {
        Map<String, String> dialect = new HashMap<>(words);
        for (String table : APPEND_ONLY) {
            dialect.put("append_only_" + table, appendOnly.replace("TABLE", table));
        }
        return dialect;
    }

    /** What all pools have in common. */
    static HikariConfig pool(String name, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setMaxLifetime(0);
        config.setConnectionTimeout(5000);
        return config;
    }
}
