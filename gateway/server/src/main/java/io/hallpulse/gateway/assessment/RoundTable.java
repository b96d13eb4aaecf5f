package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.card.CanonicalJson;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.round.RoundState;
import io.hallpulse.domain.assessment.scheme.Post;
import io.hallpulse.domain.assessment.scheme.Word;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.gateway.database.Statements;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All rounds with their frozen subjects and their scorecards. Inside a transaction. */
final class RoundTable {
    private static final String COLUMNS =
            "scheme, period, version, state, since_millis, scheme_digest, subjects_digest,"
                    + " seed, calendar_version, program, tallies_digest, counted_millis, cards_digest, reason";

    private final Statements statements;

    RoundTable(Statements statements) {
        this.statements = statements;
    }

    /** All rounds, by scheme and period. */
    List<RoundRow> all() throws SQLException {
        return rows("order by scheme, period");
    }

    /** The rounds of a scheme, by period. */
    List<RoundRow> of(String scheme) throws SQLException {
        return rows("where scheme = ? order by period", scheme);
    }

    Optional<RoundRow> find(long id) throws SQLException {
        return rows("where id = ?", id).stream().findFirst();
    }

    Optional<RoundRow> find(String scheme, String period) throws SQLException {
        return rows("where scheme = ? and period = ?", scheme, period).stream().findFirst();
    }

    private List<RoundRow> rows(String rest, @Nullable Object... parameters) throws SQLException {
        List<RoundRow> found = new ArrayList<>();
        try (ResultSet row = statements
                .with("select id, " + COLUMNS + " from round " + rest, parameters)
                .executeQuery()) {
            while (row.next()) {
                long counted = row.getLong(13);
                Long countedMillis = row.wasNull() ? null : counted;
                found.add(new RoundRow(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getInt(4),
                        Word.of(RoundState.class, row.getString(5)).orElseThrow(),
                        row.getLong(6),
                        new RoundRow.Frozen(
                                row.getString(7),
                                row.getString(8),
                                row.getString(9),
                                row.getString(10),
                                row.getString(11)),
                        new RoundRow.Counted(row.getString(12), countedMillis, row.getString(14)),
                        row.getString(15)));
            }
        }
        return found;
    }

    /** Plans one. */
    void add(String scheme, String period, int version, long nowMillis) throws SQLException {
        statements
                .with(
                        "insert into round (" + COLUMNS
                                + ") values (?, ?, ?, ?, ?, '', '', '', '', '', '', null, '', '')",
                        scheme,
                        period,
                        version,
                        RoundState.PLANNED.word(),
                        nowMillis)
                .executeUpdate();
    }

    void put(RoundRow row) throws SQLException {
        statements
                .with(
                        "update round set version = ?, state = ?, since_millis = ?, scheme_digest = ?, subjects_digest = ?,"
                                + " seed = ?, calendar_version = ?, program = ?, tallies_digest = ?, cards_digest = ?,"
                                + " reason = ? where id = ?",
                        row.version(),
                        row.state().word(),
                        row.sinceMillis(),
                        row.frozen().schemeDigest(),
                        row.frozen().subjectsDigest(),
                        row.frozen().seed(),
                        row.frozen().calendarVersion(),
                        row.frozen().program(),
                        row.counted().talliesDigest(),
                        row.counted().cardsDigest(),
                        row.reason(),
                        row.id())
                .executeUpdate();
        Long counted = row.counted().atMillis();
        if (counted != null) {
            statements
                    .with("update round set counted_millis = ? where id = ?", counted, row.id())
                    .executeUpdate();
        }
    }

    /** Puts the frozen copy of the directory in the place of what was there. */
    void freeze(long round, List<RoundSources.Planned> subjects) throws SQLException {
        for (String table : List.of("post", "subject")) {
            statements
                    .with("delete from " + table + " where round_id = ?", round)
                    .executeUpdate();
        }
        for (RoundSources.Planned planned : subjects) {
            FrozenSubject subject = planned.subject();
            statements
                    .with(
                            "insert into subject (round_id, subject, category, unit, zh, en, services, contacts, held)"
                                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                            round,
                            subject.id(),
                            subject.category(),
                            subject.unit(),
                            planned.name().zh(),
                            planned.name().en(),
                            subject.services(),
                            subject.contacts(),
                            String.join(" ", subject.held()))
                    .executeUpdate();
            posts(round, subject);
        }
    }

