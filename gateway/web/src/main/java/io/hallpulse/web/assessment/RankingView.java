package io.hallpulse.web.assessment;

import io.hallpulse.web.Badge;
import io.hallpulse.web.Words;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The ranking of a counted round.
 *
 * @param periods the rounds of the small histories, the oldest first; this one is the last
 * @param proposals what the rules do once it is published; empty once that is done
 */
public record RankingView(
        String scheme,
        String period,
        Label name,
        String state,
        String digest,
        List<String> periods,
        List<League> leagues,
        List<Proposal> proposals) {
    public RankingView {
        periods = List.copyOf(periods);
        leagues = List.copyOf(leagues);
        proposals = List.copyOf(proposals);
    }

    public String page() {
        return "rounds/" + scheme + "/" + period;
    }

    public Badge badge() {
        return AssessmentWords.round(state);
    }

    /** Whether its rules have taken effect. */
    public boolean isPublished() {
        return state.equals("published");
    }

    /**
     * Those who are ranked together.
     *
     * @param parts columns of the table
     * @param rows in the order of their ranks
     * @param ties at the end of the list
     * @param apart those who are not ranked
     */
    public record League(Label name, List<Column> parts, List<Row> rows, List<Tie> ties, List<Apart> apart) {
        public League {
            parts = List.copyOf(parts);
            rows = List.copyOf(rows);
            ties = List.copyOf(ties);
            apart = List.copyOf(apart);
        }

        /** Whether a figure has an interval. */
        public boolean hasIntervals() {
            return rows.stream().anyMatch(row -> !row.interval().isEmpty());
        }

        /** Whether somebody got points beside the parts. */
        public boolean isAdjusted() {
            return rows.stream().anyMatch(row -> !row.adjusted().isEmpty());
        }
    }

    /** A part, with its measure as a word and its weight of 100. */
    public record Column(String part, String measure, String weight) {}

    /**
     * A ranked subject.
     *
     * @param interval low and high; empty where there is none
     * @param doubtful whether its interval overlaps another one's
     * @param firm whether the rank is more than chance; null where that is not asked
     * @param first whether a proven fact made its rank
     * @param kept why it cannot be listed; empty where it can
     * @param history printed figures of the periods, null where it was not ranked or the round did not count
     */
    public record Row(
            String subject,
            Label name,
            int rank,
            String score,
            String interval,
            boolean doubtful,
            boolean listed,
            @Nullable Boolean firm,
            boolean first,
            @Nullable Label grade,
            List<String> kept,
            List<Cell> parts,
            String adjusted,
            List<@Nullable BigDecimal> history) {
        public Row {
            kept = List.copyOf(kept);
            parts = List.copyOf(parts);
            history = Collections.unmodifiableList(new ArrayList<>(history));
        }

        /** Whether there is a round before this one to draw a line from. */
        public boolean hasHistory() {
            return history.stream().filter(Objects::nonNull).count() > 1;
        }

        /** The figures as points of a line, 100 wide and 24 high, between the least and the greatest of them. */
        public String line() {
            List<BigDecimal> there =
                    history.stream().filter(Objects::nonNull).sorted().toList();
            double low = there.isEmpty() ? 0 : there.get(0).doubleValue();
            double span = there.isEmpty() ? 0 : there.get(there.size() - 1).doubleValue() - low;
            StringBuilder points = new StringBuilder();
            for (int i = 0; i < history.size(); i++) {
                BigDecimal figure = history.get(i);
                if (figure != null) {
                    double x = history.size() == 1 ? 50 : 3 + 94.0 * i / (history.size() - 1);
                    double y = span == 0 ? 12 : 21 - 18 * (figure.doubleValue() - low) / span;
                    points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
                }
            }
            return points.toString().strip();
        }

        /** The figures in words. */
        public String told() {
            StringBuilder told = new StringBuilder();
            history.forEach(figure -> told.append(told.isEmpty() ? "" : " → ")
                    .append(figure == null ? Words.UNKNOWN : figure.toPlainString()));
            return told.toString();
        }
    }

    /** The figure of a part, and how many ratings, answers, visits or cases it comes from. */
    public record Cell(String score, long n) {}

    /**
     * A tie at the end of the list.
     *
     * @param by what settled it
     */
    public record Tie(int rank, List<Label> listed, List<Label> left, Label by) {
        public Tie {
            listed = List.copyOf(listed);
            left = List.copyOf(left);
        }

        /** Their names. */
        public static String names(Words t, List<Label> some) {
            return String.join(
                    t.of("、", ", "), some.stream().map(one -> one.in(t)).toList());
        }
    }

    /** A subject that is not ranked, and which parts it lacks. */
    public record Apart(String subject, Label name, List<Lack> lacks) {
        public Apart {
            lacks = List.copyOf(lacks);
        }
    }

    /** A part that is missing: it has n of the minimum. */
    public record Lack(String part, String measure, long n, int minimum) {}

    /**
     * What a rule does.
     *
     * @param does what, such as the case that it opens
     * @param to who is addressed; empty for nobody
     * @param withheld whether it is not proposed, since the rank may be chance
     */
    public record Proposal(String rule, String subject, Label name, Label does, String to, boolean withheld) {}
}
