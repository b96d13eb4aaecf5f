package io.hallpulse.gateway.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.round.RoundStep;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Flow.Need;
import io.hallpulse.domain.assessment.scheme.Post;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.calendar.Limit;
import io.hallpulse.domain.directory.DaySpan;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.people.Caller;
import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.people.Ties;
import io.hallpulse.gateway.assessment.scheme.SchemeFile;
import io.hallpulse.gateway.assessment.scheme.SchemeReading;
import io.hallpulse.gateway.assessment.scheme.ShippedSchemes;
import io.hallpulse.gateway.database.OpenDatabase;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Cases of the shipped schemes on a database of a test: six windows of two units, and people in every role. */
final class CaseRig implements AutoCloseable {
    static final Caller ORGANISER = person("zhang", Role.ORGANISER);
    static final Caller APPROVER = person("zhao", Role.APPROVER);
    static final Caller AUDITOR = person("wu", Role.AUDITOR);
    static final Caller DISCIPLINE = person("sun", Role.DISCIPLINE);
    static final Caller INSPECTOR = person("li", Role.INSPECTOR);
    static final Caller CALLER = person("feng", Role.CALLER);
    static final Caller RECORDER = person("qian", Role.RECORDER);
    static final Caller CONTACT = of("tax", null, "chen", Role.CONTACT);
    static final Caller OTHER_CONTACT = of("land", null, "wei", Role.CONTACT);
    static final Caller REVIEWER = of("land", null, "jiang", Role.REVIEWER);
    static final Caller OTHER_REVIEWER = of("land", null, "mao", Role.REVIEWER);
    static final Caller OWN_REVIEWER = of("tax", null, "shen", Role.REVIEWER);
    static final Caller STAFF = of("tax", "S-A01", "han", Role.STAFF);

    /** All that a transition may want. */
    static final MatterTaking ALL =
            new MatterTaking("done", "ab".repeat(32), EnumSet.allOf(Need.class), LocalDate.of(2026, 12, 15));

    final AssessRig rig;
    final Rounds rounds;

    CaseRig(OpenDatabase database) {
        rig = new AssessRig(database);
        rounds = new Rounds(
                rig.store,
                rig.grammar,
                rig,
                rig.facts,
                rig.work,
                rig.box,
                new Signed(),
                () -> "1-1-1",
                "test",
                rig.clock);
        List.of("A01", "A02", "A03").forEach(id -> window(id, "approval", "tax"));
        List.of("B01", "B02", "B03").forEach(id -> window(id, "public", "land"));
    }

    /** All publications are. */
    private static final class Signed implements RoundPublications {
        @Override
        public boolean areSigned(AssessStore.Tables tables, RoundRow round, Scheme scheme) {
            return true;
        }

        @Override
        public void published(AssessStore.Tables tables, Signer by, RoundRow round) {
            assertThat(round.state().isCounted()).isTrue();
        }
    }

    static Caller person(String name, Role role) {
        return new Caller(name, Set.of(role), new Ties(null, null, List.of()));
    }

    static Caller of(String unit, @Nullable String staff, String name, Role role) {
        return new Caller(name, Set.of(role), new Ties(unit, staff, List.of()));
    }

    void window(String id, String category, String unit) {
        rig.directory.add(new FrozenSubject(
                id, category, unit, Map.of(Post.HEAD, "H-" + id, Post.STAFF, "S-" + id), 0, 0, Set.of()));
    }

    /** Puts all windows in one category. */
    void inCategory(String category) {
        rig.directory.replaceAll(one -> new FrozenSubject(one.id(), category, one.unit(), one.posts(), 0, 0, Set.of()));
    }

    /** Gives the calendar the days of 2026. */
    void calendarOf2026() {
        rig.days.clear();
        off("2026-01-01", "2026-01-03");
        off("2026-02-15", "2026-02-23");
        off("2026-04-04", "2026-04-06");
        off("2026-05-01", "2026-05-05");
        off("2026-06-19", "2026-06-21");
        off("2026-09-25", "2026-09-27");
        off("2026-10-01", "2026-10-07");
        List.of("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10")
                .forEach(day -> span(day, day, DaySpan.WORK));
    }

    void off(String from, String to) {
        span(from, to, DaySpan.OFF);
    }

    private void span(String from, String to, String kind) {
        rig.days.add(new DaySpan(LocalDate.parse(from), LocalDate.parse(to), kind, new Name("日", "day"), ""));
    }

    /** The text of a shipped scheme with more rules and flows, one line each. */
    static String with(String scheme, List<String> rules, List<String> flows) {
        String text = ShippedSchemes.text(scheme);
        StringBuilder more = new StringBuilder("\nrules:\n");
        rules.forEach(rule -> more.append("  - ").append(rule).append('\n'));
        StringBuilder others = new StringBuilder("\nflows:\n");
        flows.forEach(flow -> others.append("  ").append(flow).append('\n'));
        assertThat(text).contains("\nrules:\n", "\nflows:\n");
        return text.replace("\nrules:\n", more).replace("\nflows:\n", others);
    }

