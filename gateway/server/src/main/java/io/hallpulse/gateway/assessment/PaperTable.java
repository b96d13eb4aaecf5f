package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.ballot.PaperBatch;
import io.hallpulse.domain.assessment.ballot.Sheet;
import io.hallpulse.domain.assessment.scheme.Word;
import io.hallpulse.gateway.database.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sheets of paper: what was printed, the piles that came back, and what each clerk keyed of them. Inside a transaction. */
final class PaperTable {
    private static final String COLUMNS =
            "n, source, sheets, first_clerk, second_clerk, third_clerk, first_done, second_done, state";

    private final Statements statements;

    /** How far a batch is. */
    enum State implements Word {
        KEYING,
        /** Both clerks, or a third person, say the same of each sheet; it is counted when the round closes. */
        ACCEPTED,
        COUNTED
    }

    /**
     * A pile of sheets.
     *
     * @param clerks logins of the first, the second and the third person; empty where there is none yet
     * @param done which of the first two have keyed all
     */
    record Batch(int n, String source, int sheets, List<String> clerks, List<Boolean> done, State state) {
        Batch {
            clerks = List.copyOf(clerks);
            done = List.copyOf(done);
        }

        boolean isKeyed() {
            return done.get(0) && done.get(1);
        }
    }

    PaperTable(Statements statements) {
        this.statements = statements;
    }

    /** Whether some of these serials were printed already. */
    boolean isIssued(long round, String source, long first, long last) throws SQLException {
        return statements.number(
                        "select count(*) from paper_issue where round_id = ? and source = ? and first_serial <= ?"
                                + " and last_serial >= ?",
                        round,
                        source,
                        last,
                        first)
                > 0;
    }

    void issue(long round, String source, long first, long last) throws SQLException {
        statements
                .with(
                        "insert into paper_issue (round_id, source, first_serial, last_serial) values (?, ?, ?, ?)",
                        round,
                        source,
                        first,
                        last)
                .executeUpdate();
    }

    /** What was printed, by source and serial. */
    List<Papers.Printing> printed(long round) throws SQLException {
        List<Papers.Printing> printed = new ArrayList<>();
        try (ResultSet row = statements
                .with(
                        "select source, first_serial, last_serial from paper_issue where round_id = ?"
                                + " order by source, first_serial",
                        round)
                .executeQuery()) {
            while (row.next()) {
                printed.add(new Papers.Printing(row.getString(1), row.getLong(2), row.getLong(3)));
            }
        }
        return printed;
    }

    /** How many sheets of a source were printed. */
    long issued(long round, String source) throws SQLException {
        return statements.number(
                "select coalesce(sum(last_serial - first_serial + 1), 0) from paper_issue where round_id = ? and source = ?",
                round,
                source);
    }

    void add(long round, Batch batch) throws SQLException {
        statements
                .with(
                        "insert into paper_batch (round_id, " + COLUMNS + ") values (?, ?, ?, ?, '', '', '', 0, 0, ?)",
                        round,
                        batch.n(),
                        batch.source(),
                        batch.sheets(),
                        State.KEYING.word())
                .executeUpdate();
    }

    void put(long round, Batch batch) throws SQLException {
        statements
                .with(
                        "update paper_batch set first_clerk = ?, second_clerk = ?, third_clerk = ?, first_done = ?,"
                                + " second_done = ?, state = ? where round_id = ? and n = ?",
                        batch.clerks().get(0),
                        batch.clerks().get(1),
                        batch.clerks().get(2),
                        batch.done().get(0) ? 1 : 0,
                        batch.done().get(1) ? 1 : 0,
                        batch.state().word(),
                        round,
                        batch.n())
                .executeUpdate();
    }

    Optional<Batch> find(long round, int n) throws SQLException {
        return rows("where round_id = ? and n = ?", round, n).stream().findFirst();
    }

    /** The batches of a round, in their order. */
    List<Batch> of(long round) throws SQLException {
        return rows("where round_id = ? order by n", round);
    }

    private List<Batch> rows(String rest, @Nullable Object... parameters) throws SQLException {
        List<Batch> found = new ArrayList<>();
        try (ResultSet row = statements
                .with("select " + COLUMNS + " from paper_batch " + rest, parameters)
                .executeQuery()) {
            while (row.next()) {
                found.add(new Batch(
                        row.getInt(1),
                        row.getString(2),
                        row.getInt(3),
                        List.of(row.getString(4), row.getString(5), row.getString(6)),
                        List.of(row.getInt(7) == 1, row.getInt(8) == 1),
                        Word.of(State.class, row.getString(9)).orElseThrow()));
            }
        }
        return found;
    }

    /** What was keyed of a batch. */
    PaperBatch sheets(long round, Batch batch) throws SQLException {
        List<Map<Integer, Sheet>> keyed = List.of(new HashMap<>(), new HashMap<>(), new HashMap<>());
        try (ResultSet row = statements
                .with(
                        "select place, clerk, serial, answers from paper_sheet where round_id = ? and n = ?",
                        round,
                        batch.n())
                .executeQuery()) {
            while (row.next()) {
                keyed.get(row.getInt(2) - 1)
                        .put(row.getInt(1), new Sheet(row.getLong(3), VoteJson.parse(row.getString(4))));
            }
        }
        Set<Integer> struck = new HashSet<>();
        try (ResultSet row = statements
                .with("select place from paper_struck where round_id = ? and n = ?", round, batch.n())
                .executeQuery()) {
            while (row.next()) {
                struck.add(row.getInt(1));
            }
        }
        return new PaperBatch(batch.sheets(), struck, keyed.get(0), keyed.get(1), keyed.get(2));
    }

    /** Keeps what a clerk keyed, in the place of what that clerk keyed before. */
    void key(long round, int n, int place, int clerk, Sheet sheet) throws SQLException {
        statements
                .with(
                        "delete from paper_sheet where round_id = ? and n = ? and place = ? and clerk = ?",
                        round,
                        n,
                        place,
                        clerk)
                .executeUpdate();
        statements
                .with(
                        "insert into paper_sheet (round_id, n, place, clerk, serial, answers) values (?, ?, ?, ?, ?, ?)",
                        round,
                        n,
                        place,
                        clerk,
                        sheet.serial(),
                        VoteJson.text(sheet.vote()))
                .executeUpdate();
    }

    void strike(long round, int n, int place, String who, String reason) throws SQLException {
        statements
                .with(
                        "insert into paper_struck (round_id, n, place, who, reason) values (?, ?, ?, ?, ?)",
                        round,
                        n,
                        place,
                        who,
                        reason)
                .executeUpdate();
    }

    /** Notes that a sheet of that serial was read; whether it is the first one. */
    boolean read(long round, String source, long serial) throws SQLException {
        boolean isFirst = statements.number(
                        "select count(*) from paper_serial where round_id = ? and source = ? and serial = ?",
                        round,
                        source,
                        serial)
                == 0;
        if (isFirst) {
            statements
                    .with("insert into paper_serial (round_id, source, serial) values (?, ?, ?)", round, source, serial)
                    .executeUpdate();
        }
        return isFirst;
    }

    /** How many issued sheets of a source came back. */
    long serials(long round, String source) throws SQLException {
        return statements.number("select count(*) from paper_serial where round_id = ? and source = ?", round, source);
    }
}
