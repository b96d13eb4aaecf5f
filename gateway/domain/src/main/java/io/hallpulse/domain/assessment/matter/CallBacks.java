package io.hallpulse.domain.assessment.matter;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Calling back whoever wrote a case: nobody is out of reach after one try (design 7.3). */
public final class CallBacks {
    /** So many tries, */
    public static final int TRIES = 3;
    /** on so many days. */
    public static final int DAYS = 2;

    /** The step by which a case ends because nobody was reached. */
    private static final String UNREACHABLE = "unreachable";

    private CallBacks() {}

    /** Whether a step ends a case because nobody was reached. */
    public static boolean isAboutNobody(String step) {
        return step.equals(UNREACHABLE);
    }

    /**
     * Whether somebody is out of reach.
     *
     * @param tries when nobody answered
     * @param zone in which days begin
     */
    public static boolean isOutOfReach(Collection<Instant> tries, ZoneId zone) {
        Set<LocalDate> days =
                tries.stream().map(at -> at.atZone(zone).toLocalDate()).collect(Collectors.toSet());
        return tries.size() >= TRIES && days.size() >= DAYS;
    }
}
