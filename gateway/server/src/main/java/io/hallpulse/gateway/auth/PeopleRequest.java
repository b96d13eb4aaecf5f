package io.hallpulse.gateway.auth;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.store.PersonRow;
import io.hallpulse.runtime.program.OperationFailed;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request of the command {@code gateway people}, done in the gateway that runs or, where none runs, in the command itself.
 *
 * @param action add, list, password or remove
 * @param user of the machine, who ran the command
 */
@JsonPropertyOrder({"action", "user", "name", "roles", "password", "unit", "staff", "interests"})
public record PeopleRequest(
        String action,
        String user,
        @Nullable String name,
        @Nullable List<String> roles,
        @Nullable String password,
        @Nullable String unit,
        @Nullable String staff,
        @Nullable List<String> interests) {
    /** What the gateway's control socket calls these requests. */
    public static final String CONTROL = "people";

    /** A person in the list. */
    @JsonPropertyOrder({"name", "roles", "unit", "staff", "interests", "inFile"})
    record Listed(@JsonUnwrapped PersonDocument person, boolean inFile) {}

    /**
     * Does it.
     *
     * @return what the command prints as JSON
     * @throws OperationFailed with one line, where it is not done
     * @throws IllegalArgumentException with one line, where it is no such request
     */
    public Object answer(People people) throws InterruptedException {
        try {
            return done(people);
        } catch (PeopleRefused e) {
            throw new OperationFailed(e.getMessage(), e);
        }
    }

    private Object done(People people) throws InterruptedException {
        Actor by = Actor.command(user);
        if (action.equals("list")) {
            return Map.of(
                    "people",
                    people.all().stream()
                            .map(person -> new Listed(PersonDocument.of(person.row()), person.isInFile()))
                            .toList());
        }
        String who = present(name, "name");
        switch (action) {
            case "add" -> people.add(by, row(who), present(password, "password"));
            case "password" -> people.givePassword(by, who, present(password, "password"));
            case "remove" -> people.remove(by, who);
            default -> throw new IllegalArgumentException("'" + action + "' is nothing that is done with people");
        }
        return Map.of("name", who);
    }

    private PersonRow row(String who) {
        return new PersonRow(
                who,
                "",
                Role.ofWords(present(roles, "roles")),
                unit,
                staff,
                interests == null ? List.of() : interests,
                0);
    }

    private static <T> T present(@Nullable T value, String what) {
        if (value == null) {
            throw new IllegalArgumentException(what + " is missing");
        }
        return value;
    }
}
