package io.hallpulse.domain.assessment.round;

import io.hallpulse.domain.assessment.scheme.Rounds;
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
     * @param plan without fieldwork of its own a round is open on the period's last day alone
     * @param hold how long subjects see their cards before others do; null for no longer than others
     */
    public static RoundDates of(LocalDate end, Rounds plan, @Nullable Limit hold, WorkingCalendar calendar) {
        Rounds.Fieldwork fieldwork = plan.fieldwork();
        LocalDate open = fieldwork == null ? end : calendar.endOfSpan(end, fieldwork.after());
        LocalDate closed = fieldwork == null
                ? end
                : calendar.endOfSpan(open, fieldwork.length()).minusDays(1);
        LocalDate late = plan.late() == null ? closed : calendar.lastDay(closed, plan.late());
        LocalDate counted = calendar.nextWorked(late);
        LocalDate seen = hold == null ? counted : calendar.lastDay(counted, hold);
        return new RoundDates(open, closed, late, counted, seen, calendar.nextWorked(seen));
    }
}
