package io.hallpulse.gateway.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.domain.assessment.matter.BadRatings;
import io.hallpulse.domain.assessment.matter.BuiltInFlows;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.calendar.Limit;
import io.hallpulse.domain.people.Caller;
import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.people.Ties;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.assessment.key.SealingKey;
import io.hallpulse.gateway.database.DatabasePart;
import io.hallpulse.gateway.database.OpenDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases that people write, and those of bad ratings by the keys (X23), on one database. */
abstract class LetterCases {
    private static final String TOKEN = "uSx0Y2J3ZHp2bGV0dGVyMQ";
    private static final String PHONE = "13800138000 王女士";
    private static final Caller CALLER = who("he", Role.CALLER, null);
    private static final Caller CONTACT = who("lu", Role.CONTACT, "north/A01");

    @TempDir
    Path data;

    private final FailingConnections connections = new FailingConnections();
    private TestDatabase named;
    private OpenDatabase database;
    private AssessRig rig;
    private Contacts contacts;
    private WebCases letters;
    private PressCases presses;

    /** The database that these cases run on. */
    abstract TestDatabase database(Path data);

    @BeforeEach
    void open() throws Exception {
        named = database(data.resolve("gateway"));
        Files.createDirectories(named.data());
        begin();
        rig.directory.add(AssessRig.subject("north/A01"));
        rig.directory.add(AssessRig.subject("north/A02"));
    }

    private void begin() throws Exception {
        database = connections.of(OpenDatabase.open(DatabasePart.ASSESSMENTS, named.data(), named.config()));
        rig = new AssessRig(database);
        contacts = new Contacts(rig.store, named.data(), Limit.parse("90d"), rig, rig.work.flows(), rig.clock);
        letters = new WebCases(rig.store, rig.grammar, rig, rig.matters, rig.work, contacts, rig.clock);
        presses = new PressCases(rig.store, rig.ratings, new BadRatings(3), rig.matters, rig, rig.clock);
    }

    @AfterEach
    void close() {
        connections.heal();
        rig.close();
    }

    private static Caller who(String name, Role role, @Nullable String unit) {
        return new Caller(name, Set.of(role), new Ties(unit, null, List.of()));
    }

    private List<String> cases() {
        return rig.store.read(tables -> tables.matters().of(BuiltInFlows.SCHEME, BuiltInFlows.BAD_RATING)).stream()
                .map(row -> row.about().subject() + " " + row.title().replaceFirst("^\\S+ Bad ratings of a ", "") + ": "
                        + row.text().replaceAll("[^0-9，]", ""))
                .toList();
    }

    private void day(String day) throws Exception {
        rig.at(day);
        presses.tick();
    }

    /** X23, from Monday 12 October on. */
    @Test
    void x23_presses_makeACaseForADay_orForTheWeek_withoutTimes() throws Exception {
        day("2026-10-12");
        assertThat(cases()).isEmpty();
        rig.ratings.give("2026-10-12", "A01", 0, 30);
        rig.ratings.give("2026-10-12", "A02", 3, 30);
        presses.tick();
        assertThat(cases()).as("the hall's day is not over").isEmpty();
        day("2026-10-13");
        assertThat(cases()).containsExactly("north/A02 day 2026-10-12: 1，2，30");
        presses.tick();
        assertThat(cases()).hasSize(1);
        assertThat(rig.store.read(tables -> tables.matters().of(BuiltInFlows.SCHEME, BuiltInFlows.BAD_RATING)).stream()
                        .map(row -> row.text() + row.cause().detail()))
                .allMatch(text -> !text.contains(":0") && !text.matches(".*[0-9]{2}:[0-9]{2}.*"));

        rig.ratings.give("2026-10-13", "A01", 1, 30);
        rig.ratings.give("2026-10-14", "A01", 3, 4);
        rig.ratings.give("2026-10-14", "A02", 1, 30);
        day("2026-10-18");
        assertThat(cases()).as("one alone, and three of four").hasSize(1);
        day("2026-10-19");
        assertThat(cases())
                .containsExactly("north/A02 day 2026-10-12: 1，2，30", "north/A01 week 2026-10-12 – 2026-10-18: 1，3，64");

        rig.ratings.give("2026-10-19", "A02", 2, 30);
        rig.ratings.give("2026-10-22", "A02", 2, 30);
        day("2026-10-26");
        assertThat(cases()).hasSize(3).last().isEqualTo("north/A02 week 2026-10-19 – 2026-10-25: 2，2，60");

        rig.ratings.give("2026-10-14", "A02", 3, 5);
        rig.ratings.give("2026-10-26", "A02", 0, 5);
        day("2026-11-02");
        assertThat(cases())
                .as("late ones count in the week in which they came")
                .hasSize(4)
                .last()
                .isEqualTo("north/A02 week 2026-10-26 – 2026-11-01: 1，2，10");
    }

