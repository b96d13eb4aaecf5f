package io.hallpulse.web.assessment;

import io.hallpulse.web.Badge;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A scorecard: why this score. Every figure on it opens down to the facts that it comes from.
 *
 * @param subject its id
 * @param score as printed; empty where it is not ranked, or where it would tell what too few people said
 * @param rank empty where it is not ranked
 * @param of how many are ranked in its league
 * @param interval empty where there is none
 * @param unstruck what it would be without any strike or exclusion; null where that changes nothing
 * @param late what it would be without bad ratings that appeals excluded after the count; null where that changes nothing
 * @param next the rank before its own; null where there is none, or where it is not told
 * @param nextGrade the grade above its own; null where there is none
 * @param hidden how many facts are not listed here
 * @param seesAll whether this person sees other cards too
 * @param digest of all cards of the round
 */
public record CardView(
        String scheme,
        String period,
        Label schemeName,
        String state,
        String subject,
        Label name,
        Label category,
        ZoneId zone,
        String score,
        String rank,
        int of,
        boolean listed,
        @Nullable Label grade,
        String interval,
        String present,
        String missing,
        List<PartRow> parts,
        List<Adjustment> adjustments,
        List<String> kept,
        @Nullable Unstruck unstruck,
        @Nullable Unstruck late,
        @Nullable Next next,
        @Nullable NextGrade nextGrade,
        List<FactLine> facts,
        boolean hidden,
        boolean seesAll,
        String digest) {
    public CardView {
        parts = List.copyOf(parts);
        adjustments = List.copyOf(adjustments);
        kept = List.copyOf(kept);
        facts = List.copyOf(facts);
    }

    public String page() {
        return "rounds/" + scheme + "/" + period;
    }

    public Badge badge() {
        return AssessmentWords.round(state);
    }

    /** Whether it has a rank. */
    public boolean isRanked() {
        return !rank.isEmpty();
    }

    /** Whether somebody comes before it. */
    public boolean isBehind() {
        return isRanked() && !rank.equals("1");
    }

    /** Whether its score is told as a sum. */
    public boolean hasSum() {
        return isRanked() && !score.isEmpty();
    }

    /** The facts of a source, for its part. */
    public List<FactLine> of(String source) {
        return facts.stream().filter(fact -> fact.source().equals(source)).toList();
    }

    /** Facts that no part reads. */
    public List<FactLine> rest() {
        return facts.stream()
                .filter(fact -> parts.stream().noneMatch(part -> part.source().equals(fact.source())))
                .toList();
    }

    /** Another score and rank, beside its own. */
    public record Unstruck(String score, String rank) {}

    /** The rank before: its figure, and how far it is. */
    public record Next(int rank, String score, String gap) {}

    /** The grade above: from which figure on it is given, and how far that is. */
    public record NextGrade(Label name, String from, String gap) {}

    /**
     * A part.
     *
     * @param measure its formula, as a word
     * @param formula what the formula says
     * @param points what it adds to the score; empty where it is missing
     * @param figure empty where it is missing; {@code --} where too few people said it
     * @param n null where so few are not told
     * @param levels ratings by level, {@code 1} to {@code 5}; empty where it has none, or they are not told
     * @param inputs what it is counted from otherwise; empty where that is not told
     */
    public record PartRow(
            String part,
            String source,
            String measure,
            Label formula,
            String weight,
            String points,
            String figure,
            @Nullable Long n,
            int minimum,
            String interval,
            Map<String, Long> levels,
            List<Input> inputs) {
        public PartRow {
            levels = Map.copyOf(levels);
            inputs = List.copyOf(inputs);
        }

        public boolean isMissing() {
            return figure.isEmpty();
        }

        /** How many it is counted from, in a sentence. */
        public String few() {
            return n == null ? "--" : n.toString();
        }
    }

    /** Something that a figure is counted from, and what it comes to. */
    public record Input(Label name, Label told, String figure) {}

    /**
     * Points of a ledger.
     *
     * @param sum of all entries
     * @param figure the sum within its bounds
     */
    public record Adjustment(
            String source, List<Label> items, long n, String sum, String least, String most, String figure) {
        public Adjustment {
            items = List.copyOf(items);
        }
    }
}
