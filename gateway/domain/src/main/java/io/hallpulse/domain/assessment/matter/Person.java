package io.hallpulse.domain.assessment.matter;

import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import java.util.Collection;
import java.util.Set;

/**
 * Who does something to a case.
 *
 * @param login by which two persons are told apart
 * @param roles towards this very case: a contact or a reviewer of another unit is none of it
 */
public record Person(String login, Set<AssessmentRole> roles) {
    public Person {
        roles = Set.copyOf(roles);
    }

    boolean hasAny(Collection<AssessmentRole> wanted) {
        return wanted.stream().anyMatch(roles::contains);
    }
}
