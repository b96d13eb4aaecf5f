package io.hallpulse.web.assessment;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of a scheme: what it weighs, what it would change, and who puts it in force.
 *
 * @param authority whose it is
 * @param basis the document that allows it
 * @param notYetRun why no round of it can be opened by this program; empty where one can
 * @param every how often rounds are, as a word of the scheme
 * @param weights of each category
 * @param step {@code enforce} or {@code retire}, whatever may become of it; empty for nothing
 * @param signed who signed that so far
 * @param awaits the role that signs next; empty where none does
 * @param why the person cannot sign now; null where it is their turn
 * @param file its text
 * @param inForce number of the version in force that it is compared with; 0 where there is none
 * @param differences lines of both files that differ, with those around them
 * @param compared the last counted round under both versions; null where there is none
 * @param uncounted why that round cannot be counted by it; empty where it can
 * @param power how much its list of the worst can tell; null where it has none
 * @param refusal why what was just asked for was not done; null where nothing was
 */
public record SchemeView(
        SchemesView.Version version,
        ZoneId zone,
        Label authority,
        Label basis,
        boolean basisFilled,
        List<Label> notYetRun,
        String every,
        List<Weights> weights,
        String step,
        List<Signed> signed,
        String awaits,
        @Nullable Label why,
        String file,
        int inForce,
        List<Line> differences,
        @Nullable Compared compared,
        String uncounted,
        @Nullable Power power,
        @Nullable Refusal refusal) {
    public SchemeView {
        notYetRun = List.copyOf(notYetRun);
        weights = List.copyOf(weights);
        signed = List.copyOf(signed);
        differences = List.copyOf(differences);
    }

    /** What counts how much in a category. */
    public record Weights(Label category, List<Weight> parts) {
        public Weights {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A part.
     *
     * @param weight of 100
     * @param from where its bar begins, of 100
     */
    public record Weight(String part, String measure, BigDecimal weight, BigDecimal from, int minimum) {}

    /** A line of a file: its mark is a blank, a minus, a plus, or an ellipsis where some that are the same are left out. */
    public record Line(String mark, String text) {}

    /** A round under two versions. */
    public record Compared(String round, int before, int after, List<Row> rows) {
        public Compared {
            rows = List.copyOf(rows);
        }

        /** How many stand elsewhere. */
        public long moved() {
            return rows.stream().filter(Row::isMoved).count();
        }
    }

    /** A subject under two versions; a rank and a score are {@code --} where it is not ranked. */
    public record Row(
            String subject,
            Label name,
            Label category,
            String rankBefore,
            String rankAfter,
            String scoreBefore,
            String scoreAfter,
            boolean listedBefore,
            boolean listedAfter) {
        public boolean isMoved() {
            return !rankBefore.equals(rankAfter) || listedBefore != listedAfter;
        }
    }

    /**
     * What a list of the worst can tell.
     *
     * @param subjects how many there are
     * @param ballots how many are asked; 0 where anybody may answer
     * @param answers about each subject, as far as is known; 0 where it is not
     */
    public record Power(int subjects, int ballots, int answers, List<PowerRow> rows) {
        public Power {
            rows = List.copyOf(rows);
        }
    }

    /** A row of the simulated table; {@code own} is the one nearest to the scheme's own numbers. */
    public record PowerRow(int answers, String trulyWorst, String firstWrong, String twiceWrong, boolean own) {}
}
