package io.hallpulse.gateway.history;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.score.ScoreFormula;
import io.hallpulse.domain.time.Buckets;
import io.hallpulse.gateway.store.TallyReader;
import io.hallpulse.gateway.store.TallyReader.Bucket;
import io.hallpulse.gateway.store.TallyReader.Figures;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a hall or one of its windows was rated over a range of days.
 *
 * @param slots each hour or day of the range, also those without ratings, by when they began
 * @param hours by hour of the day, 0 to 23, and day of the week, Monday first
 * @param windows each window of the hall, in the order of the directory
 * @param hourless ratings that are in no hour, since their day is not over
 * @param uncertain ratings of which nobody knows when they were given; they are in no range
 */
public record Overview(
        Range range,
        Sum sum,
        Map<Instant, Sum> slots,
        List<List<Sum>> hours,
        Map<String, Sum> windows,
        long hourless,
        long uncertain) {
    private static final int HOURS = 24;
    private static final int DAYS = 7;

    /**
     * Reads it from the tallies.
     *
     * @param all whether what is not published yet is told, as it is to auditors
     * @param window null for the hall as a whole
     */
    public static Overview read(
            TallyReader tallies, boolean all, Hall hall, @Nullable String window, Range range, History.Size size) {
        ZoneId zone = hall.zone();
        long from = range.begin(zone).toEpochMilli();
        long to = range.end(zone).toEpochMilli();
        Map<String, List<Bucket>> inDays =
                tallies.buckets(all ? Figures.COUNTED : Figures.PUBLISHED, hall.id(), from, to);
        Map<String, List<Bucket>> inHours =
                tallies.buckets(all ? Figures.COUNTED : Figures.PUBLISHED_BY_HOUR, hall.id(), from, to);
        ScoreFormula formula = new ScoreFormula(hall.neutral());
        Map<String, Sum> windows = new LinkedHashMap<>();
        for (String id : hall.windows().keySet()) {
            Sum sum = new Sum(formula);
            inDays.getOrDefault(id, List.of()).forEach(bucket -> sum.add(bucket.n(), bucket.late()));
            windows.put(id, sum);
        }
        List<String> meant = window == null ? List.copyOf(windows.keySet()) : List.of(window);
        List<Bucket> ofDays = of(inDays, meant);
        List<Bucket> ofHours = of(inHours, meant);
        Sum sum = new Sum(formula);
        ofDays.forEach(bucket -> sum.add(bucket.n(), bucket.late()));
        Map<Instant, Sum> slots = slots(range, zone, size, formula);
        (size == History.Size.DAY ? ofDays : ofHours)
                .forEach(bucket -> slots.computeIfAbsent(slot(bucket, zone, size), at -> new Sum(formula))
                        .add(bucket.n(), bucket.late()));
        long timed = ofHours.stream()
                .mapToLong(bucket -> ScoreFormula.total(bucket.n()))
                .sum();
        long uncertain = tallies
                .sums(
                        all ? Figures.COUNTED : Figures.PUBLISHED,
                        hall.id(),
                        meant,
                        Buckets.UNCERTAIN,
                        Buckets.UNCERTAIN + 1)
                .values()
                .stream()
                .mapToLong(ScoreFormula::total)
                .sum();
        return new Overview(
                range, sum, slots, hours(ofHours, zone, formula), windows, Math.max(0, sum.total() - timed), uncertain);
    }

    private static List<Bucket> of(Map<String, List<Bucket>> buckets, List<String> windows) {
        List<Bucket> some = new ArrayList<>();
        windows.forEach(id -> some.addAll(buckets.getOrDefault(id, List.of())));
        return some;
    }

    private static Map<Instant, Sum> slots(Range range, ZoneId zone, History.Size size, ScoreFormula formula) {
        Map<Instant, Sum> slots = new LinkedHashMap<>();
        if (size == History.Size.DAY) {
            for (LocalDate day = range.from(); !day.isAfter(range.to()); day = day.plusDays(1)) {
                slots.put(day.atStartOfDay(zone).toInstant(), new Sum(formula));
            }
        } else {
            for (Instant hour = range.begin(zone);
                    hour.isBefore(range.end(zone));
                    hour = hour.plus(1, ChronoUnit.HOURS)) {
                slots.put(hour, new Sum(formula));
            }
        }
        return slots;
    }

    private static Instant slot(Bucket bucket, ZoneId zone, History.Size size) {
        Instant start = Instant.ofEpochMilli(bucket.startMillis());
        return size == History.Size.HOUR
                ? start
                : start.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    }

    private static List<List<Sum>> hours(List<Bucket> buckets, ZoneId zone, ScoreFormula formula) {
        List<List<Sum>> hours = Stream.generate(() ->
                        Stream.generate(() -> new Sum(formula)).limit(DAYS).toList())
                .limit(HOURS)
                .toList();
        for (Bucket bucket : buckets) {
            ZonedDateTime at = Instant.ofEpochMilli(bucket.startMillis()).atZone(zone);
            hours.get(at.getHour()).get(at.getDayOfWeek().getValue() - 1).add(bucket.n(), bucket.late());
        }
        return hours;
    }
}
