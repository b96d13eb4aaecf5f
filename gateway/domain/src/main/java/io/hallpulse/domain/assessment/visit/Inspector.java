package io.hallpulse.domain.assessment.visit;

import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.people.Ties;
import java.util.Collection;
import java.util.Set;

/**
 * Somebody who may be sent on visits.
 *
 * @param name the login
 * @param ties the own unit, oneself among the staff, and declared interests
 */
public record Inspector(String name, Set<AssessmentRole> roles, Ties ties) {
    public Inspector {
        roles = Set.copyOf(roles);
    }

    /**
     * Whether this one must not visit a subject, whatever the scheme says (design 9).
     *
     * @param names of the subject and of all that it belongs to, as interests name them: {@code window:north/A03}, {@code unit:tax}
     */
    public boolean isTiedTo(Collection<String> names) {
        return ties.belongTo(names)
                || (ties.staff() != null && names.contains("staff:" + ties.staff()))
                || ties.areInterestIn(names);
    }
}
