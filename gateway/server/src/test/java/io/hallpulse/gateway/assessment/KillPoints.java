package io.hallpulse.gateway.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.gateway.database.OpenDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/** Breaks a command off wherever it can be, and asks for it again: neither half done nor done twice. */
final class KillPoints {
    private KillPoints() {}

    /** A command, done once: broken off at each of its statements, before its commit and after it, and then asked for again. */
    static void each(String name, FailingConnections connections, OpenDatabase database, Callable<?> command)
            throws Exception {
        List<String> before = rows(database);
        for (int point = 1; ; point++) {
            connections.breakAt(point, false);
            assertThatThrownBy(command::call).as(name + " at " + point).isInstanceOf(Exception.class);
            assertThat(connections.hasBroken()).as(name + " at " + point).isTrue();
            assertThat(rows(database)).as(name + " broken off at " + point).isEqualTo(before);
            if (connections.hasBrokenAtCommit()) {
                connections.breakAt(point, true);
                assertThatThrownBy(command::call).as(name + " after its commit").isInstanceOf(Exception.class);
                break;
            }
        }
        connections.heal();
        List<String> done = rows(database);
        assertThat(done).as(name + " is done").isNotEqualTo(before);
        try {
            command.call();
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(AssessRefused.class);
        }
        assertThat(rows(database)).as(name + " is done once").isEqualTo(done);
    }

    /** All rows of all tables but Flyway's own. */
    static List<String> rows(OpenDatabase database) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.reading().getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : tables(connection)) {
                try (ResultSet row = statement.executeQuery("select * from " + table)) {
                    while (row.next()) {
                        StringBuilder cells = new StringBuilder(table);
                        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            cells.append('\t').append(row.getString(i));
                        }
                        rows.add(cells.toString());
                    }
                }
            }
        }
        Collections.sort(rows);
        return rows;
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet table = connection
                .getMetaData()
                .getTables(connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE"})) {
            while (table.next()) {
                String name = table.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
                if (!name.startsWith("flyway") && !name.startsWith("sqlite")) {
                    tables.add(name);
                }
            }
        }
        assertThat(tables).contains("round", "fact", "audit");
        return tables;
    }
}
