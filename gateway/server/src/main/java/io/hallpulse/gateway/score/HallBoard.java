package io.hallpulse.gateway.score;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Window;
import io.hallpulse.domain.score.ScoreFormula;
import io.hallpulse.domain.score.Trend;
import io.hallpulse.domain.time.Period;
import io.hallpulse.gateway.store.ChannelReader;
import io.hallpulse.gateway.store.TallyReader;
import io.hallpulse.gateway.store.TallyReader.Figures;
import io.hallpulse.gateway.store.TerminalBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One hall's scores over each period, as they stand in the database now. Any thread. */
final class HallBoard {
    private final Hall hall;
    private final ScoreFormula formula;
    private final TerminalBook terminals;
    private final DayCurve curve;
    private final PeriodSums weekBefore;
    private final Map<Period, PeriodSums> sums = new EnumMap<>(Period.class);

    /** @param all whether what is not published yet is in it */
    HallBoard(
            Hall hall,
            TallyReader tallies,
            ChannelReader channels,
            TerminalBook terminals,
            Changes changes,
            boolean all) {
        this.hall = hall;
        this.formula = new ScoreFormula(hall.neutral());
        this.terminals = terminals;
        this.curve = new DayCurve(hall, all ? Figures.COUNTED : Figures.PUBLISHED_BY_HOUR, tallies, changes);
        this.weekBefore = PeriodSums.ofWeekBefore(hall, tallies, changes);
        for (Period period : Period.values()) {
            sums.put(
                    period,
                    all
                            ? PeriodSums.counted(period, hall, tallies, channels, changes)
                            : PeriodSums.of(period, hall, tallies, channels, changes));
        }
    }

    /**
     * Scores over a period.
     *
     * @param clockRight whether {@code now} can be believed; if not, nobody knows which presses are of a period that ends now
     */
    HallScores scores(Period period, Instant now, boolean clockRight) {
        boolean known = clockRight || period == Period.ALL;
        Map<String, long[]> counts =
                known ? Objects.requireNonNull(sums.get(period)).at(now) : Map.of();
        Map<String, long[]> earlier = known && period == Period.TODAY ? weekBefore.at(now) : Map.of();
        Map<String, WindowHealth> health = WindowHealth.of(
                terminals.ofHall(hall.id()).values(),
                now.toEpochMilli(),
                hall.screen().staleAfter());
        List<WindowScore> windows = new ArrayList<>();
        for (Window window : hall.windows().values()) {
            windows.add(score(
                    window,
                    counts.getOrDefault(window.id(), new long[5]),
                    earlier.getOrDefault(window.id(), new long[5]),
                    known ? health.getOrDefault(window.id(), WindowHealth.UNKNOWN) : WindowHealth.TIMELESS));
        }
        return new HallScores(hall.id(), now, period.word(), clockRight ? curve.at(now) : List.of(), windows);
    }

    /** A score of too few ratings would mislead, and could reveal who pressed what. */
    private WindowScore score(Window window, long[] counts, long[] earlier, WindowHealth health) {
        long total = ScoreFormula.total(counts);
        if (!isShown(counts)) {
            return new WindowScore(
                    window.id(),
                    window.name(),
                    window.department(),
                    null,
                    total,
                    null,
                    null,
                    null,
                    null,
                    null,
                    health.stale(),
                    health.ageSeconds(),
                    health.paused(),
                    null);
        }
        ScoreFormula.Result result = formula.of(counts);
        Trend trend = isShown(earlier) ? Trend.of(formula, counts, earlier) : null;
        return new WindowScore(
                window.id(),
                window.name(),
                window.department(),
                result.n(),
                total,
                result.satisfaction(),
                result.bad(),
                result.mean(),
                result.index(),
                trend == null ? null : trend.word(),
                health.stale(),
                health.ageSeconds(),
                health.paused(),
                null);
    }

    private boolean isShown(long[] counts) {
        return ScoreFormula.total(counts) >= Math.max(1, hall.screen().minimumRatings());
    }
}
