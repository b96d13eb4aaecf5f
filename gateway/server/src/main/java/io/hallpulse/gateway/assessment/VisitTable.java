package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.figure.Fraction;
import io.hallpulse.domain.assessment.visit.Drawn;
import io.hallpulse.domain.assessment.visit.Visit;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.gateway.database.Statements;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The visits of all rounds, and what was told of those who made them. Inside a transaction. */
final class VisitTable {
    /** A visit whose fact was struck is to be made again. */
    private static final String ROWS = "select v.source, v.subject, v.n, v.way, v.inspector, v.reason_zh, v.reason_en,"
            + " v.fact, v.note, u.zh, u.en, s.n from visit v"
            + " join subject u on u.round_id = v.round_id and u.subject = v.subject"
            + " left join fact s on s.round_id = v.round_id and s.strikes = v.fact where v.round_id = ?";

    private static final String ORDER = " order by v.source, v.subject, v.n";

    private final Statements statements;

    VisitTable(Statements statements) {
        this.statements = statements;
    }

    /** What one inspector found at a subject. */
    record Found(String inspector, String subject, FactValue.Visit visit) {}

    /** An inspector who was told of. */
    record Told(String source, String inspector, int subjects, Fraction mean) {}

    boolean isDrawn(long round) throws SQLException {
        return lot(round).isPresent();
    }

    Optional<Visits.Lot> lot(long round) throws SQLException {
        try (ResultSet row = statements
                .with("select at_millis, digest from visit_draw where round_id = ?", round)
                .executeQuery()) {
            return row.next()
                    ? Optional.of(new Visits.Lot(Instant.ofEpochMilli(row.getLong(1)), row.getString(2)))
                    : Optional.empty();
        }
    }

    /** Puts down all visits of a round, once. */
    void add(long round, List<Drawn> visits, String digest, long nowMillis) throws SQLException {
        statements
                .with("insert into visit_draw (round_id, at_millis, digest) values (?, ?, ?)", round, nowMillis, digest)
                .executeUpdate();
        PreparedStatement insert =
                statements.with("insert into visit (inspector, reason_zh, reason_en, way, round_id, source, subject, n,"
                        + " fact, note) values (?, ?, ?, ?, ?, ?, ?, ?, null, '')");
        for (Drawn drawn : visits) {
            set(insert, round, drawn);
            insert.addBatch();
        }
        insert.executeBatch();
    }

    /** Gives a visit to somebody else, or to nobody. */
    void reassign(long round, Drawn drawn) throws SQLException {
        PreparedStatement update =
                statements.with("update visit set inspector = ?, reason_zh = ?, reason_en = ?, way = ?"
                        + " where round_id = ? and source = ? and subject = ? and n = ?");
        set(update, round, drawn);
        update.executeUpdate();
    }

    private static void set(PreparedStatement statement, long round, Drawn drawn) throws SQLException {
        Text reason = drawn.reason();
        if (drawn.inspector() == null) {
            statement.setNull(1, Types.VARCHAR);
        } else {
            statement.setString(1, drawn.inspector());
        }
        statement.setString(2, reason == null ? "" : reason.zh());
        statement.setString(3, reason == null ? "" : reason.en());
        statement.setString(4, drawn.way());
        statement.setLong(5, round);
        statement.setString(6, drawn.visit().source());
        statement.setString(7, drawn.visit().subject());
        statement.setInt(8, drawn.visit().n());
    }

    /** All visits of a round, by source, subject and number. */
    List<VisitRow> of(long round) throws SQLException {
        return rows(statements.with(ROWS + ORDER, round));
    }

    /** Those of one inspector. */
    List<VisitRow> of(long round, String inspector) throws SQLException {
        return rows(statements.with(ROWS + " and v.inspector = ?" + ORDER, round, inspector));
    }

    /** Those of one inspector at one subject for a source. */
    List<VisitRow> of(long round, String inspector, String source, String subject) throws SQLException {
        return rows(statements.with(
                ROWS + " and v.inspector = ? and v.source = ? and v.subject = ?" + ORDER,
                round,
                inspector,
                source,
                subject));
    }