    /** Puts a scheme in force. */
    Scheme inForce(String text) throws Exception {
        SchemeReading reading = SchemeFile.read("scheme.yaml", text);
        assertThat(reading.faults()).isEmpty();
        Scheme scheme = Objects.requireNonNull(reading.scheme());
        rig.files.put(text, scheme);
        rig.schemes.upload(AssessRig.ORGANISER, "scheme.yaml", text).get();
        rig.schemes.enforce(AssessRig.ORGANISER, scheme.id(), scheme.version()).get();
        rig.schemes.enforce(AssessRig.APPROVER, scheme.id(), scheme.version()).get();
        return scheme;
    }

    RoundRow frozen(String scheme, String period) throws Exception {
        rounds.plan(AssessRig.ORGANISER, scheme, period).get();
        rounds.freeze(AssessRig.ORGANISER, scheme, period, "only those here", "")
                .get();
        return rounds.freeze(AssessRig.AUDITOR, scheme, period, "", "1-2-3").get();
    }

    /** Has a round counted and approved that takes no more facts. */
    RoundRow approved(String scheme, String period) throws Exception {
        rounds.tick();
        rounds.count(AssessRig.ORGANISER, scheme, period).get();
        rounds.count(AssessRig.AUDITOR, scheme, period).get();
        rounds.confirm(AssessRig.APPROVER, scheme, period, RoundStep.APPROVE).get();
        return rounds.confirm(AssessRig.DISCIPLINE, scheme, period, RoundStep.APPROVE)
                .get();
    }

    RoundRow publish(String scheme, String period) throws Exception {
        return rounds.confirm(AssessRig.ORGANISER, scheme, period, RoundStep.PUBLISH)
                .get();
    }

    static MatterDraft draft(String scheme, String flow, String subject) {
        return new MatterDraft(scheme, flow, subject, "", "what was so", null, null);
    }

    String desk(String scheme, String flow, String subject) throws Exception {
        return rig.matters
                .open(ORGANISER, draft(scheme, flow, subject), Flow.Channel.DESK)
                .get()
                .number();
    }

    String imported(String scheme, String flow, String subject, String external) throws Exception {
        MatterDraft draft = new MatterDraft(scheme, flow, subject, "", "told by phone", null, external);
        return rig.matters.open(RECORDER, draft, Flow.Channel.HOTLINE).get().number();
    }

    MatterRow take(Caller by, String number, String transition) throws Exception {
        return rig.matters.take(by, number, transition, ALL).get();
    }

    /** Takes a step that wants the writer called back, after a call that reached whoever it was. */
    MatterRow calledBack(String number, String transition) throws Exception {
        new Contacts(rig.store, Path.of("contacts"), Limit.parse("90d"), rig, rig.work.flows(), rig.clock)
                .called(CALLER, number, true)
                .get();
        return take(CALLER, number, transition);
    }

    MatterRow row(String number) {
        return rig.store.read(tables -> MatterWork.require(tables, number));
    }

    List<MatterEntry> log(String number) {
        return rig.store.read(tables -> tables.matterLog().of(number));
    }

    /** All cases of a flow, the oldest first. */
    List<MatterRow> cases(String scheme, String flow) {
        return rig.store.read(tables -> tables.matters().of(scheme, flow));
    }

    /** The facts of a round, in their order. */
    List<FactRow> facts(String scheme, String period) {
        return rig.facts.after(scheme, period, 0, 1000);
    }

    static void requireRefused(
            Callable<? extends CompletableFuture<?>> act, AssessRefused.Reason reason, String... words) {
        assertThatThrownBy(() -> act.call().get())
                .satisfies(failure -> assertThat(failure instanceof AssessRefused ? failure : failure.getCause())
                        .isInstanceOfSatisfying(AssessRefused.class, refused -> {
                            assertThat(refused.reason()).isEqualTo(reason);
                            assertThat(refused).message().contains(words).doesNotContain("\n");
                        }));
    }

    /** Somebody who may take or confirm a transition of a case of window A01. */
    static Caller anyOf(Iterable<? extends Enum<?>> roles, @Nullable String other) {
        Set<String> names = new HashSet<>();
        roles.forEach(role -> names.add(role.name()));
        return List.of(
                        ORGANISER,
                        APPROVER,
                        AUDITOR,
                        DISCIPLINE,
                        INSPECTOR,
                        CALLER,
                        CONTACT,
                        REVIEWER,
                        OTHER_REVIEWER,
                        STAFF)
                .stream()
                .filter(one -> one.roles().stream().anyMatch(role -> names.contains(role.name())))
                .filter(one -> !one.name().equals(other))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        rig.close();
    }
}
