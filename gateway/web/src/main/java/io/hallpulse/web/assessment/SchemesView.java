package io.hallpulse.web.assessment;

import io.hallpulse.web.Badge;
import io.hallpulse.web.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * The schemes of assessments, all versions.
 *
 * @param zone by whose clock times are told
 * @param examples ids of those that come with the program
 */
public record SchemesView(List<Version> versions, ZoneId zone, List<String> examples) {
    public SchemesView {
        versions = List.copyOf(versions);
        examples = List.copyOf(examples);
    }

    /** A version of a scheme. */
    public record Version(
            String scheme,
            int version,
            String zh,
            String en,
            String state,
            String digest,
            String uploadedBy,
            Instant uploaded) {
        /** Its name in a language. */
        public String name(Words t) {
            return t.of(zh, en);
        }

        /** Where it stands. */
        public Badge badge() {
            return AssessmentWords.scheme(state);
        }
    }
}
