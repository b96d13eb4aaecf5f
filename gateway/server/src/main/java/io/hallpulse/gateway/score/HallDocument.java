package io.hallpulse.gateway.score;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Viewing;
import java.time.Instant;
import java.util.List;

/**
 * The scores of a hall as HTTP and the stream give them, with what a page needs to read them.
 *
 * @param timeZone IANA name of the hall's zone
 * @param minimumRatings a window with fewer has only its total
 * @param sizes of what is read from afar on the hall screen
 * @param neutral levels that are no good rating although above 2
 * @param curve the hours of today, those that have enough ratings
 * @param notices that the hall screen shows now
 */
@JsonPropertyOrder({
    "hall",
    "name",
    "timeZone",
    "asOf",
    "period",
    "minimumRatings",
    "sizes",
    "neutral",
    "overall",
    "curve",
    "notices",
    "windows"
})
public record HallDocument(
        String hall,
        Name name,
        String timeZone,
        Instant asOf,
        String period,
        int minimumRatings,
        Viewing.Sizes sizes,
        List<Integer> neutral,
        Overall overall,
        List<CurvePoint> curve,
        List<Name> notices,
        List<WindowScore> windows) {}
