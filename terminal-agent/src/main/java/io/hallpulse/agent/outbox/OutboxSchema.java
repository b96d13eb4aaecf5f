package io.hallpulse.agent.outbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The outbox's tables, versioned by {@code PRAGMA user_version}: script n leads from version n to n + 1, and is never edited afterwards. */
final class OutboxSchema {
    private static final List<List<String>> SCRIPTS = List.of(
            List.of("""
            CREATE TABLE boot (
              boot TEXT PRIMARY KEY,
              anchor_mono INTEGER NOT NULL,
              anchor_wall INTEGER NOT NULL
            ) WITHOUT ROWID""", """
            CREATE TABLE run (
              id INTEGER PRIMARY KEY,
              run TEXT NOT NULL UNIQUE,
              boot TEXT NOT NULL,
              next INTEGER NOT NULL
            )""", """
            CREATE TABLE press (
              run_id INTEGER NOT NULL,
              seq INTEGER NOT NULL,
              window TEXT NOT NULL,
              input TEXT NOT NULL,
              key TEXT NOT NULL,
              level INTEGER,
              at INTEGER NOT NULL,
              mono INTEGER NOT NULL,
              synced INTEGER NOT NULL,
              kind TEXT NOT NULL,
              flags TEXT NOT NULL,
              session TEXT,
              case_number TEXT,
              staff TEXT,
              supersedes INTEGER,
              PRIMARY KEY (run_id, seq)
            ) WITHOUT ROWID""", """
            CREATE TABLE session (
              window TEXT PRIMARY KEY,
              session TEXT,
              case_number TEXT,
              staff TEXT,
              opened INTEGER NOT NULL
            ) WITHOUT ROWID"""),
            List.of("CREATE INDEX run_boot ON run (boot)"),
            List.of(
                    // a press is one row and nothing else: how far a run went is noted when its rows are deleted
                    "ALTER TABLE run RENAME COLUMN next TO next_at_least"),
            List.of(
                    "ALTER TABLE session ADD COLUMN boot TEXT NOT NULL DEFAULT ''",
                    "ALTER TABLE session ADD COLUMN rated INTEGER NOT NULL DEFAULT 0",
                    """
            CREATE TABLE duty (
              window TEXT PRIMARY KEY,
              staff TEXT NOT NULL,
              boot TEXT NOT NULL
            ) WITHOUT ROWID"""),
            List.of("ALTER TABLE press ADD COLUMN rates INTEGER", "ALTER TABLE press ADD COLUMN reasons TEXT"));

    /** What this agent writes. */
    static final int VERSION = SCRIPTS.size();

    private OutboxSchema() {}

    /**
     * Brings a file up to this version.
     *
     * @throws NewerOutbox where a newer agent wrote it
     */
    static void migrate(Connection connection) throws SQLException {
        int version = version(connection);
        if (version < 0) {
            throw new CorruptRow(new IllegalArgumentException("version " + version));
        }
        if (version > VERSION) {
            throw new NewerOutbox(version, VERSION);
        }
        for (; version < VERSION; version++) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (String sql : SCRIPTS.get(version)) {
                    statement.executeUpdate(sql);
                }
                statement.executeUpdate("PRAGMA user_version = " + (version + 1));
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.getInt(1);
        }
    }

    /** The outbox is of a newer agent. */
    static final class NewerOutbox extends SQLException {
        private static final long serialVersionUID = 1L;

        NewerOutbox(int found, int known) {
            super("the outbox is of version " + found + ", this agent knows " + known
                    + "; install the newer agent again");
        }
    }
}
