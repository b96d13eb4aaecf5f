package io.hallpulse.domain.assessment.rule;

import io.hallpulse.domain.assessment.ranking.Place;
import io.hallpulse.domain.assessment.ranking.Ranks;
import io.hallpulse.domain.assessment.ranking.Streak;
import io.hallpulse.domain.assessment.ranking.Streak.Outcome;
import io.hallpulse.domain.assessment.round.EarlierRound;
import io.hallpulse.domain.assessment.scheme.Condition;
import io.hallpulse.domain.assessment.scheme.Rule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions that look at where a subject stands in a round, and in how many rounds before (design 7.1, 7.2; X11). */
final class PlaceConditions {
    private final List<EarlierRound> history;

    /** @param history earlier rounds of the scheme, the oldest first */
    PlaceConditions(List<EarlierRound> history) {
        this.history = history;
    }

    /** Whether all of them that a rule has hold for the last round, and so many rounds in a row where it says so. */
    boolean hold(Rule rule, String subject, Place place) {
        if (!holdIn(rule, place)) {
            return false;
        }
        if (rule.streak() == 0) {
            return true;
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (EarlierRound earlier : history) {
            Place then = earlier.places().get(subject);
            outcomes.add(earlier.annulled() ? Outcome.ANNULLED : outcome(rule, then));
        }
        outcomes.add(Outcome.MET);
        return Streak.of(outcomes) == rule.streak();
    }

    private static Outcome outcome(Rule rule, @Nullable Place place) {
        if (place == null || place.rank() == null) {
            return Outcome.NOT_RANKED;
        }
        return holdIn(rule, place) ? Outcome.MET : Outcome.BROKEN;
    }

    /** Of who is not ranked nothing holds that looks at ranks; only a figure and its grade may be there. */
    private static boolean holdIn(Rule rule, Place place) {
        Integer rank = place.rank();
        return (rule.streak() == 0 || rank != null)
                && rule.when().stream().allMatch(condition -> holds(condition, place, rank == null ? 0 : rank));
    }

    private static boolean holds(Condition condition, Place place, int rank) {
        if (condition instanceof Condition.RankBetween between) {
            return rank > 0 && between.from() <= rank && rank <= between.to();
        }
        if (condition instanceof Condition.Last) {
            return rank > 0 && place.fromLast() == 1;
        }
        if (condition instanceof Condition.Lowest lowest) {
            return rank > 0 && place.fromLast() <= Ranks.percent(place.of(), lowest.percent());
        }
        if (condition instanceof Condition.Listed) {
            return place.listed();
        }
        if (condition instanceof Condition.ScoreBetween score) {
            return scoreHolds(score, place.printed());
        }
        if (condition instanceof Condition.GradeOf grades) {
            String grade = place.grade();
            return grade != null && grades.grades().contains(grade);
        }
        return FactConditions.has(condition);
    }

    private static boolean scoreHolds(Condition.ScoreBetween score, @Nullable BigDecimal printed) {
        return printed != null
                && (score.from() == null || score.from().compareTo(printed) <= 0)
                && (score.below() == null || printed.compareTo(score.below()) < 0);
    }
}
