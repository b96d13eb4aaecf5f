package io.hallpulse.gateway.auth;

import io.hallpulse.domain.people.Caller;
import io.hallpulse.domain.people.Role;
import io.hallpulse.gateway.store.PersonRow;
import java.util.List;
import java.util.Set;

/**
 * Somebody who may sign in.
 *
 * @param isInFile whether the operators' file names this person, who can be changed there alone
 */
public record Person(PersonRow row, boolean isInFile) {
    static Person ofFile(String name, String hash) {
        return new Person(new PersonRow(name, hash, Set.of(Role.OPERATOR), null, null, List.of(), 0), true);
    }

    public String name() {
        return row.name();
    }

    public Set<Role> roles() {
        return row.roles();
    }

    public String hash() {
        return row.hash();
    }

    public Caller caller() {
        return new Caller(row.name(), row.roles(), row.ties());
    }
}
