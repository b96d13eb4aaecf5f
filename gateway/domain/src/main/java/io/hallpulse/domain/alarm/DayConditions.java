package io.hallpulse.domain.alarm;

import io.hallpulse.domain.calendar.WorkingCalendar;
import io.hallpulse.domain.score.Interval;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What is wrong with a window by the levels of days that are over. */
public final class DayConditions {
    /** How many working days a window's bad keys may go without a proof that they work. */
    static final int PROVEN_WITHIN = 5;

    private static final int FEWEST_BAD = 5;
    private static final int FEWEST_BEFORE = 30;
    private static final int FEWEST_FLAGGED = 20;
    private static final int BAD_LEVELS = 2;

    private DayConditions() {}

    /**
     * What is known of a window.
     *
     * @param yesterday ratings by level, that of level 1 first
     * @param before those of the four weeks before
     * @param proving those of the days in which the bad keys are to be proven
     * @param badTests key tests of levels 1 and 2 in these days
     * @param flagged presses of yesterday that met a rule
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record WindowFacts(
            String hall, String window, long[] yesterday, long[] before, long[] proving, long badTests, long flagged) {}

    /** The first of the days in which bad keys are to be proven, as seen on a day after them. */
    public static LocalDate provenFrom(LocalDate today, WorkingCalendar calendar) {
        LocalDate day = today;
        for (int worked = 0; worked < PROVEN_WITHIN; ) {
            day = day.minusDays(1);
            if (calendar.isWorked(day)) {
                worked++;
            }
        }
        return day;
    }

    public static List<Condition> of(Collection<WindowFacts> windows) {
        List<Condition> found = new ArrayList<>();
        for (WindowFacts facts : windows) {
            if (isSpike(facts)) {
                String shares = String.format(
                        Locale.ROOT,
                        "%d/%d, %d/%d",
                        bad(facts.yesterday),
                        all(facts.yesterday),
                        bad(facts.before),
                        all(facts.before));
                found.add(new Condition(AlarmKind.BAD_RATINGS, facts.hall, facts.window, shares));
            }
            if (facts.flagged >= FEWEST_FLAGGED && facts.flagged * 2 > all(facts.yesterday)) {
                found.add(new Condition(
                        AlarmKind.RULE_HITS,
                        facts.hall,
                        facts.window,
                        facts.flagged + "/" + (facts.flagged + all(facts.yesterday))));
            }
            if (all(facts.proving) > 0 && bad(facts.proving) == 0 && facts.badTests == 0) {
                found.add(new Condition(AlarmKind.BAD_KEYS_UNPROVEN, facts.hall, facts.window, ""));
            }
        }
        return found;
    }

    /** Whether yesterday's share was above that of before, for all that so few ratings can tell. */
    private static boolean isSpike(WindowFacts facts) {
        return bad(facts.yesterday) >= FEWEST_BAD
                && all(facts.before) >= FEWEST_BEFORE
                && Interval.of(bad(facts.yesterday), all(facts.yesterday)).low()
                        > Interval.of(bad(facts.before), all(facts.before)).high();
    }

    private static long bad(long[] levels) {
        long sum = 0;
        for (int i = 0; i < BAD_LEVELS; i++) {
            sum += levels[i];
        }
        return sum;
    }

    private static long all(long[] levels) {
        long sum = 0;
        for (long n : levels) {
            sum += n;
        }
        return sum;
    }
}
