package io.hallpulse.gateway.store;

import io.hallpulse.gateway.config.DatabaseConfig;
import io.hallpulse.gateway.database.DatabaseFault;
import io.hallpulse.gateway.database.DatabasePart;
import io.hallpulse.gateway.database.OpenDatabase;
import io.hallpulse.gateway.database.SqliteDatabase;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies all that an embedded database keeps into an empty one of PostgreSQL, in one transaction and a bounded part of memory. The
 * embedded one stays as it is. Nobody else may write to either meanwhile.
 */
public final class DatabaseMove {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseMove.class);
    private static final int ROWS_AT_ONCE = 1000;
    /** Every table but that of the states' words, which comes with the tables; those that are referred to come first. */
    private static final List<String> TABLES = List.of(
            "setting",
            "hall_version",
            "directory_import",
            "directory_version",
            "audit",
            "person",
            "certificate",
            "terminal",
            "boot",
            "run",
            "received_range",
            "press",
            "invalid_press",
            "conflict",
            "tally",
            "held_back",
            "published_day",
            "invitation",
            "enrolment_request",
            "terminal_config",
            "channel_rating",
            "duty",
            "window_pause",
            "upstream",
            "ticket_count",
            "rule_set",
            "rule_hit",
            "rule_tally",
            "rule_share",
            "opening_version",
            "alarm",
            "alarm_note",
            "alarm_delivery",
            "dead_letter");

    /** What must read the same in both once all is copied. */
    private static final List<String> COMPARED = List.of(
            "select hall, window_id, level, count(*), sum(n), sum(late) from tally group by hall, window_id, level",
            "select state, count(*), sum(seq), sum(level) from press group by state",
            "select sum(to_seq - from_seq + 1) from received_range",
            "select channel, level, count(*) from channel_rating group by channel, level",
            "select name, value from setting",
            "select n, hash from audit order by n desc limit 1");

    /** The tables of the assessments, in an order in which a row comes after those that it refers to. */
    static final List<String> ASSESSMENT_TABLES = List.of(
            "scheme",
            "round",
            "signature",
            "subject",
            "post",
            "batch",
            "fact",
            "verification",
            "scorecard",
            "visit_draw",
            "visit",
            "photo",
            "severity",
            "publication",
            "sheet",
            "seal",
            "matter",
            "matter_log",
            "named_rating",
            "exclusion",
            "exclusion_round",
            "effect",
            "points_given",
            "envelope",
            "receipt",
            "ballot",
            "tip",
            "ballot_burst",
            "paper_issue",
            "paper_batch",
            "paper_sheet",
            "paper_struck",
            "paper_serial",
            "contact",
            "call_back",
            "bad_rating",
            "bad_rating_day",
            "bad_rating_week",
            "audit");

    private static final List<String> ASSESSMENTS_COMPARED = List.of(
            "select scheme, period, state, subjects_digest, cards_digest from round",
            "select round_id, source, count(*), sum(n) from fact group by round_id, source",
            "select digest, signature, public_key from seal",
            "select number, n, level, day, pressed from named_rating",
            "select round_id, digest, fact, place from photo",
            "select round_id, source, subject, n, inspector, fact from visit",
            "select n, hash from audit order by n desc limit 1");

    private final Connection from;
    private final Connection to;
    private final List<String> tables;
    private final List<String> compared;

    private DatabaseMove(Connection from, Connection to, List<String> tables, List<String> compared) {
        this.from = from;
        this.to = to;
        this.tables = tables;
        this.compared = compared;
    }

    /**
     * Moves the embedded database of a folder. Where it fails, nothing is in the other one.
     *
     * @return how many rows there are now
     * @throws IOException where the password cannot be read
     * @throws OperationFailed where there is nothing to move, the other one is not empty, a gateway runs on one of them, one
     *     fails, or they differ in the end; with one line that says which
     */
    public static long run(Path folder, DatabaseConfig target) throws IOException {
        SqliteDatabase.existing(folder, " to move");
        try (Store embedded = Store.open(folder);
                Store other = Store.open(folder, target);
                Connection from = embedded.claim();
                Connection to = other.claim()) {
            from.setAutoCommit(false);
            to.setAutoCommit(false);
            long rows = new DatabaseMove(from, to, TABLES, COMPARED).move();
            rows += assessments(folder, target);
            to.commit();
            return rows;
        } catch (SQLException e) {
            throw new OperationFailed("nothing was moved: " + DatabaseFault.reason(e), e);
        }
    }

    /** They go first: where they fail, nothing of the halls is there either. */
    private static long assessments(Path folder, DatabaseConfig target) throws IOException, SQLException {
        if (!Files.exists(AssessmentsCopy.file(folder))) {
            return 0;
        }
        DatabaseConfig embedded = new DatabaseConfig(null, null, null);
        try (OpenDatabase source = OpenDatabase.open(DatabasePart.ASSESSMENTS, folder, embedded);
                OpenDatabase other = OpenDatabase.open(DatabasePart.ASSESSMENTS, folder, target);
                Connection from = source.database().claim(source.writing());
                Connection to = other.database().claim(other.writing())) {
            from.setAutoCommit(false);
            to.setAutoCommit(false);
            long rows = new DatabaseMove(from, to, ASSESSMENT_TABLES, ASSESSMENTS_COMPARED).move();
            to.commit();
            return rows;
        }
    }

    private long move() throws SQLException {
        requireEmpty();
        long rows = 0;
        for (String table : tables) {
            long copied = copy(table);
            LOG.info("{}: {} rows", table, copied);
            rows += copied;
        }
        for (String table : tables) {
            compare("select count(*) from " + table);
        }
        for (String query : compared) {
            compare(query);
        }
        return rows;
    }

    private void requireEmpty() throws SQLException {
        for (String table : tables) {
            if (!rows(to, "select 1 from " + table + " limit 1").isEmpty()) {
                throw new SQLException("the other database is not empty, table " + table
                        + " has rows; name one that no gateway used before");
            }
        }
    }

    private long copy(String table) throws SQLException {
        try (Statement shape = to.createStatement();
                ResultSet none = shape.executeQuery("select * from " + table + " where false")) {
            ResultSetMetaData columns = none.getMetaData();
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                names.add(columns.getColumnName(i));
            }
            String list = String.join(", ", names);
            String marks = String.join(", ", Collections.nCopies(names.size(), "?"));
            long copied;
            try (Statement query = from.createStatement();
                    ResultSet row = query.executeQuery("select " + list + " from " + table);
                    PreparedStatement insert =
                            to.prepareStatement("insert into " + table + " (" + list + ") values (" + marks + ")")) {
                copied = copy(row, insert, columns);
            }
            int id = names.indexOf("id") + 1;
            if (id > 0 && columns.getColumnType(id) == Types.BIGINT) { // the database draws it
                rows(
                        to,
                        "select setval(pg_get_serial_sequence('" + table + "', 'id'), max(id)) from " + table
                                + " having max(id) is not null");
            }
            return copied;
        }
    }

    private static long copy(ResultSet row, PreparedStatement insert, ResultSetMetaData columns) throws SQLException {
        long copied = 0;
        while (row.next()) {
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                copy(row, insert, i, columns.getColumnType(i));
            }
            insert.addBatch();
            if (++copied % ROWS_AT_ONCE == 0) {
                insert.executeBatch();
            }
        }
        insert.executeBatch();
        return copied;
    }

    private static void copy(ResultSet row, PreparedStatement insert, int i, int type) throws SQLException {
        if (row.getObject(i) == null) {
            insert.setNull(i, type);
        } else if (type == Types.BIGINT) {
            insert.setLong(i, row.getLong(i));
        } else if (type == Types.INTEGER) {
            insert.setInt(i, row.getInt(i));
        } else if (type == Types.BINARY) {
            insert.setBytes(i, row.getBytes(i));
        } else {
            insert.setString(i, row.getString(i));
        }
    }

    private void compare(String query) throws SQLException {
        if (!rows(from, query).equals(rows(to, query))) {
            throw new SQLException("the copy differs from the original in what '" + query + "' tells");
        }
    }

    /** Sorted here, since databases sort text in their own ways. */
    private static List<String> rows(Connection connection, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                StringBuilder cells = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    cells.append(row.getString(i)).append('\t');
                }
                rows.add(cells.toString());
            }
        }
        Collections.sort(rows);
        return rows;
    }
}
