package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.visit.Visit;

/**
 * A photo of a visit, without what it shows.
 *
 * @param fact the number of the fact that the visit came to
 * @param place among those of the visit, 0 for the first
 * @param digest SHA-256 of the picture
 */
public record VisitPhoto(Visit visit, long fact, int place, String digest) {
    /** Under which it is sealed. */
    String name(RoundRow round) {
        return round.name() + "/f" + fact + "/" + place + "/" + digest;
    }
}
