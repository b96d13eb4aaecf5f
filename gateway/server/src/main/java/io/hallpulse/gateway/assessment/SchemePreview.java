package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.card.CountedRound;
import io.hallpulse.domain.assessment.round.AssessedPeriod;
import io.hallpulse.domain.assessment.round.FrozenRound;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.text.LineDiff;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a version of a scheme would change, before anybody puts it in force.
 *
 * @param inForce the version that is in force now; null where it is this one, or there is none
 * @param differences of both files, line by line; empty where there is none to compare with
 * @param compared the last round that was counted, under its own version and under this one; null where there is none
 * @param uncounted why that round cannot be counted by this version, in English; empty where it can
 */
public record SchemePreview(
        SchemeRow row,
        Scheme scheme,
        @Nullable SchemeRow inForce,
        List<LineDiff.Line> differences,
        @Nullable Compared compared,
        String uncounted) {
    public SchemePreview {
        differences = List.copyOf(differences);
    }

    /** One round, counted twice from the same facts. */
    public record Compared(RoundRow round, CountedRound before, CountedRound after, Map<String, Name> names) {
        public Compared {
            names = Map.copyOf(names);
        }
    }

    static SchemePreview of(AssessStore.Tables tables, Grammar grammar, SchemeRow row) throws SQLException {
        Scheme scheme = grammar.of(row);
        SchemeRow inForce = tables.schemes()
                .inForce(row.scheme())
                .filter(other -> other.version() != row.version())
                .orElse(null);
        List<LineDiff.Line> differences = inForce == null ? List.of() : LineDiff.of(inForce.file(), row.file());
        Optional<RoundRow> last = tables.rounds().of(row.scheme()).stream()
                .filter(round -> round.state().isCounted())
                .max(Comparator.comparing(
                        round -> AssessedPeriod.parse(round.period()).to()));
        if (last.isEmpty()) {
            return new SchemePreview(row, scheme, inForce, differences, null, "");
        }
        RoundRow round = last.get();
        try {
            return new SchemePreview(row, scheme, inForce, differences, compared(tables, grammar, round, scheme), "");
        } catch (IllegalArgumentException e) { // what the scheme weighs is not counted here
            return new SchemePreview(row, scheme, inForce, differences, null, String.valueOf(e.getMessage()));
        }
    }

    private static Compared compared(AssessStore.Tables tables, Grammar grammar, RoundRow round, Scheme scheme)
            throws SQLException {
        Scheme old = grammar.of(Schemes.require(tables, round.scheme(), round.version()));
        CountedRound before = RoundCount.of(tables, round, old);
        FrozenRound frozen = before.round();
        CountedRound after = CountedRound.of(
                new FrozenRound(scheme, frozen.period(), frozen.seed(), frozen.subjects(), frozen.history()),
                tables.facts().all(round.id(), scheme));
        return new Compared(round, before, after, tables.rounds().names(round.id()));
    }
}