    private static List<VisitRow> rows(PreparedStatement query) throws SQLException {
        List<VisitRow> found = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                String inspector = row.getString(5);
                String zh = row.getString(6);
                long fact = row.getLong(8);
                boolean isMade = !row.wasNull();
                row.getLong(12);
                boolean stands = isMade && row.wasNull();
                found.add(new VisitRow(
                        new Visit(row.getString(1), row.getString(2), row.getInt(3)),
                        new Name(row.getString(10), row.getString(11)),
                        row.getString(4),
                        inspector,
                        inspector == null ? new Text(zh, row.getString(7)) : null,
                        stands ? Long.valueOf(fact) : null,
                        row.getString(9)));
            }
        }
        return found;
    }

    /** Says that a visit was made. */
    void made(long round, Visit visit, long fact) throws SQLException {
        statements
                .with(
                        "update visit set fact = ?, note = '' where round_id = ? and source = ? and subject = ? and n = ?",
                        fact,
                        round,
                        visit.source(),
                        visit.subject(),
                        visit.n())
                .executeUpdate();
    }

    void note(long round, Visit visit, String note) throws SQLException {
        statements
                .with(
                        "update visit set note = ? where round_id = ? and source = ? and subject = ? and n = ?",
                        note,
                        round,
                        visit.source(),
                        visit.subject(),
                        visit.n())
                .executeUpdate();
    }

    /** The number of the fact that a visit came to, 0 for none. */
    long fact(long round, Visit visit) throws SQLException {
        return statements.number(
                "select fact from visit where round_id = ? and source = ? and subject = ? and n = ?",
                round,
                visit.source(),
                visit.subject(),
                visit.n());
    }

    /** What inspectors found for a source, less what was struck. */
    List<Found> found(long round, String source) throws SQLException {
        List<Found> found = new ArrayList<>();
        try (ResultSet row = statements
                .with(
                        "select f.recorder, f.subject, f.value from fact f where f.round_id = ? and f.source = ?"
                                + " and f.strikes is null and not exists"
                                + " (select 1 from fact s where s.round_id = f.round_id and s.strikes = f.n)",
                        round,
                        source)
                .executeQuery()) {
            while (row.next()) {
                if (FactJson.parse(row.getString(3)) instanceof FactValue.Visit visit) {
                    found.add(new Found(row.getString(1), row.getString(2), visit));
                }
            }
        }
        return found;
    }

    void tell(long round, Told told) throws SQLException {
        statements
                .with(
                        "insert into severity (round_id, source, inspector, subjects, mean) values (?, ?, ?, ?, ?)",
                        round,
                        told.source(),
                        told.inspector(),
                        told.subjects(),
                        told.mean().toString())
                .executeUpdate();
    }

    List<Told> told(long round) throws SQLException {
        List<Told> told = new ArrayList<>();
        try (ResultSet row = statements
                .with(
                        "select source, inspector, subjects, mean from severity where round_id = ?"
                                + " order by source, inspector",
                        round)
                .executeQuery()) {
            while (row.next()) {
                told.add(new Told(row.getString(1), row.getString(2), row.getInt(3), Fraction.parse(row.getString(4))));
            }
        }
        return told;
    }

    /** The numbers of the facts that somebody stated and that stand. */
    List<Long> standing(long round, String recorder) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (ResultSet row = statements
                .with(
                        "select f.n from fact f where f.round_id = ? and f.recorder = ? and f.strikes is null"
                                + " and not exists (select 1 from fact s where s.round_id = f.round_id and s.strikes = f.n)"
                                + " order by f.n",
                        round,
                        recorder)
                .executeQuery()) {
            while (row.next()) {
                numbers.add(row.getLong(1));
            }
        }
        return numbers;
    }

    /** How many facts of each recorder stand, by name. */
    SortedMap<String, Integer> standing(long round) throws SQLException {
        SortedMap<String, Integer> counts = new TreeMap<>();
        try (ResultSet row = statements
                .with(
                        "select f.recorder, count(*) from fact f where f.round_id = ? and f.strikes is null"
                                + " and not exists (select 1 from fact s where s.round_id = f.round_id and s.strikes = f.n)"
                                + " group by f.recorder",
                        round)
                .executeQuery()) {
            while (row.next()) {
                counts.put(row.getString(1), row.getInt(2));
            }
        }
        return counts;
    }

    void addPhoto(long round, VisitPhoto photo, byte[] sealed) throws SQLException {
        statements
                .with(
                        "insert into photo (round_id, source, subject, n, fact, place, digest, sealed)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                        round,
                        photo.visit().source(),
                        photo.visit().subject(),
                        photo.visit().n(),
                        photo.fact(),
                        photo.place(),
                        photo.digest(),
                        sealed)
                .executeUpdate();
    }

    /** Whether any photo is kept. */
    boolean hasPhotos() throws SQLException {
        return statements.number("select count(*) from photo") > 0;
    }

    /** All photos of a round, without what they show. */
    List<VisitPhoto> photos(long round) throws SQLException {
        List<VisitPhoto> photos = new ArrayList<>();
        try (ResultSet row = statements
                .with(
                        "select source, subject, n, fact, place, digest from photo where round_id = ?"
                                + " order by fact, place",
                        round)
                .executeQuery()) {
            while (row.next()) {
                photos.add(photo(row));
            }
        }
        return photos;
    }

    private static VisitPhoto photo(ResultSet row) throws SQLException {
        return new VisitPhoto(
                new Visit(row.getString(1), row.getString(2), row.getInt(3)),
                row.getLong(4),
                row.getInt(5),
                row.getString(6));
    }

    /** One of them as it is sealed. */
    record Sealed(VisitPhoto photo, byte[] bytes) {}

    Optional<Sealed> photo(long round, String digest) throws SQLException {
        try (ResultSet row = statements
                .with(
                        "select source, subject, n, fact, place, digest, sealed from photo"
                                + " where round_id = ? and digest = ? order by fact, place limit 1",
                        round,
                        digest)
                .executeQuery()) {
            return row.next() ? Optional.of(new Sealed(photo(row), row.getBytes(7))) : Optional.empty();
        }
    }

    /** The visits as they were drawn, for who visits next. */
    static List<Drawn> drawn(List<VisitRow> rows) {
        return rows.stream()
                .map(row -> new Drawn(row.visit(), row.way(), row.inspector(), row.reason()))
                .toList();
    }
}
