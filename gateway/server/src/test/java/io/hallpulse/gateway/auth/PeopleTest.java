package io.hallpulse.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.record.Entry;
import io.hallpulse.gateway.store.PersonRow;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The people of a database and of the operators' file, and their sessions. */
class PeopleTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Actor BY = new Actor("li.na", "operator");

    @TempDir
    private Path data = Path.of("");

    private final AtomicLong nanos = new AtomicLong(1);
    private Store store;
    private StoreWriter writer;

    @BeforeEach
    void open() {
        store = Store.open(data);
        writer = store.writer();
    }

    @AfterEach
    void close() throws Exception {
        writer.close();
        store.close();
    }

    @Test
    void change_isKept_inForceAtOnce_andInTheRecordWithoutAPassword() throws Exception {
        People people = people(Optional.empty());
        assertThat(people.areThere()).isFalse();
        people.add(BY, row("chen", Role.TECHNICIAN, Role.OPERATOR), "open sesame");
        people.add(BY, row("wu", Role.VIEWER), "another one");
        people.giveRoles(BY, "wu", Set.of(Role.AUDITOR));
        people.givePassword(BY, "wu", "and yet another");
        assertThat(people.named("wu").orElseThrow().roles()).containsExactly(Role.AUDITOR);
        people.remove(BY, "wu");
        assertThat(people.named("wu")).isEmpty();

        People again = people(Optional.empty());
        assertThat(again.all()).extracting(Person::name).containsExactly("chen");
        assertThat(again.named("chen").orElseThrow().roles()).containsExactlyInAnyOrder(Role.TECHNICIAN, Role.OPERATOR);
        assertThat(Bcrypt.matches(again.named("chen").orElseThrow().hash(), "open sesame"))
                .isTrue();

        List<Entry> record = writer.transaction(tables -> tables.audit().after(0));
        assertThat(record)
                .extracting(entry -> entry.change().what() + " "
                        + entry.change().object() + ": " + entry.change().before() + " -> "
                        + entry.change().after())
                .containsExactly(
                        "people.add people/chen:  -> {\"name\":\"chen\",\"roles\":[\"technician\",\"operator\"]}",
                        "people.add people/wu:  -> {\"name\":\"wu\",\"roles\":[\"viewer\"]}",
                        "people.roles people/wu: {\"name\":\"wu\",\"roles\":[\"viewer\"]}"
                                + " -> {\"name\":\"wu\",\"roles\":[\"auditor\"]}",
                        "people.password people/wu: {\"name\":\"wu\",\"roles\":[\"auditor\"]}"
                                + " -> {\"name\":\"wu\",\"roles\":[\"auditor\"]}",
                        "people.remove people/wu: {\"name\":\"wu\",\"roles\":[\"auditor\"]} -> ");
        assertThat(record).extracting(entry -> entry.change().actor()).containsOnly(BY);
    }

    @Test
    void change_thatWouldLeaveNoOperator_isRefused_unlessTheFileHasOne() throws Exception {
        People people = people(Optional.empty());
        people.add(BY, row("chen", Role.OPERATOR), "open sesame");
        assertThatThrownBy(() -> people.remove(BY, "chen")).hasMessageStartingWith("chen is the last operator");
        assertThatThrownBy(() -> people.giveRoles(BY, "chen", Set.of(Role.VIEWER)))
                .hasMessageStartingWith("chen is the last operator");
        assertThat(people.named("chen").orElseThrow().roles()).containsExactly(Role.OPERATOR);
        List<Entry> record = writer.transaction(tables -> tables.audit().after(0));
        assertThat(record).as("what is refused leaves nothing").hasSize(1);

        people(Optional.of(file("li.na"))).remove(BY, "chen");
        assertThat(people(Optional.empty()).areThere()).isFalse();
    }

    @Test
    void lineOfTheFile_isAnOperator_whoIsChangedThereAlone() throws Exception {
        People people = people(Optional.empty());
        people.add(BY, row("li.na", Role.VIEWER), "open sesame");
        People withFile = people(Optional.of(file("li.na")));
        assertThat(withFile.named("li.na").orElseThrow().roles()).containsExactly(Role.OPERATOR);
        assertThat(withFile.all()).extracting(Person::isInFile).containsExactly(true);
        assertThatThrownBy(() -> withFile.remove(BY, "li.na")).hasMessageContaining("stands in the operators' file");
        assertThatThrownBy(() -> people.add(BY, row("li.na", Role.VIEWER), "open sesame"))
                .hasMessageContaining("there already");
        assertThatThrownBy(() -> people.add(BY, row("li na", Role.VIEWER), "open sesame"))
                .hasMessageStartingWith("a name is");
        assertThatThrownBy(() -> people.givePassword(BY, "nobody", "open sesame"))
                .hasMessage("nobody is called nobody");
    }

    @Test
    void session_endsAnHourAfterItsLastUse_andTwelveAfterItsFirst() throws Exception {
        People people = people(Optional.of(file("li.na")));
        Sessions sessions = new Sessions(people, RANDOM, nanos::get);
        String idle = sessions.begin(people.named("li.na").orElseThrow());
        pass(Duration.ofMinutes(59));
        String csrf = sessions.find(idle).orElseThrow().csrf();
        pass(Duration.ofMinutes(59));
        assertThat(sessions.find(idle).orElseThrow().csrf()).isEqualTo(csrf);
        pass(Duration.ofMinutes(60));
        assertThat(sessions.find(idle)).isEmpty();

        String busy = sessions.begin(people.named("li.na").orElseThrow());
        for (int i = 0; i < 23; i++) {
            pass(Duration.ofMinutes(30));
            assertThat(sessions.find(busy)).isPresent();
        }
        pass(Duration.ofMinutes(30));
        assertThat(sessions.find(busy)).isEmpty();
        assertThat(sessions.find("nobody's")).isEmpty();

        String oldest = sessions.begin(people.named("li.na").orElseThrow());
        for (int i = 0; i < 1000; i++) {
            sessions.begin(people.named("li.na").orElseThrow());
        }
        assertThat(sessions.find(oldest)).as("they are bounded").isEmpty();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private People people(Optional<Path> file) throws Exception {
        return People.open(writer, Operators.of(file), RANDOM, Instant::now);
    }

    private static PersonRow row(String name, Role... roles) {
        return new PersonRow(name, "", Set.of(roles), null, null, List.of(), 0);
    }

    private Path file(String name) throws Exception {
        Path file = Files.writeString(data.resolve("operators"), name + ":" + Bcrypt.hash("long enough", 4, RANDOM));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }
}
