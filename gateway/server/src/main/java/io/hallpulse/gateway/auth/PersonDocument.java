package io.hallpulse.gateway.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.hallpulse.domain.people.Role;
import io.hallpulse.gateway.store.PersonRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A person as commands and the record of changes write one: everything but the password. */
@JsonPropertyOrder({"name", "roles", "unit", "staff", "interests"})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record PersonDocument(
        String name,
        List<String> roles,
        @Nullable String unit,
        @Nullable String staff,
        List<String> interests) {
    static PersonDocument of(PersonRow row) {
        return new PersonDocument(
                row.name(),
                row.roles().stream().sorted().map(Role::word).toList(),
                row.unit(),
                row.staff(),
                row.interests());
    }
}
