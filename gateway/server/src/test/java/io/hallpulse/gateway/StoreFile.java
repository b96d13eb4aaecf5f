package io.hallpulse.gateway;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The tables as anyone with the database's own shell would see them. */
public final class StoreFile implements AutoCloseable {
    private final Connection connection;
    private final boolean embedded;

    StoreFile(TestDatabase database) throws SQLException {
        connection = database.connect();
        embedded = database.isEmbedded();
    }

    /** Keeps everybody else from writing until {@link #letWrite}. */
    public void letNobodyWrite() throws SQLException {
        execute(embedded ? "begin immediate" : "begin; lock table press in exclusive mode");
    }

    public void letWrite() throws SQLException {
        execute("rollback");
    }

    /** Has the database refuse presses of that seq, naming "poison". */
    public void poison(long seq) throws SQLException {
        execute(
                embedded
                        ? "create trigger poison before insert on press when new.seq = " + seq
                                + " begin select raise(abort, 'poison'); end"
                        : "alter table press add constraint poison check (seq <> " + seq + ")");
    }

    public void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Each row as its columns with blanks between. */
    public List<String> rows(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setObject(i + 1, parameters[i]);
            }
            List<String> rows = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                int columns = row.getMetaData().getColumnCount();
                while (row.next()) {
                    List<String> cells = new ArrayList<>();
                    for (int column = 1; column <= columns; column++) {
                        cells.add(String.valueOf(row.getString(column)));
                    }
                    rows.add(String.join(" ", cells));
                }
            }
            return rows;
        }
    }

    /** The bytes of the first column of each row, as text. */
    public List<String> texts(String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(new String(row.getBytes(1), StandardCharsets.UTF_8));
            }
            return texts;
        }
    }

    /** Seq and state of each press of a run. */
    public List<String> states(String run) throws SQLException {
        return rows(
                "select p.seq, s.word from press p join press_state s on s.code = p.state join run r on r.id = p.run_id"
                        + " where r.run = ? order by p.seq",
                run);
    }

    /** Level and count of each tally of a window that is not zero. */
    public List<String> tallies(String window) throws SQLException {
        return rows(
                "select level, sum(n) from tally where window_id = ? group by level having sum(n) <> 0 order by level desc",
                window);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
