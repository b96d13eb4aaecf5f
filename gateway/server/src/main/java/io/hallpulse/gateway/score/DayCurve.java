package io.hallpulse.gateway.score;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.score.ScoreFormula;
import io.hallpulse.domain.time.Period;
import io.hallpulse.gateway.store.TallyReader;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A hall's hours of today, read from the database where they moved since. Any thread. */
final class DayCurve {
    private final Hall hall;
    private final TallyReader.Figures figures;
    private final TallyReader tallies;
    private final Changes changes;
    private List<CurvePoint> known = List.of();
    private long readFrom = Long.MIN_VALUE;
    private long readAtChange;

    DayCurve(Hall hall, TallyReader.Figures figures, TallyReader tallies, Changes changes) {
        this.hall = hall;
        this.figures = figures;
        this.tallies = tallies;
        this.changes = changes;
    }

    synchronized List<CurvePoint> at(Instant now) {
        Period.Span today = Period.TODAY.span(now, hall.zone()).orElseThrow();
        long from = today.from().toEpochMilli();
        long change = changes.ofHall(hall);
        if (from != readFrom || change != readAtChange) {
            known = read(from, today.to().toEpochMilli());
            readFrom = from;
            readAtChange = change;
        }
        return known;
    }

    /** An hour of a window with fewer ratings than the hall's minimum is left out, else it could be found by subtraction. */
    private List<CurvePoint> read(long from, long to) {
        Map<Integer, long[]> hours = new TreeMap<>();
        long least = Math.max(1, hall.screen().minimumRatings());
        tallies.buckets(figures, hall.id(), from, to).forEach((window, buckets) -> {
            for (TallyReader.Bucket bucket : buckets) {
                if (hall.windows().containsKey(window) && ScoreFormula.total(bucket.n()) >= least) {
                    int hour = Instant.ofEpochMilli(bucket.startMillis())
                            .atZone(hall.zone())
                            .getHour();
                    long[] sum = hours.computeIfAbsent(hour, key -> new long[5]);
                    Arrays.setAll(sum, i -> sum[i] + bucket.n()[i]);
                }
            }
        });
        ScoreFormula formula = new ScoreFormula(hall.neutral());
        return hours.entrySet().stream()
                .map(hour -> new CurvePoint(
                        hour.getKey(), formula.of(hour.getValue()).satisfaction()))
                .toList();
    }
}
