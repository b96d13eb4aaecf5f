package io.hallpulse.domain.assessment.round;

import io.hallpulse.domain.calendar.Limit;
import io.hallpulse.domain.calendar.WorkingCalendar;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The days of a round's steps (design 3, X26).
 *
 * @param open the first day on which ballots are taken, whether it is worked or not
 * @param closed the last one
 * @param late until when what was under way is taken
 * @param counted the next day that is worked
 * @param seen until when the subjects see their own cards before others do
 * @param published the next day that is worked; only now do the round's rules take effect
 */
public record RoundDates(
        LocalDate open, LocalDate closed, LocalDate late, LocalDate counted, LocalDate seen, LocalDate published) {

    /**
     * Those of a period as its scheme plans them.
     *
     * @param end the period's last day
     * @param after how many days after it ballots are taken
     * @param days for how many days, the last one included
     * @param late null where nothing is taken after
     * @param hold null where subjects see their cards no earlier than others
     */
    public static RoundDates of(
            LocalDate end, int after, int days, @Nullable Limit late, @Nullable Limit hold, WorkingCalendar calendar) {
        LocalDate open = end.plusDays(after);
        LocalDate closed = open.plusDays(days - 1L);
        LocalDate lateUntil = late == null ? closed : calendar.lastDay(closed, late);
        LocalDate counted = calendar.nextWorked(lateUntil);
        LocalDate seen = hold == null ? counted : calendar.lastDay(counted, hold);
        return new RoundDates(open, closed, lateUntil, counted, seen, calendar.nextWorked(seen));
    }
}
