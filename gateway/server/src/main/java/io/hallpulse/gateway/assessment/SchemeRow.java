package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.scheme.Word;

/**
 * A version of a scheme as it is stored.
 *
 * @param scheme its id
 * @param version from 1 on, as the file says
 * @param digest SHA-256 of the file
 * @param file its text
 * @param uploadedBy the login
 * @param uploadedMillis milliseconds since 1970
 */
public record SchemeRow(
        String scheme, int version, State state, String digest, String file, String uploadedBy, long uploadedMillis) {
    /** Where a version stands. */
    public enum State implements Word {
        /** It was uploaded, and the whole grammar found no fault. */
        CHECKED,
        /** Two persons signed that rounds are planned by it; no more than one version of a scheme is. */
        IN_FORCE,
        /** Another one came in force, or two persons signed that it is no more; its rounds go on. */
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
