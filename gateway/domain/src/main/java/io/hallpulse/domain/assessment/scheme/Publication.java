package io.hallpulse.domain.assessment.scheme;

import io.hallpulse.domain.calendar.Limit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What leaves the house (公布).
 *
 * @param columns at least one
 * @param audience at least one
 * @param approve roles that approve it, each by another person, at least one
 * @param hold how long subjects see their own rows before the public does; null for not at all
 */
public record Publication(
        String id,
        Show show,
        Rows rows,
        List<Column> columns,
        Set<Audience> audience,
        Set<AssessmentRole> approve,
        @Nullable Limit hold) {
    /** How it looks. */
    public enum Show implements Word {
        LIST,
        TABLE,
        HONOURS,
        BOARD,
        NOTICE
    }

    /** A column of it. */
    public enum Column implements Word {
        RANK,
        SUBJECT,
        UNIT,
        CATEGORY,
        SCORE,
        INTERVAL,
        ANSWERED,
        PROBLEMS,
        PARTS,
        DEDUCTIONS,
        GRADE,
        HONOUR,
        STATE,
        PROMISE,
        DEADLINE,
        STAFF
    }

    /** Who sees it. */
    public enum Audience implements Word {
        SCREEN,
        PRESS,
        SITE,
        UNITS;

        public boolean isPublic() {
            return this != UNITS;
        }
    }

    /** Which subjects or cases it has. */
    public sealed interface Rows {
        /** Ranks from the one to the other, 1 or more, both included. */
        record RankBetween(int from, int to) implements Rows {}

        /** All subjects. */
        record All() implements Rows {}

        /** Those on the list. */
        record Listed() implements Rows {}

        /** For each unit its own. */
        record Own() implements Rows {}

        /** Cases of these flows. */
        record OfFlows(List<String> flows) implements Rows {
            public OfFlows {
                flows = List.copyOf(flows);
            }
        }
    }

    public Publication {
        columns = List.copyOf(columns);
        audience = Copies.of(audience);
        approve = Copies.of(approve);
    }

    /** Whether anybody outside of the units sees it. */
    public boolean isPublic() {
        return audience.stream().anyMatch(Audience::isPublic);
    }

    /**
     * Whether the public reads the score of a subject on it.
     *
     * @param rank null where it is not ranked
     */
    public boolean tellsScoreOf(@Nullable Integer rank, boolean listed) {
        return isPublic()
                && columns.contains(Column.SCORE)
                && (rows instanceof Rows.All
                        || (listed && rows instanceof Rows.Listed)
                        || (rank != null
                                && rows instanceof Rows.RankBetween ranks
                                && ranks.from() <= rank
                                && rank <= ranks.to()));
    }
}
