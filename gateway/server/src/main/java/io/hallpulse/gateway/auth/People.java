package io.hallpulse.gateway.auth;

import io.hallpulse.contract.message.Json;
import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.people.Ties;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.auth.PeopleRefused.Reason;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.gateway.store.PersonRow;
import io.hallpulse.gateway.store.PersonTable;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.runtime.program.OperationFailed;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The people who may sign in: those of the database and those that the operators' file names, whose line there counts where a name stands
 * in both. A change is in force for all requests as soon as it is committed. Any thread.
 */
public final class People {
    private final StoreWriter writer;
    private final Operators operators;
    private final SecureRandom random;
    private final InstantSource clock;
    private long drawn; // the writer's thread
    private Stored stored;

    /** The people of the database as a change left them. */
    private record Stored(long number, Map<String, PersonRow> people) {}

    private People(
            StoreWriter writer, Operators operators, SecureRandom random, InstantSource clock, List<PersonRow> people) {
        this.writer = writer;
        this.operators = operators;
        this.random = random;
        this.clock = clock;
        this.stored = new Stored(0, byName(people));
    }

    /**
     * Reads them.
     *
     * @param operators who may sign in besides
     */
    public static People open(StoreWriter writer, Operators operators, SecureRandom random, InstantSource clock)
            throws SQLException, InterruptedException {
        return new People(
                writer,
                operators,
                random,
                clock,
                writer.transaction(tables -> tables.people().all()));
    }

    private static Map<String, PersonRow> byName(List<PersonRow> people) {
        return people.stream().collect(Collectors.toMap(PersonRow::name, Function.identity()));
    }

    private synchronized Map<String, PersonRow> stored() {
        return stored.people();
    }

    public Optional<Person> named(String name) {
        String hash = operators.hashes().get(name);
        if (hash != null) {
            return Optional.of(Person.ofFile(name, hash));
        }
        return Optional.ofNullable(stored().get(name)).map(row -> new Person(row, false));
    }

    /** All of them, by name. */
    public List<Person> all() {
        Map<String, Person> all = new TreeMap<>();
        stored().values().forEach(row -> all.put(row.name(), new Person(row, false)));
        operators.hashes().forEach((name, hash) -> all.put(name, Person.ofFile(name, hash)));
        return List.copyOf(all.values());
    }

    /** Whether there is anyone who could sign in. */
    public boolean areThere() {
        return !stored().isEmpty() || !operators.hashes().isEmpty();
    }

    /** What the dearest of their passwords costs to check. */
    int cost() {
        return all().stream()
                .mapToInt(person -> Bcrypt.cost(person.hash()))
                .max()
                .orElse(Bcrypt.COST);
    }

    /**
     * Adds a person.
     *
     * @param row whose hash and instant are made here
     * @throws PeopleRefused where it is not done
     */
    public void add(Actor by, PersonRow row, String password) throws InterruptedException {
        require(Reason.NAME, () -> Bcrypt.requireName(row.name()));
        requireRoles(row.roles());
        require(Reason.TIES, () -> Ties.written(row.unit(), row.staff(), row.interests()));
        String hash = hash(password);
        change(by, "people.add", row.name(), before -> {
            if (before.isPresent()) {
                throw new PeopleRefused(
                        Reason.KNOWN, row.name() + " is there already; give a new password, or choose another name");
            }
            return Optional.of(new PersonRow(
                    row.name(), hash, row.roles(), row.unit(), row.staff(), row.interests(), clock.millis()));
        });
    }

    /**
     * Gives a person these roles and no others.
     *
     * @throws PeopleRefused where it is not done
     */
    public void giveRoles(Actor by, String name, Set<Role> roles) throws InterruptedException {
        requireRoles(roles);
        change(
                by,
                "people.roles",
                name,
                before -> Optional.of(known(before, name).withRoles(roles)));
    }

    /**
     * Gives a person a new password, which ends all sessions of that person.
     *
     * @throws PeopleRefused where it is not done
     */
    public void givePassword(Actor by, String name, String password) throws InterruptedException {
        String hash = hash(password);
        change(
                by,
                "people.password",
                name,
                before -> Optional.of(known(before, name).withHash(hash)));
    }

    /**
     * Takes a person out, whose sessions end.
     *
     * @throws PeopleRefused where it is not done
     */
    public void remove(Actor by, String name) throws InterruptedException {
        change(by, "people.remove", name, before -> {
            known(before, name);
            return Optional.empty();
        });
    }

    /** What becomes of a person, on the writer's thread. */
    private interface Alteration {
        Optional<PersonRow> of(Optional<PersonRow> before);
    }

    private void change(Actor by, String what, String name, Alteration alteration) throws InterruptedException {
        if (operators.hashes().containsKey(name)) {
            throw new PeopleRefused(
                    Reason.IN_FILE,
                    name + " stands in the operators' file; change the line there, or take it out first");
        }
        try {
            enforce(writer.submit(tables -> {
                        PersonTable table = tables.people();
                        Optional<PersonRow> before = table.named(name);
                        Optional<PersonRow> after = alteration.of(before);
                        if (after.isPresent()) {
                            table.put(after.get());
                        } else {
                            table.remove(name);
                        }
                        List<PersonRow> people = table.all();
                        requireOperator(before, people);
                        tables.audit()
                                .add(new Change(by, what, "people/" + name, text(before), text(after)), clock.millis());
                        return new Stored(++drawn, byName(people));
                    })
                    .get());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new OperationFailed("nothing is changed: " + Fault.oneLine(cause), e);
        }
    }

    private void requireOperator(Optional<PersonRow> before, List<PersonRow> after) {
        if (before.isPresent()
                && before.get().roles().contains(Role.OPERATOR)
                && operators.hashes().isEmpty()
                && after.stream().noneMatch(person -> person.roles().contains(Role.OPERATOR))) {
            throw new PeopleRefused(
                    Reason.LAST_OPERATOR,
                    before.get().name() + " is the last operator, and nobody could change anything after this;"
                            + " give that role to another first");
        }
    }

    /** The one that was committed last stays, whoever comes here first. */
    private synchronized void enforce(Stored changed) {
        if (changed.number() > stored.number()) {
            stored = changed;
        }
    }

    /** A person as the record has one: without the password's hash. */
    private static String text(Optional<PersonRow> person) {
        return person.map(row -> new String(Json.write(PersonDocument.of(row)), StandardCharsets.UTF_8))
                .orElse("");
    }

    private String hash(String password) {
        require(Reason.PASSWORD, () -> Bcrypt.requirePassword(password));
        return Bcrypt.hash(password, Bcrypt.COST, random);
    }

    private static void requireRoles(Set<Role> roles) {
        if (roles.isEmpty()) {
            throw new PeopleRefused(Reason.ROLES, "a person has at least one role");
        }
        require(Reason.TOGETHER, () -> Role.requireTogether(roles));
    }

    private static void require(Reason reason, Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            throw new PeopleRefused(reason, String.valueOf(e.getMessage()));
        }
    }

    private static PersonRow known(Optional<PersonRow> before, String name) {
        return before.orElseThrow(() -> new PeopleRefused(Reason.UNKNOWN, "nobody is called " + name));
    }
}
