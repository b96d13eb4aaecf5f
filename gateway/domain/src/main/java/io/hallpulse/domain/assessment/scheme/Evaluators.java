package io.hallpulse.domain.assessment.scheme;

import io.hallpulse.domain.calendar.Limit;
import io.hallpulse.domain.directory.Text;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Those who inspect (监督员), and what keeps them fair.
 *
 * @param name what they are called; empty texts where the scheme does not say
 * @param expected how many there should be; null where the scheme does not say
 * @param term for which they are appointed; null where the scheme does not say
 * @param random whether visits are assigned by lot
 * @param rotate whether nobody visits the same subject in two rounds that follow each other
 * @param severity from when on an inspector's severity is told to the auditor; null for never
 */
public record Evaluators(
        Text name,
        @Nullable Integer expected,
        @Nullable Limit term,
        boolean random,
        Set<Conflict> avoid,
        boolean rotate,
        @Nullable Severity severity) {
    /** What keeps an inspector away from a subject. */
    public enum Conflict implements Word {
        OWN_UNIT,
        OWN_TOWN,
        DECLARED_INTEREST
    }

    /**
     * The mean difference to other inspectors at the same subjects.
     *
     * @param atLeast subjects seen by others too, 1 or more
     * @param beyond points of 100
     */
    public record Severity(int atLeast, BigDecimal beyond) {}

    public Evaluators {
        avoid = Copies.of(avoid);
    }
}
