package io.hallpulse.gateway.store;

import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.domain.press.StoredPress;
import io.hallpulse.domain.time.EventTime;
import io.hallpulse.gateway.database.Statements;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A press as a row, to and fro. */
final class PressRows {
    /** The code of a rating; time-outs are 1, tests 2, reasons 3, what could not be done 4. */
    static final int RATING = 0;

    /** How many rows one statement takes, the most first: together they cost less than one by one. */
    static final List<Integer> AT_ONCE = List.of(50, 10, 1);

    private static final int COLUMNS = 21;
    private static final String ROW = "(" + String.join(", ", Collections.nCopies(COLUMNS, "?")) + ")";

    private static final String INSERT =
            "insert into press (run_id, seq, state, placed_by, placed_millis, received_millis, window_id, input, raw_key, level,"
                    + " kind, flags, at_millis, mono_millis, synced, supersedes, session, case_number, staff, rates,"
                    + " reasons)"
                    + " values ";

    private static final Map<Integer, String> INSERTS = AT_ONCE.stream()
            .collect(Collectors.toUnmodifiableMap(
                    rows -> rows, rows -> INSERT + String.join(", ", Collections.nCopies(rows, ROW))));

    static final String SELECT =
            "select p.seq, p.state, p.placed_by, p.placed_millis, p.received_millis, p.window_id, p.input,"
                    + " p.raw_key, p.level, p.kind, p.flags, p.at_millis, p.mono_millis, p.synced, p.supersedes, p.session,"
                    + " p.case_number, p.staff, i.reason, i.raw, p.run_id, p.rates, p.reasons"
                    + " from press p left join invalid_press i on i.run_id = p.run_id and i.seq = p.seq";

    /** Where {@link #SELECT} has the row of the run. */
    static final int RUN_COLUMN = 21;

    private static final Press.Kind[] KINDS = {
        Press.Kind.RATING, Press.Kind.TIMEOUT, Press.Kind.TEST, Press.Kind.REASON, Press.Kind.UNDONE
    };

    private PressRows() {}

    /** The statement that takes so many rows, one of {@link #AT_ONCE}. */
    static String insert(int rows) {
        return Objects.requireNonNull(INSERTS.get(rows));
    }

    /**
     * Sets the parameters of one row.
     *
     * @param index which of the statement's rows, from 0
     */
    static void bind(PreparedStatement rows, int index, long runId, StoredPress press) throws SQLException {
        int before = index * COLUMNS;
        rows.setLong(before + 1, runId);
        rows.setLong(before + 2, press.item().seq());
        rows.setInt(before + 3, Codes.of(press.state()));
        rows.setInt(before + 4, Codes.of(press.eventTime().by()));
        Statements.setLong(rows, before + 5, press.eventTime().millis());
        rows.setLong(before + 6, press.receivedMillis());
        if (press.item() instanceof ReceivedPresses.Valid valid) {
            bind(rows, before, valid.press());
        } else {
            for (int column = 7; column <= COLUMNS; column++) {
                rows.setNull(before + column, Types.NULL);
            }
        }
    }

    private static void bind(PreparedStatement rows, int before, Press press) throws SQLException {
        Integer level = press.level();
        rows.setString(before + 7, press.window());
        rows.setString(before + 8, press.input());
        rows.setString(before + 9, press.key());
        Statements.setLong(rows, before + 10, level == null ? null : (long) level);
        rows.setInt(before + 11, code(press.kind()));
        rows.setString(before + 12, press.flags().isEmpty() ? "" : String.join(" ", press.flags()));
        rows.setLong(before + 13, press.at().toEpochMilli());
        rows.setLong(before + 14, press.monoMillis());
        rows.setInt(before + 15, press.synced() ? 1 : 0);
        Statements.setLong(rows, before + 16, press.supersedes());
        rows.setString(before + 17, press.session());
        rows.setString(before + 18, press.caseNumber());
        rows.setString(before + 19, press.staff());
        Statements.setLong(rows, before + 20, press.rates());
        rows.setString(before + 21, codes(press.reasons()));
    }

    /** The current row of a query that begins with {@link #SELECT}. */
    static StoredPress read(ResultSet row) throws SQLException {
        PressState state = Codes.state(row.getInt(2));
        EventTime eventTime = new EventTime(Codes.by(row.getInt(3)), RunTable.nullable(row, 4));
        ReceivedPresses.Item item = state == PressState.INVALID
                ? new ReceivedPresses.Invalid(row.getLong(1), row.getString(19), row.getString(20))
                : new ReceivedPresses.Valid(press(row));
        return new StoredPress(item, state, eventTime, row.getLong(5));
    }

    private static Press press(ResultSet row) throws SQLException {
        Long level = RunTable.nullable(row, 9);
        String flags = row.getString(11);
        String reasons = row.getString(23);
        return new Press(
                row.getLong(1),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                level == null ? null : level.intValue(),
                Instant.ofEpochMilli(row.getLong(12)),
                row.getLong(13),
                row.getInt(14) == 1,
                KINDS[row.getInt(10)],
                flags.isEmpty() ? List.of() : List.of(flags.split(" ")),
                row.getString(16),
                row.getString(17),
                row.getString(18),
                RunTable.nullable(row, 15),
                RunTable.nullable(row, 22),
                reasons == null
                        ? List.of()
                        : Arrays.stream(reasons.split(" "))
                                .map(Integer::valueOf)
                                .toList());
    }

    /** Separated by spaces; null for none, which is what nearly every press has. */
    private static @Nullable String codes(List<Integer> reasons) {
        return reasons.isEmpty() ? null : reasons.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static int code(Press.Kind kind) {
        return switch (kind) {
            case RATING -> RATING;
            case TIMEOUT -> 1;
            case TEST -> 2;
            case REASON -> 3;
            case UNDONE -> 4;
        };
    }
}
