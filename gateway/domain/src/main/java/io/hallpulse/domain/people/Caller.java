package io.hallpulse.domain.people;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The person who makes a request.
 *
 * @param roles as they are at this moment, at least one
 * @param ties what keeps this person out of some assessments
 */
public record Caller(String name, Set<Role> roles, Ties ties) {
    private static final List<Role> HIGHEST_FIRST = List.of(
            Role.OPERATOR,
            Role.TECHNICIAN,
            Role.ORGANISER,
            Role.APPROVER,
            Role.DISCIPLINE,
            Role.REVIEWER,
            Role.KEYHOLDER,
            Role.INSPECTOR,
            Role.CALLER,
            Role.RECORDER,
            Role.THIRD_PARTY,
            Role.UNIT,
            Role.CONTACT,
            Role.STAFF,
            Role.AUDITOR,
            Role.VIEWER);

    public Caller {
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a person has at least one role");
        }
        roles = Collections.unmodifiableSet(EnumSet.copyOf(roles));
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** Whether a path that wants at least that role is open to this person. */
    public boolean may(Access least, boolean change) {
        return least.admits(roles, change);
    }

    /** The one role to name where there is room for one. */
    public Role highest() {
        return HIGHEST_FIRST.stream().filter(this::is).findFirst().orElseThrow();
    }
}
