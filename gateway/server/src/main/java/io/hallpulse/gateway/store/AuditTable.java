package io.hallpulse.gateway.store;

import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.record.Change;
import io.hallpulse.domain.record.Entry;
import io.hallpulse.domain.record.Head;
import io.hallpulse.gateway.database.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The record of who changed what. Entries are added, in the transaction of the change itself, and never changed. Inside a transaction. */
public final class AuditTable {
    private static final int AT_ONCE = 500;
    private static final String COLUMNS = "n, at_millis, who, role, what, object, before, after, previous, hash";

    private final Statements statements;

    /** The record of any database that has one. */
    public AuditTable(Statements statements) {
        this.statements = statements;
    }

    /** Records a change that this transaction makes. */
    public void add(Change change, long nowMillis) throws SQLException {
        Entry entry = head().next(change, Instant.ofEpochMilli(nowMillis));
        statements
                .with(
                        "insert into audit (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        entry.n(),
                        nowMillis,
                        entry.change().actor().name(),
                        entry.change().actor().role(),
                        entry.change().what(),
                        entry.change().object(),
                        entry.change().before(),
                        entry.change().after(),
                        entry.previous(),
                        entry.hash())
                .executeUpdate();
    }

    /** The end of the chain. */
    public Head head() throws SQLException {
        try (ResultSet row = statements
                .with("select n, hash from audit order by n desc limit 1")
                .executeQuery()) {
            return row.next() ? new Head(row.getLong(1), row.getString(2)) : Head.START;
        }
    }

    /** Whether the chain once ended so. */
    public boolean hasEndedWith(String hash) throws SQLException {
        return hash.equals(Head.START.hash())
                || statements.number("select count(*) from audit where hash = ?", hash) > 0;
    }

    /** Some entries above a number, in their order; none at the end. */
    public List<Entry> after(long n) throws SQLException {
        List<Entry> found = new ArrayList<>();
        try (ResultSet row = statements
                .with("select " + COLUMNS + " from audit where n > ? order by n limit " + AT_ONCE, n)
                .executeQuery()) {
            while (row.next()) {
                found.add(entry(row));
            }
        }
        return found;
    }

    static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("n"),
                Instant.ofEpochMilli(row.getLong("at_millis")),
                new Change(
                        new Actor(row.getString("who"), row.getString("role")),
                        row.getString("what"),
                        row.getString("object"),
                        row.getString("before"),
                        row.getString("after")),
                row.getString("previous"),
                row.getString("hash"));
    }
}
