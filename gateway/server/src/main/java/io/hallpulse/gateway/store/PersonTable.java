package io.hallpulse.gateway.store;

import io.hallpulse.domain.people.Role;
import io.hallpulse.gateway.database.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The people of the database, who may sign in. Inside a transaction. */
public final class PersonTable {
    private static final String COLUMNS = "name, hash, roles, unit, staff, interests, since_millis";

    private final Statements statements;

    PersonTable(Statements statements) {
        this.statements = statements;
    }

    /** All of them, by name. */
    public List<PersonRow> all() throws SQLException {
        List<PersonRow> people = new ArrayList<>();
        try (ResultSet row = statements
                .with("select " + COLUMNS + " from person order by name")
                .executeQuery()) {
            while (row.next()) {
                people.add(person(row));
            }
        }
        return people;
    }

    public Optional<PersonRow> named(String name) throws SQLException {
        try (ResultSet row = statements
                .with("select " + COLUMNS + " from person where name = ?", name)
                .executeQuery()) {
            return row.next() ? Optional.of(person(row)) : Optional.empty();
        }
    }

    /** Adds a person, or makes the one of that name as this says. */
    public void put(PersonRow person) throws SQLException {
        statements
                .with(
                        "insert into person (" + COLUMNS
                                + ") values (?, ?, ?, ?, ?, ?, ?) on conflict (name) do update set"
                                + " hash = excluded.hash, roles = excluded.roles, unit = excluded.unit,"
                                + " staff = excluded.staff, interests = excluded.interests",
                        person.name(),
                        person.hash(),
                        person.roles().stream().map(Role::word).sorted().collect(Collectors.joining(" ")),
                        person.unit(),
                        person.staff(),
                        String.join(" ", person.interests()),
                        person.sinceMillis())
                .executeUpdate();
    }

    public void remove(String name) throws SQLException {
        statements.with("delete from person where name = ?", name).executeUpdate();
    }

    private static PersonRow person(ResultSet row) throws SQLException {
        String interests = row.getString(6);
        return new PersonRow(
                row.getString(1),
                row.getString(2),
                Role.ofWords(List.of(row.getString(3).split(" "))),
                row.getString(4),
                row.getString(5),
                interests.isEmpty() ? List.of() : List.of(interests.split(" ")),
                row.getLong(7));
    }
}
