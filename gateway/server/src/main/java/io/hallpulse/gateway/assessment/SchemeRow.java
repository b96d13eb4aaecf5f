package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.scheme.Word;

/**
 * A version of a scheme as it is stored.
 *
 * @param digest SHA-256 of the file
 * @param file its text
 */
public record SchemeRow(
        String scheme, int version, State state, String digest, String file, String uploadedBy, long uploadedMillis) {
    /** Where a version stands. */
    public enum State implements Word {
        /** It was uploaded, and the whole grammar found no fault. */
        CHECKED,
        IN_FORCE,
        RETIRED
    }

    SchemeRow in(State next) {
        return new SchemeRow(scheme, version, next, digest, file, uploadedBy, uploadedMillis);
    }

    /** As the record of changes names it. */
    String object() {
        return "schemes/" + scheme + "/" + version;
    }
}
