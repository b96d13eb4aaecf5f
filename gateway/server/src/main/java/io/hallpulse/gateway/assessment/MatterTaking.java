package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.scheme.Flow.Need;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody hands in with a transition.
 *
 * @param text what the person writes; empty for nothing
 * @param proof SHA-256 of a file in hexadecimal digits; null for none
 * @param attested what the person says was done: a visit, a record, a call, the consent
 * @param deadline the date that the case is to bear; null for the same as before
 */
public record MatterTaking(
        String text,
        @Nullable String proof,
        Set<Need> attested,
        @Nullable LocalDate deadline) {
    private static final Set<Need> BY_WORD = EnumSet.of(Need.VISIT, Need.RECORD, Need.CALLBACK, Need.CONSENT);

    /** Nothing is handed in. */
    public static final MatterTaking NOTHING = new MatterTaking("", null, Set.of(), null);

    public MatterTaking {
        attested = Set.copyOf(attested);
    }

    /** A text alone is handed in. */
    public static MatterTaking text(String text) {
        return new MatterTaking(text, null, Set.of(), null);
    }

    /** All that is at hand of what transitions want; a text, a file and a date speak for themselves. */
    Set<Need> supplied() {
        Set<Need> supplied = EnumSet.noneOf(Need.class);
        attested.stream().filter(BY_WORD::contains).forEach(supplied::add);
        if (!text.isBlank()) {
            supplied.add(Need.TEXT);
        }
        if (proof != null) {
            supplied.add(Need.PROOF);
        }
        return supplied;
    }
}
