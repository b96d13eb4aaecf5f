package io.hallpulse.gateway.store;

import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.domain.press.Change;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.domain.press.StoredPress;
import io.hallpulse.domain.press.Superseder;
import io.hallpulse.domain.time.EventTime;
import io.hallpulse.gateway.database.Statements;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Raw presses with their states, and the conflicts of their identities. The writer's thread, inside a transaction. */
public final class PressTable {
    private final Statements statements;

    PressTable(Statements statements) {
        this.statements = statements;
    }

    /** A press and the row of its run. */
    public record OfRun(long runId, StoredPress press) {}

    /** Adds the presses that are new, and changes those that are derived to be something else. */
    public void write(List<Change> changes) throws SQLException {
        List<Change> news = new ArrayList<>(changes.size());
        List<Change> others = new ArrayList<>();
        for (Change change : changes) {
            (change.before() == null ? news : others).add(change);
        }
        insert(news);
        update(others);
    }

    private void insert(List<Change> news) throws SQLException {
        int done = 0;
        for (int rows : PressRows.AT_ONCE) {
            int end = news.size() - (news.size() - done) % rows;
            insert(rows, news.subList(done, end));
            done = end;
        }
        for (Change change : news) {
            if (change.now().item() instanceof ReceivedPresses.Invalid invalid) {
                insertInvalid(change.runId(), invalid);
            }
        }
    }

    private void insert(int rows, List<Change> news) throws SQLException {
        if (news.isEmpty()) {
            return;
        }
        PreparedStatement insert = statements.with(PressRows.insert(rows));
        int index = 0;
        for (Change change : news) {
            PressRows.bind(insert, index++, change.runId(), change.now());
            if (index == rows) {
                insert.addBatch();
                index = 0;
            }
        }
        insert.executeBatch();
    }

    private void update(List<Change> changes) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        PreparedStatement update = statements.with("update press set state = ?, placed_by = ?, placed_millis = ?,"
                + " received_millis = ? where run_id = ? and seq = ?");
        for (Change change : changes) {
            StoredPress now = change.now();
            update.setInt(1, Codes.of(now.state()));
            update.setInt(2, Codes.of(now.eventTime().by()));
            Statements.setLong(update, 3, now.eventTime().millis());
            update.setLong(4, now.receivedMillis());
            update.setLong(5, change.runId());
            update.setLong(6, now.item().seq());
            update.addBatch();
        }
        update.executeBatch();
    }

    /** The stored presses of a run from seq to seq, both included. */
    public Map<Long, StoredPress> between(long runId, long fromSeq, long toSeq) throws SQLException {
        Map<Long, StoredPress> presses = new TreeMap<>();
        PreparedStatement query = statements.with(
                PressRows.SELECT + " where p.run_id = ? and p.seq between ? and ?", runId, fromSeq, toSeq);
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                StoredPress press = PressRows.read(rows);
                presses.put(press.item().seq(), press);
            }
        }
        return presses;
    }

    /** The stored, valid, unflagged ratings of a run that name a seq from {@code fromSeq} to {@code toSeq}. */
    public List<Superseder> superseders(long runId, long fromSeq, long toSeq) throws SQLException {
        PreparedStatement query = statements.with(
                "select supersedes, window_id from press where run_id = ? and supersedes between ? and ?"
                        + " and kind = " + PressRows.RATING + " and flags = ''",
                runId,
                fromSeq,
                toSeq);
        List<Superseder> found = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(new Superseder(rows.getLong(1), rows.getString(2)));
            }
        }
        return found;
    }

    /** Some unplaced presses of windows of a hall: their seqs by the row of their run. */
    public Map<Long, List<Long>> unplaced(String hall, Set<String> windows, int limit) throws SQLException {
        return seqsByRun(statements.with(
                "select p.run_id, p.seq from press p join run r on r.id = p.run_id join terminal t on t.id = r.terminal_id"
                        + " where p.state = " + Codes.of(PressState.UNPLACED) + " and t.hall = ? and p.window_id in ("
                        + String.join(", ", Collections.nCopies(windows.size(), "?")) + ") limit " + limit,
                Stream.concat(Stream.of(hall), windows.stream()).toArray()));
    }

    private static Map<Long, List<Long>> seqsByRun(PreparedStatement query) throws SQLException {
        Map<Long, List<Long>> seqs = new LinkedHashMap<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                seqs.computeIfAbsent(rows.getLong(1), run -> new ArrayList<>()).add(rows.getLong(2));
            }
        }
        return seqs;
    }

    /** Up to so many presses of a run from a seq on, in their order. */
    public List<StoredPress> from(long runId, long fromSeq, int limit) throws SQLException {
        PreparedStatement query = statements.with(
                PressRows.SELECT + " where p.run_id = ? and p.seq >= ? order by p.seq limit " + limit, runId, fromSeq);
        return presses(query);
    }

    /** The seqs of a run, both ends included, whose presses are placed by their neighbours or not at all. */
    public List<Long> uncertain(long runId, long fromSeq, long toSeq) throws SQLException {
        List<Long> seqs = new ArrayList<>();
        PreparedStatement query = statements.with(
                "select seq from press where run_id = ? and seq between ? and ? and placed_by in ("
                        + Codes.of(EventTime.By.UNCERTAIN) + ", " + Codes.of(EventTime.By.BRACKET) + ")",
                runId,
                fromSeq,
                toSeq);
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                seqs.add(rows.getLong(1));
            }
        }
        return seqs;
    }

    /** Some presses that wait to be placed until the gateway's own clock is right: their seqs by the row of their run. */
    public Map<Long, List<Long>> pending(int limit) throws SQLException {
        return seqsByRun(statements.with("select run_id, seq from press where placed_by = "
                + Codes.of(EventTime.By.PENDING) + " order by run_id, seq limit " + limit));
    }

    private static List<StoredPress> presses(PreparedStatement query) throws SQLException {
        List<StoredPress> presses = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                presses.add(PressRows.read(rows));
            }
        }
        return presses;
    }

    /**
     * Keeps what a known identity said the second time.
     *
     * @param digest of the content; the same content again changes nothing
     * @return whether it is new
     */
    public boolean insertConflict(long runId, long seq, String digest, long receivedMillis, String content)
            throws SQLException {
        return statements
                        .with(
                                "insert into conflict (run_id, seq, digest, received_millis, content) values (?, ?, ?, ?, ?)"
                                        + " on conflict (run_id, seq, digest) do nothing",
                                runId,
                                seq,
                                digest,
                                receivedMillis,
                                content)
                        .executeUpdate()
                > 0;
    }

    private void insertInvalid(long runId, ReceivedPresses.Invalid invalid) throws SQLException {
        statements
                .with(
                        "insert into invalid_press (run_id, seq, reason, raw) values (?, ?, ?, ?)",
                        runId,
                        invalid.seq(),
                        invalid.reason(),
                        invalid.raw())
                .executeUpdate();
    }
}
