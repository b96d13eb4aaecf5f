package io.hallpulse.agent.outbox;

import io.hallpulse.contract.message.Press;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A press as a row. */
final class PressRow {
    static final String COLUMNS =
            "seq, window, input, key, level, at, mono, synced, kind, flags, session, case_number, staff, supersedes, rates,"
                    + " reasons";
    static final String INSERT = "INSERT INTO press (run_id, " + COLUMNS + ") VALUES (?" + ", ?".repeat(16) + ")";

    private PressRow() {}

    static void bind(PreparedStatement insert, long runId, Press press) throws SQLException {
        insert.setLong(1, runId);
        insert.setLong(2, press.seq());
        insert.setString(3, press.window());
        insert.setString(4, press.input());
        insert.setString(5, press.key());
        insert.setObject(6, press.level(), Types.INTEGER);
        insert.setLong(7, press.at().toEpochMilli());
        insert.setLong(8, press.monoMillis());
        insert.setBoolean(9, press.synced());
        insert.setString(10, press.kind().word());
        insert.setString(11, String.join(" ", press.flags()));
        insert.setString(12, press.session());
        insert.setString(13, press.caseNumber());
        insert.setString(14, press.staff());
        insert.setObject(15, press.supersedes(), Types.BIGINT);
        insert.setObject(16, press.rates(), Types.BIGINT);
        insert.setString(17, press.reasons().isEmpty() ? null : codes(press.reasons()));
    }

    static Press read(ResultSet row) throws SQLException {
        try {
            return press(row);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new CorruptRow(e);
        }
    }

    private static Press press(ResultSet row) throws SQLException {
        String flags = row.getString(10);
        return new Press(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                level(row),
                Instant.ofEpochMilli(row.getLong(6)),
                row.getLong(7),
                row.getBoolean(8),
                Objects.requireNonNull(Press.Kind.ofWord(row.getString(9))),
                flags.isEmpty() ? List.of() : List.of(flags.split(" ")),
                row.getString(11),
                row.getString(12),
                row.getString(13),
                number(row, 14),
                number(row, 15),
                reasons(row.getString(16)));
    }

    private static String codes(List<Integer> reasons) {
        return reasons.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static List<Integer> reasons(@Nullable String codes) {
        return codes == null
                ? List.of()
                : Arrays.stream(codes.split(" ")).map(Integer::valueOf).toList();
    }

    private static @Nullable Integer level(ResultSet row) throws SQLException {
        int level = row.getInt(5);
        return row.wasNull() ? null : level;
    }

    private static @Nullable Long number(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }
}
