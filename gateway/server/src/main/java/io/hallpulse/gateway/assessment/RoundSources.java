package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.round.AssessedPeriod;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.calendar.WorkingCalendar;
import io.hallpulse.domain.directory.Name;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** What a round takes over from the rest of the gateway, once: the directory when it is frozen, the tallies when it closes. Any thread. */
public interface RoundSources {
    /** A subject with what it is called. */
    record Planned(FrozenSubject subject, Name name) {}

    /** Whom a scheme assesses, with who holds the posts on the period's last day. */
    List<Planned> subjects(Scheme scheme, AssessedPeriod period);

    /**
     * Ratings of the keys by level, that of level 1 first; whoever has none may be left out.
     *
     * @param subjects ids of the scheme's kind
     * @param to the first instant that is out of it
     */
    Map<String, long[]> presses(Scheme scheme, Source.Presses source, List<String> subjects, Instant from, Instant to);

    WorkingCalendar calendar();

    /** A digest of the calendar of working days. */
    String calendarVersion();

    /** What a unit or a member of staff is called, by its id; the id itself where the directory has neither. */
    Name called(String id);

    /** In which days begin. */
    ZoneId zone();
}
