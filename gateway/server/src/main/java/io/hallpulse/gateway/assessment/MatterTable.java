package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.matter.Matter;
import io.hallpulse.domain.assessment.scheme.Word;
import io.hallpulse.domain.calendar.Due;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.gateway.database.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All cases as they stand. Inside a transaction. */
final class MatterTable {
    private static final String OPENED =
            "number, year, n, scheme, version, flow, subject_kind, subject, unit, category, zh,"
                    + " en, cause_kind, cause, fact_round, fact_n, opened_millis, post, holder, seen_by, title, text, measure, grade,"
                    + " external";
    private static final String STANDS =
            "state, since_millis, due_millis, provisional, own, extended, told, late, waiting,"
                    + " waiting_who, waiting_millis, calendar_version, ended_millis";

    private final Statements statements;

    MatterTable(Statements statements) {
        this.statements = statements;
    }

    /** The next number of a year. */
    int next(int year) throws SQLException {
        return Math.toIntExact(statements.number("select coalesce(max(n), 0) + 1 from matter where year = ?", year));
    }

    static String number(int year, int n) {
        return String.format(Locale.ROOT, "%d-%04d", year, n);
    }

    /** Adds one whose number is new. */
    void add(MatterRow row) throws SQLException {
        int dash = row.number().indexOf('-');
        MatterRow.About about = row.about();
        MatterRow.Cause cause = row.cause();
        statements
                .with(
                        "insert into matter (" + OPENED + ", " + STANDS
                                + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                                + " '', 0, null, 0, null, 0, 0, 0, null, null, null, '', null)",
                        row.number(),
                        Integer.parseInt(row.number().substring(0, dash)),
                        Integer.parseInt(row.number().substring(dash + 1)),
                        row.scheme(),
                        row.version(),
                        row.flow(),
                        about.kind(),
                        about.subject(),
                        about.unit(),
                        about.category(),
                        about.name().zh(),
                        about.name().en(),
                        cause.from().word(),
                        cause.detail(),
                        cause.factRound(),
                        cause.fact(),
                        row.openedMillis(),
                        row.addressee().post(),
                        row.addressee().holder(),
                        row.addressee().seenBy(),
                        row.title(),
                        row.text(),
                        row.measure(),
                        row.grade(),
                        row.external())
                .executeUpdate();
        put(row);
    }

    /** Writes how one stands. */
    void put(MatterRow row) throws SQLException {
        Matter matter = row.matter();
        Due due = matter.due();
        LocalDate own = matter.own();
        Matter.Waiting waiting = matter.waiting();
        statements
                .with(
                        "update matter set state = ?, since_millis = ?, due_millis = ?, provisional = ?, own = ?, extended = ?,"
                                + " told = ?, late = ?, waiting = ?, waiting_who = ?, waiting_millis = ?, calendar_version = ?,"
                                + " ended_millis = ? where number = ?",
                        matter.state(),
                        matter.since().toEpochMilli(),
                        due == null ? null : due.at().toEpochMilli(),
                        due != null && due.provisional() ? 1 : 0,
                        own == null ? null : own.toString(),
                        matter.extended() ? 1 : 0,
                        matter.told() ? 1 : 0,
                        matter.late() ? 1 : 0,
                        waiting == null ? null : waiting.transition(),
                        waiting == null ? null : waiting.person(),
                        waiting == null ? null : waiting.at().toEpochMilli(),
                        row.calendarVersion(),
                        row.endedMillis(),
                        row.number())
                .executeUpdate();
    }

    Optional<MatterRow> find(String number) throws SQLException {
        return rows("where number = ?", number).stream().findFirst();
    }

    /**
     * The case of a number elsewhere: that of the scheme itself or else, since a case counts in every scheme that has its flow, one of another
     * scheme about the same subject.
     */
    Optional<MatterRow> external(String scheme, String flow, String external, String kind, String subject)
            throws SQLException {
        return rows(
                        "where flow = ? and external = ? and (scheme = ? or (subject_kind = ? and subject = ?))"
                                + " order by case when scheme = ? then 0 else 1 end, year, n",
                        flow,
                        external,
                        scheme,
                        kind,
                        subject,
                        scheme)
                .stream()
                .findFirst();
    }

    /** All cases of a flow, the oldest first. */
    List<MatterRow> of(String scheme, String flow) throws SQLException {
        return rows("where scheme = ? and flow = ? order by year, n", scheme, flow);
    }