    @Test
    void daysThatNobodyLookedAt_areJudgedAfterARestart_once() throws Exception {
        day("2026-10-12");
        for (int day = 12; day <= 14; day++) {
            rig.ratings.give("2026-10-" + day, "A01", 4, 9);
        }
        rig.ratings.give("2026-10-14", "Z9", 9, 9);
        TestRatings ratings = rig.ratings;
        rig.close();
        begin();
        rig.directory.add(AssessRig.subject("north/A01"));
        presses = new PressCases(rig.store, ratings, new BadRatings(3), rig.matters, rig, rig.clock);
        day("2026-10-15");
        day("2026-10-15");
        assertThat(cases())
                .as("a window that is in no directory any more has none")
                .containsExactly(
                        "north/A01 day 2026-10-12: 2，2，9",
                        "north/A01 day 2026-10-13: 2，2，9",
                        "north/A01 day 2026-10-14: 2，2，9");
    }

    @Test
    void judging_brokenOffAnywhere_isDoneOnce() throws Exception {
        day("2026-10-17");
        rig.ratings.give("2026-10-17", "A01", 3, 30);
        day("2026-10-18");
        rig.ratings.give("2026-10-18", "A01", 3, 30);
        rig.ratings.give("2026-10-18", "A02", 2, 30);
        rig.ratings.give("2026-10-17", "A02", 1, 30);
        rig.at("2026-10-19");
        KillPoints.each("judging a Sunday", connections, database, () -> {
            presses.tick();
            return true;
        });
        assertThat(cases())
                .containsExactly(
                        "north/A01 day 2026-10-17: 1，2，30",
                        "north/A01 day 2026-10-18: 1，2，30",
                        "north/A02 week 2026-10-12 – 2026-10-18: 1，2，60");
    }

    private WebCases.Letter letter(String text) {
        return new WebCases.Letter(WebCases.Offer.RATING, "north/A01", "留名差评", text, PHONE, true, null);
    }

    @Test
    void x23_ratingByName_isACaseAtOnce_oneForEachForm() throws Exception {
        String number = letters.write(TOKEN, letter("等了两小时")).get();
        assertThat(letters.write(TOKEN, letter("等了两小时")).get()).isEqualTo(number);
        assertThat(letters.write("another", letter("又等了两小时")).get()).isNotEqualTo(number);
        WebCases.Followed found = letters.follow(TOKEN).orElseThrow();
        assertThat(found.row().number()).isEqualTo(number);
        assertThat(found.row().text()).isEqualTo("等了两小时");
        for (String guess : List.of(number, "", "x", TOKEN.toLowerCase(java.util.Locale.ROOT), TOKEN + "A")) {
            assertThat(letters.follow(guess)).as(guess).isEmpty();
        }
        assertThatThrownBy(() -> letters.write(
                                "third",
                                new WebCases.Letter(WebCases.Offer.RATING, "north/Z9", "留名差评", "x", "", false, null))
                        .get())
                .hasRootCauseInstanceOf(AssessRefused.class);
        assertThat(letters.follow("third")).isEmpty();
    }

    @Test
    void letter_brokenOffAnywhere_isOneCaseWithItsContactOrNone() throws Exception {
        SealingKey.toSeal(named.data().resolve(Contacts.KEY_FILE), () -> false); // else the first try alone makes it
        KillPoints.each(
                "a letter",
                connections,
                database,
                () -> letters.write(TOKEN, letter("等了两小时")).get());
        assertThat(contacts.known(CALLER, "2026-0001").there()).isTrue();
    }

    @Test
    void contact_isSealed_andOpensForWhoCallsBack_whichIsInTheRecord() throws Exception {
        String number = letters.write(TOKEN, letter("等了两小时")).get();
        Path key = named.data().resolve(Contacts.KEY_FILE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(contacts.look(CALLER, number).get()).isEqualTo(PHONE);
        requireRefused(() -> contacts.look(CONTACT, number).get(), "caller");
        requireRefused(
                () -> contacts.look(who("zhang", Role.ORGANISER, null), number).get(), "caller");
        requireRefused(
                () -> contacts.look(who("wu", Role.AUDITOR, null), number).get(), "caller");
        Caller own = who("he", Role.CALLER, "north/A01");
        requireRefused(() -> contacts.look(own, number).get(), "no case " + number);
        requireRefused(() -> contacts.called(own, number, true).get(), "no case " + number);
        requireRefused(() -> contacts.known(own, number), "no case " + number);
        assertThat(rig.store.read(tables -> tables.audit().after(0)).stream()
                        .filter(entry -> entry.change().what().equals("case.contact"))
                        .map(entry -> entry.change().actor().name() + " "
                                + entry.change().object()))
                .containsExactly("he cases/" + number);
        assertThat(everything()).noneMatch(row -> row.contains("13800138000") || row.contains(TOKEN));

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> contacts.look(CALLER, number).get()).hasMessageContaining("chmod 600");
        assertThatThrownBy(() -> letters.write("other", letter("x")).get()).hasMessageContaining("chmod 600");
        assertThat(letters.follow("other")).as("neither the case nor its link").isEmpty();
        Files.move(key, key.resolveSibling("elsewhere"));
        requireRefused(() -> contacts.look(CALLER, number).get(), "contacts.key is missing");
        assertThatThrownBy(() -> letters.write("other", letter("x")).get())
                .hasMessageContaining("contacts.key is missing");
        assertThat(key).as("no other key is made").doesNotExist();
    }

