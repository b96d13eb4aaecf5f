package io.hallpulse.domain.assessment.round;

import io.hallpulse.domain.assessment.ranking.Place;
import java.util.Map;

/**
 * What a later round of the same scheme has to know of one.
 *
 * @param annulled whether it does not count at all
 * @param places by subject; who is absent was not ranked
 */
public record EarlierRound(String period, boolean annulled, Map<String, Place> places) {
    public EarlierRound {
        places = Map.copyOf(places);
    }
}