    /** Takes over who holds the posts at the end of a period. */
    void atEnd(long round, FrozenSubject subject) throws SQLException {
        long there = statements.number(
                "select count(*) from subject where round_id = ? and subject = ?", round, subject.id());
        if (there > 0) {
            statements
                    .with("delete from post where round_id = ? and subject = ?", round, subject.id())
                    .executeUpdate();
            posts(round, subject);
        }
    }

    /** Takes over how many services subjects gave, by id. */
    void services(long round, Map<String, Long> services) throws SQLException {
        served("services", round, services);
    }

    /** Takes over how many people dealt with subjects, by id. */
    void contacts(long round, Map<String, Long> contacts) throws SQLException {
        served("contacts", round, contacts);
    }

    private void served(String column, long round, Map<String, Long> numbers) throws SQLException {
        for (Map.Entry<String, Long> one : numbers.entrySet()) {
            statements
                    .with(
                            "update subject set " + column + " = ? where round_id = ? and subject = ?",
                            one.getValue(),
                            round,
                            one.getKey())
                    .executeUpdate();
        }
    }

    private void posts(long round, FrozenSubject subject) throws SQLException {
        for (Map.Entry<Post, String> post : subject.posts().entrySet()) {
            statements
                    .with(
                            "insert into post (round_id, subject, post, person) values (?, ?, ?, ?)",
                            round,
                            subject.id(),
                            post.getKey().word(),
                            post.getValue())
                    .executeUpdate();
        }
    }

    /** The frozen subjects, by id. */
    List<FrozenSubject> subjects(long round) throws SQLException {
        Map<String, Map<Post, String>> posts = new HashMap<>();
        try (ResultSet row = statements
                .with("select subject, post, person from post where round_id = ?", round)
                .executeQuery()) {
            while (row.next()) {
                Post post = Word.of(Post.class, row.getString(2)).orElseThrow();
                posts.computeIfAbsent(row.getString(1), subject -> new EnumMap<>(Post.class))
                        .put(post, row.getString(3));
            }
        }
        List<FrozenSubject> found = new ArrayList<>();
        try (ResultSet row = statements
                .with(
                        "select subject, category, unit, services, contacts, held from subject where round_id = ?"
                                + " order by subject",
                        round)
                .executeQuery()) {
            while (row.next()) {
                String held = row.getString(6);
                found.add(new FrozenSubject(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        posts.getOrDefault(row.getString(1), Map.of()),
                        row.getLong(4),
                        row.getLong(5),
                        held.isEmpty() ? Set.of() : Set.of(held.split(" "))));
            }
        }
        return found;
    }

    /** What the frozen subjects are called, by id. */
    Map<String, Name> names(long round) throws SQLException {
        Map<String, Name> found = new HashMap<>();
        try (ResultSet row = statements
                .with("select subject, zh, en from subject where round_id = ?", round)
                .executeQuery()) {
            while (row.next()) {
                found.put(row.getString(1), new Name(row.getString(2), row.getString(3)));
            }
        }
        return found;
    }

    /** The frozen subjects with their names, by id. */
    Map<String, Ballots.Subject> named(long round) throws SQLException {
        Map<String, Ballots.Subject> found = new TreeMap<>();
        try (ResultSet row = statements
                .with("select subject, category, zh, en from subject where round_id = ?", round)
                .executeQuery()) {
            while (row.next()) {
                found.put(
                        row.getString(1),
                        new Ballots.Subject(
                                row.getString(1), row.getString(2), new Name(row.getString(3), row.getString(4))));
            }
        }
        return found;
    }

    /** Stores the scorecards of a round. */
    void addCards(long round, Map<String, Map<String, Object>> cards) throws SQLException {
        PreparedStatement insert = statements.with("insert into scorecard (round_id, subject, card) values (?, ?, ?)");
        for (Map.Entry<String, Map<String, Object>> card : cards.entrySet()) {
            insert.setLong(1, round);
            insert.setString(2, card.getKey());
            insert.setString(3, CanonicalJson.text(card.getValue()));
            insert.addBatch();
        }
        insert.executeBatch();
    }

    /** The stored scorecards in canonical JSON, by subject. */
    Map<String, String> cards(long round) throws SQLException {
        Map<String, String> found = new TreeMap<>();
        try (ResultSet row = statements
                .with("select subject, card from scorecard where round_id = ?", round)
                .executeQuery()) {
            while (row.next()) {
                found.put(row.getString(1), row.getString(2));
            }
        }
        return found;
    }
}
