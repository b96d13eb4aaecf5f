package io.hallpulse.gateway.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.random.RandomGenerator;

/**
 * A day of the demo's hall, with the hours at which people come.
 *
 * @param from when the first may have come
 * @param to when the last may have come
 * @param crowd as a share of those of a whole working day
 */
record DemoDay(Instant from, Instant to, double crowd) {
    private static final LocalTime OPENS = LocalTime.of(8, 30);
    private static final LocalTime CLOSES = LocalTime.of(17, 0);
    private static final Duration LEAST_TODAY = Duration.ofHours(4);
    private static final double WEEKEND = 0.3;

    /** That day; today ends now, and has begun for long enough to be seen, whenever the demo is started. */
    static DemoDay of(LocalDate day, ZoneId zone, Instant now) {
        Instant opens = day.atTime(OPENS).atZone(zone).toInstant();
        Instant closes = day.atTime(CLOSES).atZone(zone).toInstant();
        double whole = Duration.between(opens, closes).toMillis();
        if (!day.equals(LocalDate.ofInstant(now, zone))) {
            return new DemoDay(opens, closes, isWeekend(day) ? WEEKEND : 1);
        }
        Instant midnight = day.atStartOfDay(zone).toInstant();
        Instant latest = now.minus(LEAST_TODAY);
        Instant from = opens.isBefore(latest) ? opens : latest.isBefore(midnight) ? midnight : latest;
        return new DemoDay(from, now, Math.min(1, Duration.between(from, now).toMillis() / whole));
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    /** When one of them came: more in the middle of the morning and of the afternoon than at noon. */
    Instant time(RandomGenerator random) {
        double share;
        do {
            share = random.nextDouble();
        } while (random.nextDouble() > 0.45 + 0.55 * Math.abs(Math.sin(share * 2 * Math.PI)));
        return from.plusMillis((long) (share * Duration.between(from, to).toMillis()));
    }
}
