package io.hallpulse.gateway.assessment;

import io.hallpulse.gateway.database.Statements;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Votes of open rounds, the hints that came with some, and their receipts. A row tells nothing of its voter, and must not tell by where it
 * lies when it came. The embedded database keeps rows by their random key. PostgreSQL lays them down as they come, and marks each with the
 * number of its transaction; so each new one takes the rows of its neighbours with it, in the order of the key: {@value #ALONE} rows or
 * more have one place and one mark in common. Inside a transaction.
 */
final class EnvelopeTable {
    /** Up to so many, all rows of a round move with a new one; of more, those whose key begins alike. */
    private static final int ALONE = 64;

    private static final int HEX = 16;

    private final Statements statements;

    /** A vote in its envelope. */
    record Envelope(String id, String source, String answers) {}

    EnvelopeTable(Statements statements) {
        this.statements = statements;
    }

    Optional<Envelope> find(long round, String id) throws SQLException {
        try (ResultSet row = statements
                .with("select id, source, answers from envelope where round_id = ? and id = ?", round, id)
                .executeQuery()) {
            return row.next() ? Optional.of(envelope(row)) : Optional.empty();
        }
    }

    private static Envelope envelope(ResultSet row) throws SQLException {
        return new Envelope(row.getString(1), row.getString(2), row.getString(3));
    }

    /** Adds a vote among its neighbours. */
    void add(long round, Envelope added) throws SQLException {
        String prefix = prefix(added.id(), count("envelope", round));
        List<Envelope> moved = new ArrayList<>();
        try (ResultSet row = statements
                .with(
                        "select id, source, answers from envelope where round_id = ? and id >= ? and id < ?",
                        round,
                        prefix,
                        prefix + "g")
                .executeQuery()) {
            while (row.next()) {
                moved.add(envelope(row));
            }
        }
        statements
                .with("delete from envelope where round_id = ? and id >= ? and id < ?", round, prefix, prefix + "g")
                .executeUpdate();
        moved.add(added);
        moved.sort((a, b) -> a.id().compareTo(b.id()));
        PreparedStatement insert =
                statements.with("insert into envelope (id, round_id, source, answers) values (?, ?, ?, ?)");
        for (Envelope one : moved) {
            insert.setString(1, one.id());
            insert.setLong(2, round);
            insert.setString(3, one.source());
            insert.setString(4, one.answers());
            insert.addBatch();
        }
        insert.executeBatch();
    }

    /** What the key of each neighbour begins with, so that there are about as many as {@link #ALONE}; empty for all of the round. */
    private static String prefix(String id, long rows) {
        int digits = 0;
        for (long alike = rows; alike > ALONE; alike /= HEX) {
            digits++;
        }
        return id.substring(0, digits);
    }

    private long count(String table, long round) throws SQLException {
        return statements.number("select count(*) from " + table + " where round_id = ?", round);
    }

    /** How many votes of a round there are, by source. */
    Map<String, Long> counts(long round) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        try (ResultSet row = statements
                .with("select source, count(*) from envelope where round_id = ? group by source", round)
                .executeQuery()) {
            while (row.next()) {
                counts.put(row.getString(1), row.getLong(2));
            }
        }
        return counts;
    }

    /** All votes of a source, by their random keys. */
    List<Envelope> of(long round, String source) throws SQLException {
        List<Envelope> found = new ArrayList<>();
        try (ResultSet row = statements
                .with(
                        "select id, source, answers from envelope where round_id = ? and source = ? order by id",
                        round,
                        source)
                .executeQuery()) {
            while (row.next()) {
                found.add(envelope(row));
            }
        }
        return found;
    }

    /** Takes the envelopes of a round away, and keeps their receipts. */
    void opened(long round, String source, List<String> receipts) throws SQLException {
        statements
                .with("delete from envelope where round_id = ? and source = ?", round, source)
                .executeUpdate();
        PreparedStatement insert = statements.with("insert into receipt (round_id, source, receipt) values (?, ?, ?)");
        for (String receipt : receipts.stream().sorted().toList()) {
            insert.setLong(1, round);
            insert.setString(2, source);
            insert.setString(3, receipt);
            insert.addBatch();
        }
        insert.executeBatch();
    }

    long receiptCount(long round) throws SQLException {
        return statements.number("select count(*) from receipt where round_id = ?", round);
    }

    /** The receipts of a round, sorted, by source. */
    Map<String, List<String>> receipts(long round) throws SQLException {
        Map<String, List<String>> receipts = new TreeMap<>();
        try (ResultSet row = statements
                .with("select source, receipt from receipt where round_id = ? order by source, receipt", round)
                .executeQuery()) {
            while (row.next()) {
                receipts.computeIfAbsent(row.getString(1), source -> new ArrayList<>())
                        .add(row.getString(2));
            }
        }
        return receipts;
    }

    boolean hasReceipt(long round, String receipt) throws SQLException {
        return statements.number("select count(*) from receipt where round_id = ? and receipt = ?", round, receipt) > 0;
    }

    /**
     * Adds a hint among its neighbours. With each vote some are laid down anew, whether or not a hint came with it: where they lie tells
     * nothing of the vote.
     *
     * @param id a random key, of the hint or of nothing
     * @param hint empty for none
     */
    void addTip(long round, String id, String hint) throws SQLException {
        String prefix = prefix(id, count("tip", round));
        Map<String, String> moved = new TreeMap<>();
        try (ResultSet row = statements
                .with("select id, hint from tip where round_id = ? and id >= ? and id < ?", round, prefix, prefix + "g")
                .executeQuery()) {
            while (row.next()) {
                moved.put(row.getString(1), row.getString(2));
            }
        }
        if (!hint.isEmpty()) {
            moved.put(id, hint);
        }
        statements
                .with("delete from tip where round_id = ? and id >= ? and id < ?", round, prefix, prefix + "g")
                .executeUpdate();
        PreparedStatement insert = statements.with("insert into tip (id, round_id, hint) values (?, ?, ?)");
        for (Map.Entry<String, String> tip : moved.entrySet()) {
            insert.setString(1, tip.getKey());
            insert.setLong(2, round);
            insert.setString(3, tip.getValue());
            insert.addBatch();
        }
        insert.executeBatch();
    }

    /** The hints of a round, by their random keys. */
    List<String> tips(long round) throws SQLException {
        List<String> tips = new ArrayList<>();
        try (ResultSet row = statements
                .with("select hint from tip where round_id = ? order by id", round)
                .executeQuery()) {
            while (row.next()) {
                tips.add(row.getString(1));
            }
        }
        return tips;
    }

    /** Counts votes that came in a burst of equal ones. */
    void addBurst(long round, String source, int ballots) throws SQLException {
        int there = statements
                .with(
                        "update ballot_burst set ballots = ballots + ? where round_id = ? and source = ?",
                        (long) ballots,
                        round,
                        source)
                .executeUpdate();
        if (there == 0) {
            statements
                    .with("insert into ballot_burst (round_id, source, ballots) values (?, ?, ?)", round, source, (long)
                            ballots)
                    .executeUpdate();
        }
    }

    long bursts(long round, String source) throws SQLException {
        return statements.number("select ballots from ballot_burst where round_id = ? and source = ?", round, source);
    }
}