    /** The cases of one subject, the oldest first. */
    List<MatterRow> of(String scheme, String flow, String subject) throws SQLException {
        return rows("where scheme = ? and flow = ? and subject = ? order by year, n", scheme, flow, subject);
    }

    /** The open cases of a flow, whatever scheme they are of. */
    List<MatterRow> open(String flow) throws SQLException {
        return rows("where flow = ? and ended_millis is null order by year, n", flow);
    }

    /**
     * Some cases before a number, the newest first.
     *
     * @param year and n of that number
     * @param open whether to leave out those that have ended
     */
    List<MatterRow> before(int year, int n, boolean open, int limit) throws SQLException {
        return rows(
                "where (year < ? or (year = ? and n < ?))" + (open ? " and ended_millis is null" : "")
                        + " order by year desc, n desc limit ?",
                year,
                year,
                n,
                limit);
    }

    /** Open ones whose time was over before an instant, which nobody was told yet. */
    List<String> due(Instant now) throws SQLException {
        return numbers(
                "select number from matter where ended_millis is null and due_millis < ? and told = 0 order by due_millis",
                now.toEpochMilli());
    }

    /** Open ones whose time was counted with days that the calendar did not know, by another calendar than this one. */
    List<String> provisional(String calendar) throws SQLException {
        return numbers(
                "select number from matter where ended_millis is null and provisional = 1 and calendar_version <> ?"
                        + " order by year, n",
                calendar);
    }

    private List<String> numbers(String sql, Object parameter) throws SQLException {
        List<String> numbers = new ArrayList<>();
        try (ResultSet row = statements.with(sql, parameter).executeQuery()) {
            while (row.next()) {
                numbers.add(row.getString(1));
            }
        }
        return numbers;
    }

    /** The flows of which each subject has an open case in a scheme, by subject. */
    Map<String, Set<String>> openFlows(String scheme) throws SQLException {
        Map<String, Set<String>> flows = new HashMap<>();
        try (ResultSet row = statements
                .with("select distinct subject, flow from matter where scheme = ? and ended_millis is null", scheme)
                .executeQuery()) {
            while (row.next()) {
                flows.computeIfAbsent(row.getString(1), subject -> new HashSet<>())
                        .add(row.getString(2));
            }
        }
        return flows;
    }

    private List<MatterRow> rows(String rest, @Nullable Object... parameters) throws SQLException {
        List<MatterRow> found = new ArrayList<>();
        try (ResultSet row = statements
                .with("select " + OPENED + ", " + STANDS + " from matter " + rest, parameters)
                .executeQuery()) {
            while (row.next()) {
                found.add(row(row));
            }
        }
        return found;
    }

    private static MatterRow row(ResultSet row) throws SQLException {
        return new MatterRow(
                row.getString("number"),
                row.getString("scheme"),
                row.getInt("version"),
                row.getString("flow"),
                new MatterRow.About(
                        row.getString("subject_kind"),
                        row.getString("subject"),
                        row.getString("unit"),
                        row.getString("category"),
                        new Name(row.getString("zh"), row.getString("en"))),
                new MatterRow.Cause(
                        Word.of(MatterRow.From.class, row.getString("cause_kind"))
                                .orElseThrow(),
                        row.getString("cause"),
                        number(row, "fact_round"),
                        number(row, "fact_n")),
                row.getLong("opened_millis"),
                new MatterRow.Addressee(row.getString("post"), row.getString("holder"), row.getString("seen_by")),
                row.getString("title"),
                row.getString("text"),
                row.getString("measure"),
                row.getString("grade"),
                row.getString("external"),
                matter(row),
                row.getString("calendar_version"),
                number(row, "ended_millis"));
    }

    private static Matter matter(ResultSet row) throws SQLException {
        Long due = number(row, "due_millis");
        String own = row.getString("own");
        String waiting = row.getString("waiting");
        return new Matter(
                row.getString("state"),
                Instant.ofEpochMilli(row.getLong("since_millis")),
                due == null ? null : new Due(Instant.ofEpochMilli(due), row.getInt("provisional") == 1),
                own == null ? null : LocalDate.parse(own),
                row.getInt("extended") == 1,
                row.getInt("told") == 1,
                row.getInt("late") == 1,
                waiting == null
                        ? null
                        : new Matter.Waiting(
                                waiting,
                                row.getString("waiting_who"),
                                Instant.ofEpochMilli(row.getLong("waiting_millis"))));
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }
}