    @Test
    void contactAndLink_areDeletedNinetyDaysAfterTheEnd() throws Exception {
        rig.at("2026-10-12");
        String number = letters.write(TOKEN, letter("等了两小时")).get();
        move(CONTACT, number, "reply", "已道歉");
        assertThat(letters.follow(TOKEN).orElseThrow().answers())
                .extracting(WebCases.Answer::text)
                .containsExactly("已道歉");
        move(who("li", Role.INSPECTOR, null), number, "answered", "属实，内部意见");
        assertThat(letters.follow(TOKEN).orElseThrow().answers())
                .as("what is said among people at work is not for the writer")
                .hasSize(1);
        requireRefused(() -> call(number, "unreachable"), "3 tries");
        contacts.called(CALLER, number, false).get();
        contacts.called(CALLER, number, false).get();
        contacts.called(CALLER, number, false).get();
        requireRefused(() -> call(number, "unreachable"), "3 tries");
        rig.at("2026-10-13");
        requireRefused(() -> contacts.called(CONTACT, number, true).get(), "caller");
        contacts.called(CALLER, number, false).get();
        call(number, "unreachable");
        rig.at("2027-01-10");
        contacts.tick();
        assertThat(letters.follow(TOKEN)).isPresent();
        rig.at("2027-01-12");
        KillPoints.each("deleting contacts", connections, database, () -> {
            contacts.tick();
            return true;
        });
        assertThat(letters.follow(TOKEN)).isEmpty();
        requireRefused(() -> contacts.look(CALLER, number).get(), "deleted");
    }

    @Test
    void callBack_wantsACallThatReachedTheWriter_whateverTheCallerSays() throws Exception {
        rig.at("2026-10-12");
        String number = letters.write(TOKEN, letter("等了两小时")).get();
        move(CONTACT, number, "reply", "已道歉");
        move(who("li", Role.INSPECTOR, null), number, "answered", "属实");
        requireRefused(() -> call(number, "mended"), "a call that reached");
        contacts.called(CALLER, number, false).get();
        requireRefused(() -> call(number, "discontent"), "a call that reached");
        requireRefused(
                () -> rig.matters
                        .take(CALLER, number, "mended", MatterTaking.NOTHING)
                        .get(),
                "still missing: callback");
        contacts.called(CALLER, number, true).get();
        assertThat(call(number, "mended").isOpen()).isFalse();
        requireRefused(() -> contacts.called(CALLER, number, true).get(), "has ended");
        assertThat(contacts.calls(CALLER, number))
                .extracting(Contacts.Tried::reached)
                .containsExactly(false, true);
        assertThat(rig.store.read(tables -> tables.audit().after(0)).stream()
                        .filter(entry -> entry.change().what().equals("case.call"))
                        .map(entry -> entry.change().after()))
                .containsExactly("not reached", "reached");
    }

    @Test
    void callBack_thatWasAboutAnEarlierState_saysNothingOfThisOne() throws Exception {
        rig.at("2026-10-12", "09:00");
        String number = letters.write(TOKEN, letter("等了两小时")).get();
        contacts.called(CALLER, number, true).get();
        rig.at("2026-10-12", "10:00");
        move(CONTACT, number, "reply", "已道歉");
        move(who("li", Role.INSPECTOR, null), number, "answered", "属实");
        requireRefused(() -> call(number, "discontent"), "a call that reached");
        contacts.called(CALLER, number, true).get();
        call(number, "discontent");
        rig.at("2026-10-13", "10:00");
        move(CONTACT, number, "done", "已整改");
        move(who("li", Role.INSPECTOR, null), number, "answered", "属实");
        requireRefused(() -> call(number, "mended"), "a call that reached");
        contacts.called(CALLER, number, true).get();
        assertThat(call(number, "mended").isOpen()).isFalse();
    }

    private void move(Caller by, String number, String step, String text) throws Exception {
        rig.matters.take(by, number, step, MatterTaking.text(text)).get();
    }

    private MatterRow call(String number, String step) throws Exception {
        return rig.matters
                .take(CALLER, number, step, new MatterTaking("", null, Set.of(Flow.Need.CALLBACK), null))
                .get();
    }

    /** Each row of each table as text. */
    private List<String> everything() throws Exception {
        List<String> rows = new ArrayList<>();
        rows.addAll(KillPoints.rows(database));
        assertThat(rows).anyMatch(row -> row.contains("等了两小时"));
        return rows;
    }

    private static void requireRefused(Callable<?> act, String words) {
        assertThatThrownBy(act::call)
                .satisfies(failure -> assertThat(
                                failure instanceof AssessRefused ? failure : Objects.requireNonNull(failure.getCause()))
                        .isInstanceOf(AssessRefused.class)
                        .message()
                        .contains(words));
    }
}
