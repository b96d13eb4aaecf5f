package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.matter.BadRatings;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** What the keys of windows were rated by the day: sums, as far as anybody reads them once the day is over. Any thread. */
public interface WindowRatings {
    /**
     * A hall.
     *
     * @param zone in which its days begin
     */
    record Place(String hall, ZoneId zone) {}

    /** All halls, as of now. */
    List<Place> halls();

    /** Those of a day by window; whoever has none may be left out. */
    Map<String, BadRatings.Count> of(Place hall, LocalDate day);

    /**
     * How often each tag was given with bad ratings on the page behind a window's code, by window and the tag's text; none of a window that
     * has too few such ratings in that time.
     *
     * @param to the first day that is out of it
     */
    Map<String, Map<String, Long>> tags(Place hall, LocalDate from, LocalDate to);

    /** All that were ever given before a day, those of uncertain time too; likewise. */
    Map<String, BadRatings.Count> before(Place hall, LocalDate day);
}
