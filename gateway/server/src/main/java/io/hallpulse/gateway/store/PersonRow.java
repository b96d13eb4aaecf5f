package io.hallpulse.gateway.store;

import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.people.Ties;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person of the database.
 *
 * @param hash bcrypt of the password
 * @param unit the unit that the person belongs to, null where it is not known
 * @param staff the person's id among the hall's staff, null for none
 * @param interests declared interests, {@code KIND:ID} each
 */
public record PersonRow(
        String name,
        String hash,
        Set<Role> roles,
        @Nullable String unit,
        @Nullable String staff,
        List<String> interests,
        long sinceMillis) {
    public PersonRow {
        roles = Set.copyOf(roles);
        interests = List.copyOf(interests);
    }

    public Ties ties() {
        return new Ties(unit, staff, interests);
    }

    public PersonRow withHash(String other) {
        return new PersonRow(name, other, roles, unit, staff, interests, sinceMillis);
    }

    public PersonRow withRoles(Set<Role> other) {
        return new PersonRow(name, hash, other, unit, staff, interests, sinceMillis);
    }
}
