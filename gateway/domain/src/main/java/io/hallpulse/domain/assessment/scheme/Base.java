package io.hallpulse.domain.assessment.scheme;

import io.hallpulse.domain.calendar.Limit;
import io.hallpulse.domain.directory.Name;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The register of people who may be asked (名单库).
 *
 * @param from where they come from; null where the scheme does not say
 * @param expected how many there should be; null where the scheme does not say
 * @param strata ids of the groups that a draw keeps in proportion; empty for none
 * @param contactPerSubject whether the register says with whom a person dealt
 * @param retention after which contacts are deleted; null where the scheme does not say
 */
public record Base(
        @Nullable Name from,
        @Nullable Integer expected,
        List<String> strata,
        boolean contactPerSubject,
        Set<Exclusion> exclude,
        @Nullable Limit retention) {
    /** Who is never drawn. */
    public enum Exclusion implements Word {
        STAFF_OF_SUBJECTS,
        RELATIVES_DECLARED
    }

    public Base {
        strata = List.copyOf(strata);
        exclude = Copies.of(exclude);
    }
}
