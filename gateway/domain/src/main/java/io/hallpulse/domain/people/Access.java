package io.hallpulse.domain.people;

import java.util.Locale;
import java.util.Set;

/**
 * The least role that a path wants. A technician may what a viewer may, an operator may what a technician may, and so is an organiser's
 * part of the directory the operator's too. An auditor reads whatever anybody reads and changes nothing but the own password.
 */
public enum Access {
    /** Open to everybody, signed in or not. */
    ANYONE,
    /** Whoever is signed in, whatever they came for. */
    SIGNED_IN,
    /** Whoever has a role of the hall, and the organiser of assessments. */
    VIEWER,
    /** Whoever has a role in assessments, to read and to change: who may do what there is for the room itself to say. */
    ASSESSMENT,
    TECHNICIAN,
    OPERATOR,
    ORGANISER,
    AUDITOR;

    /** As the interface document writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Whether somebody with these roles may use the path.
     *
     * @param roles none for somebody who is not signed in
     * @param change whether the request changes something
     */
    public boolean admits(Set<Role> roles, boolean change) {
        return switch (this) {
            case ANYONE -> true;
            case SIGNED_IN -> !roles.isEmpty();
            case VIEWER -> roles.stream().anyMatch(Role::isOfHall);
            case ASSESSMENT -> roles.stream().anyMatch(Role::isOfAssessments);
            case TECHNICIAN -> reads(roles, change) || roles.contains(Role.TECHNICIAN) || roles.contains(Role.OPERATOR);
            case OPERATOR -> reads(roles, change) || roles.contains(Role.OPERATOR);
            case ORGANISER -> reads(roles, change) || roles.contains(Role.ORGANISER) || roles.contains(Role.OPERATOR);
            case AUDITOR -> reads(roles, change);
        };
    }

    private static boolean reads(Set<Role> roles, boolean change) {
        return !change && roles.contains(Role.AUDITOR);
    }
}
