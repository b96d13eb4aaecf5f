package io.hallpulse.gateway.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.hallpulse.gateway.database.OpenDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Breaks a command off wherever it can be, and asks for it again: neither half done nor done twice. */
final class KillPoints {
    private static final Duration BOUND = Duration.ofSeconds(30);

    private KillPoints() {}

    /** A command, done once: broken off at each of its statements, before its commit and after it, and then asked for again. */
    static void each(String name, FailingConnections connections, OpenDatabase database, Callable<?> command)
            throws Exception {
        List<String> before = rows(database);
        for (int point = 1; ; point++) {
            breakAt(name + " at " + point, connections, point, false, command);
            assertThat(rows(database)).as(name + " broken off at " + point).isEqualTo(before);
            if (connections.hasBrokenAtCommit()) {
                breakAt(name + " after its commit", connections, point, true, command);
                break;
            }
        }
        connections.heal();
        List<String> done = rows(database);
        assertThat(done).as(name + " is done").isNotEqualTo(before);
        AtomicReference<@Nullable Throwable> answer = new AtomicReference<>();
        await().pollInSameThread().pollDelay(Duration.ZERO).atMost(BOUND).until(() -> {
            answer.set(catchThrowable(command::call));
            return !isHeld(answer.get());
        });
        Throwable refusal = answer.get();
        if (refusal instanceof ExecutionException) {
            assertThat(refusal.getCause()).isInstanceOf(AssessRefused.class);
        } else {
            assertThat(refusal).as(name).isNull();
        }
        assertThat(rows(database)).as(name + " is done once").isEqualTo(done);
    }

    private static void breakAt(
            String name, FailingConnections connections, int point, boolean afterCommit, Callable<?> command) {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        await(name).pollInSameThread().pollDelay(Duration.ZERO).atMost(BOUND).until(() -> {
            connections.breakAt(point, afterCommit);
            failure.set(catchThrowable(command::call));
            return !isHeld(failure.get());
        });
        assertThat(failure.get()).as(name).isInstanceOf(Exception.class);
        assertThat(connections.hasBroken()).as(name).isTrue();
    }

    /** Whether the connection that broke before holds the database still: a server takes a moment to see that it is gone. */
    private static boolean isHeld(@Nullable Throwable failure) {
        return failure != null
                && failure.getCause() instanceof SQLException fault
                && String.valueOf(fault.getMessage()).startsWith("another gateway writes");
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
