package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.record.Actor;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * A person at work in an assessment.
 *
 * @param name the login
 * @param roles of assessments that the person has
 */
public record Signer(String name, Set<AssessmentRole> roles) {
    /** The gateway itself, at the times that schemes and calendar say. */
    static final Signer CLOCK = new Signer("clock", Set.of());

    public Signer {
        roles = Set.copyOf(roles);
    }

    /** Of somebody with those words as roles; words that are none of assessments do not matter here. */
    public static Signer of(String name, Collection<String> words) {
        Set<AssessmentRole> roles = EnumSet.noneOf(AssessmentRole.class);
        for (AssessmentRole role : AssessmentRole.values()) {
            if (words.contains(role.word())) {
                roles.add(role);
            }
        }
        return new Signer(name, roles);
    }

    Actor as(AssessmentRole role) {
        return new Actor(name, role.word());
    }

    Actor actor() {
        return new Actor(
                name,
                roles.stream().sorted().findFirst().map(AssessmentRole::word).orElse(name));
    }

    /**
     * Demands one of some roles.
     *
     * @return the one
     * @throws AssessRefused where the person has none of them
     */
    AssessmentRole require(String what, Collection<AssessmentRole> any) {
        return any.stream()
                .filter(roles::contains)
                .findFirst()
                .orElseThrow(() -> new AssessRefused(
                        AssessRefused.Reason.NOT_ALLOWED,
                        what + " is for "
                                + String.join(
                                        ", ",
                                        any.stream()
                                                .map(AssessmentRole::word)
                                                .sorted()
                                                .toList())
                                + "; " + name + " is none of them"));
    }
}
