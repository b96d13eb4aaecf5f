package io.hallpulse.gateway.alarm;

import io.hallpulse.domain.alarm.Condition;
import io.hallpulse.domain.alarm.DayConditions;
import io.hallpulse.domain.alarm.DayConditions.WindowFacts;
import io.hallpulse.domain.calendar.WorkingCalendar;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.store.AlarmReader;
import io.hallpulse.gateway.store.StoreReader;
import io.hallpulse.gateway.store.TallyReader;
import io.hallpulse.gateway.store.TallyReader.Figures;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What derives from levels: looked at once a day, when the hall's day is over, so that nobody learns today's levels by an alarm. */
final class DayEnd {
    /** After midnight: presses that were on their way are in, and what was held back of the day is published. */
    private static final Duration AFTER = Duration.ofMinutes(10);

    private static final int WEEKS_BEFORE = 4;

    private final AlarmReader alarms;
    private final TallyReader tallies;
    private final Map<String, Looked> looked = new HashMap<>();

    private record Looked(LocalDate today, List<Condition> found) {}

    DayEnd(StoreReader reader) {
        this.alarms = reader.alarms();
        this.tallies = reader.tallies();
    }

    List<Condition> now(Halls halls, Instant now) {
        looked.keySet().retainAll(halls.ids());
        List<Condition> found = new ArrayList<>();
        WorkingCalendar calendar = WorkingCalendar.of(halls);
        for (Hall hall : halls.all()) {
            LocalDate today = now.minus(AFTER).atZone(hall.zone()).toLocalDate();
            Looked last = looked.get(hall.id());
            if (last == null || !last.today().equals(today)) {
                last = new Looked(today, DayConditions.of(facts(hall, today, calendar)));
                looked.put(hall.id(), last);
            }
            found.addAll(last.found());
        }
        return found;
    }

    private List<WindowFacts> facts(Hall hall, LocalDate today, WorkingCalendar calendar) {
        LocalDate yesterday = today.minusDays(1);
        LocalDate proven = DayConditions.provenFrom(today, calendar);
        Map<String, long[]> ofYesterday = sums(hall, yesterday, today);
        Map<String, long[]> before = sums(hall, yesterday.minusWeeks(WEEKS_BEFORE), yesterday);
        Map<String, long[]> proving = sums(hall, proven, today);
        Map<String, Long> flagged = alarms.flagged(hall.id(), millis(hall, yesterday), millis(hall, today));
        Map<String, Long> tests = alarms.badTests(hall.id(), millis(hall, proven), millis(hall, today));
        List<WindowFacts> facts = new ArrayList<>();
        for (String window : hall.windows().keySet()) {
            facts.add(new WindowFacts(
                    hall.id(),
                    window,
                    ofYesterday.getOrDefault(window, new long[5]),
                    before.getOrDefault(window, new long[5]),
                    proving.getOrDefault(window, new long[5]),
                    tests.getOrDefault(window, 0L),
                    flagged.getOrDefault(window, 0L)));
        }
        return facts;
    }

    private Map<String, long[]> sums(Hall hall, LocalDate from, LocalDate to) {
        return tallies.sums(
                Figures.PUBLISHED, hall.id(), hall.windows().keySet(), millis(hall, from), millis(hall, to));
    }

    private static long millis(Hall hall, LocalDate day) {
        return day.atStartOfDay(hall.zone()).toInstant().toEpochMilli();
    }
}
