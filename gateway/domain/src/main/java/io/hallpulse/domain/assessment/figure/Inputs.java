package io.hallpulse.domain.assessment.figure;

import io.hallpulse.domain.assessment.scheme.Measure.LevelFigure;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a figure was counted from, so that "why this score" can be answered. */
public sealed interface Inputs {
    /**
     * Ratings by the keys.
     *
     * @param counts by level, all five, without those that are excluded
     * @param excluded bad ratings that were taken out after an appeal, by level; no level that has none
     */
    record Levels(LevelFigure as, Map<Integer, Long> counts, Map<Integer, Long> excluded) implements Inputs {}

    /** Answers, by id of the question. */
    record Questions(Map<String, Question> questions) implements Inputs {}

    /**
     * The answers to one question.
     *
     * @param n answers that are not excluded
     * @param counts by option, all of the scale
     * @param figure their mean; null where there are none
     */
    record Question(
            Fraction weight,
            long n,
            Map<String, Long> counts,
            @Nullable Fraction figure) {}

    /** Shares of the marks, by id of the mark. */
    record Marks(Map<String, Mark> marks) implements Inputs {}

    /**
     * How often a subject was named for one mark.
     *
     * @param k ballots that name it
     * @param pool the share over all subjects of the league
     * @param figure the share, shrunk to the pool; null where there is neither a ballot nor a prior
     * @param share the bare one; null where there is no ballot
     * @param interval of Wilson in per cent; null where there is no ballot
     */
    record Mark(
            Fraction weight,
            long k,
            Fraction pool,
            @Nullable Fraction figure,
            @Nullable Fraction share,
            @Nullable Spread interval) {}

    /** Scores of visits, the lowest first. */
    record Visits(List<VisitScore> visits) implements Inputs {}

    /**
     * Outcomes of cases.
     *
     * @param inTime good ones in time
     * @param late good ones that came late
     * @param other the others that are counted
     * @param overdue cases without an outcome whose time is over
     */
    record Outcomes(long inTime, long late, long other, long overdue) implements Inputs {
        long n() {
            return inTime + late + other + overdue;
        }
    }
}
