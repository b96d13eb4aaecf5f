package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.record.Actor;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a case before it has a number.
 *
 * @param scheme its id, or that of the gateway itself
 * @param by who or what opens it
 * @param own the date that it bears itself; null for none
 */
record MatterOpening(
        String scheme,
        int version,
        String id,
        Flow flow,
        MatterRow.About about,
        MatterRow.Cause cause,
        MatterRow.Addressee addressee,
        String title,
        String text,
        String measure,
        String grade,
        @Nullable String external,
        @Nullable LocalDate own,
        Actor by) {}
