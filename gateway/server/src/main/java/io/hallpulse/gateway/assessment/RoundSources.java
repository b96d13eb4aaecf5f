package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.matter.Business;
import io.hallpulse.domain.assessment.round.AssessedPeriod;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.assessment.visit.Inspector;
import io.hallpulse.domain.calendar.WorkingCalendar;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.SubjectId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /**
     * How many services subjects gave: the tickets that queue machines told were closed, and of a window at least as many as were rated at its
     * keys. Whoever gave none may be left out.
     *
     * @param subjects ids of the scheme's kind
     * @param to the first instant that is out of it
     */
    Map<String, Long> services(Scheme scheme, List<String> subjects, Instant from, Instant to);

    /**
     * Ratings of the keys of one window on one day of its hall by level, that of level 1 first, as the tallies are now.
     *
     * @param window with its hall
     */
    long[] presses(String window, LocalDate day);

    /**
     * The subject of a kind that a window is, or belongs to.
     *
     * @param window with its hall
     * @return empty where it belongs to none of that kind
     */
    default Optional<String> within(String kind, String window) {
        return kind.equals(SubjectId.WINDOW)
                ? Optional.of(window)
                : lineage(SubjectId.WINDOW, window).stream()
                        .filter(one -> one.kind().equals(kind))
                        .findFirst()
                        .map(one -> one.hall().isEmpty() ? one.id() : one.hall() + "/" + one.id());
    }

    /**
     * One subject as it is on a day, with who holds its posts then.
     *
     * @param scheme in which it has its category; empty for none
     * @param id that of a window with its hall
     * @return empty where the directory has none of that name then
     */
    Optional<Planned> subject(String kind, String scheme, String id, LocalDate day);

    /** A subject and what it belongs to, the nearest first; nothing where the id is empty. */
    List<SubjectId> lineage(String kind, String id);

    /** The business days of a subject's hall; those of the calendar where it has none. */
    Business business(String kind, String id);

    /** Who may be sent on visits: whoever has a role of assessments, as of now. */
    List<Inspector> inspectors();

    /** The calendar of working days, as of now. */
    WorkingCalendar calendar();

    /** A digest of the calendar of working days. */
    String calendarVersion();

    /** What a unit or a member of staff is called, by its id; the id itself where the directory has neither. */
    Name called(String id);

    /** In which days begin. */
    ZoneId zone();
}
