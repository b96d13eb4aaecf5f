package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.matter.BadRatings;
import io.hallpulse.domain.assessment.matter.BadRatings.Count;
import io.hallpulse.gateway.database.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Up to when bad ratings are judged, and which cases came of them. Inside a transaction. */
final class BadRatingTable {
    static final String DAY = "day";
    static final String WEEK = "week";

    private final Statements statements;

    BadRatingTable(Statements statements) {
        this.statements = statements;
    }

    /** The last day of a hall that is judged; empty before the first. */
    Optional<LocalDate> judged(String hall) throws SQLException {
        try (ResultSet row = statements
                .with("select day from bad_rating_day where hall = ?", hall)
                .executeQuery()) {
            return row.next() ? Optional.of(LocalDate.parse(row.getString(1))) : Optional.empty();
        }
    }

    void judged(String hall, LocalDate day) throws SQLException {
        statements.with("delete from bad_rating_day where hall = ?", hall).executeUpdate();
        statements
                .with("insert into bad_rating_day (hall, day) values (?, ?)", hall, day.toString())
                .executeUpdate();
    }

    /** All ratings of a hall's windows before the end of the last week that is judged, as they were known then. */
    Map<String, Count> beforeWeek(String hall) throws SQLException {
        Map<String, Count> counts = new HashMap<>();
        try (ResultSet row = statements
                .with("select window_id, worst, bad, ratings from bad_rating_week where hall = ?", hall)
                .executeQuery()) {
            while (row.next()) {
                counts.put(row.getString(1), new Count(row.getLong(2), row.getLong(3), row.getLong(4)));
            }
        }
        return counts;
    }

    void beforeWeek(String hall, Map<String, Count> counts) throws SQLException {
        statements.with("delete from bad_rating_week where hall = ?", hall).executeUpdate();
        for (Map.Entry<String, Count> one : counts.entrySet()) {
            Count count = one.getValue();
            statements
                    .with(
                            "insert into bad_rating_week (hall, window_id, worst, bad, ratings) values (?, ?, ?, ?, ?)",
                            hall,
                            one.getKey(),
                            count.worst(),
                            count.bad(),
                            count.ratings())
                    .executeUpdate();
        }
    }

    /** What a window's daily cases from a day on count. */
    List<Count> ofDays(String hall, String window, LocalDate from) throws SQLException {
        List<Count> counts = new ArrayList<>();
        try (ResultSet row = statements
                .with(
                        "select worst, bad, ratings from bad_rating where hall = ? and window_id = ? and span = ? and day >= ?",
                        hall,
                        window,
                        DAY,
                        from.toString())
                .executeQuery()) {
            while (row.next()) {
                counts.add(new Count(row.getLong(1), row.getLong(2), row.getLong(3)));
            }
        }
        return counts;
    }

    /** Notes the case of a window and a day, or a week; a second one of the same is refused by the table's key. */
    void add(String hall, String window, String span, LocalDate day, BadRatings.Count count, String number)
            throws SQLException {
        statements
                .with(
                        "insert into bad_rating (hall, window_id, span, day, worst, bad, ratings, number)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                        hall,
                        window,
                        span,
                        day.toString(),
                        count.worst(),
                        count.bad(),
                        count.ratings(),
                        number)
                .executeUpdate();
    }
}
