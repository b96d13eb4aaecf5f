package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Word;
import io.hallpulse.gateway.database.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What happened to all cases. Rows are added, never changed. Inside a transaction. */
final class MatterLog {
    private static final String COLUMNS =
            "n, at_millis, who, role, kind, step, text, proof, attested, from_state, to_state, told";

    private final Statements statements;

    MatterLog(Statements statements) {
        this.statements = statements;
    }

    /**
     * Adds an entry.
     *
     * @return with its place in the case's log
     */
    MatterEntry add(String number, MatterEntry entry) throws SQLException {
        int n = Math.toIntExact(
                statements.number("select coalesce(max(n), 0) + 1 from matter_log where number = ?", number));
        statements
                .with(
                        "insert into matter_log (number, " + COLUMNS
                                + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        number,
                        n,
                        entry.atMillis(),
                        entry.who(),
                        entry.role(),
                        entry.kind().word(),
                        entry.step(),
                        entry.text(),
                        entry.proof(),
                        words(entry.attested()),
                        entry.from(),
                        entry.to(),
                        words(entry.told()))
                .executeUpdate();
        return new MatterEntry(
                n,
                entry.atMillis(),
                entry.who(),
                entry.role(),
                entry.kind(),
                entry.step(),
                entry.text(),
                entry.proof(),
                entry.attested(),
                entry.from(),
                entry.to(),
                entry.told());
    }

    private static String words(Collection<? extends Word> words) {
        return words.stream().map(Word::word).sorted().collect(Collectors.joining(" "));
    }

    /** All entries of a case, in their order. */
    List<MatterEntry> of(String number) throws SQLException {
        List<MatterEntry> entries = new ArrayList<>();
        try (ResultSet row = statements
                .with("select " + COLUMNS + " from matter_log where number = ? order by n", number)
                .executeQuery()) {
            while (row.next()) {
                Set<Flow.Need> attested = new LinkedHashSet<>(parse(Flow.Need.class, row.getString(9)));
                entries.add(new MatterEntry(
                        row.getInt(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        Word.of(MatterEntry.Kind.class, row.getString(5)).orElseThrow(),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        attested,
                        row.getString(10),
                        row.getString(11),
                        parse(AssessmentRole.class, row.getString(12))));
            }
        }
        return entries;
    }

    private static <T extends Enum<T> & Word> List<T> parse(Class<T> type, String words) {
        return words.isEmpty()
                ? List.of()
                : Arrays.stream(words.split(" "))
                        .map(word -> Word.of(type, word).orElseThrow())
                        .toList();
    }
}
