package io.hallpulse.gateway.assessment;

import static io.hallpulse.gateway.assessment.CaseRig.ALL;
import static io.hallpulse.gateway.assessment.CaseRig.APPROVER;
import static io.hallpulse.gateway.assessment.CaseRig.AUDITOR;
import static io.hallpulse.gateway.assessment.CaseRig.CALLER;
import static io.hallpulse.gateway.assessment.CaseRig.CONTACT;
import static io.hallpulse.gateway.assessment.CaseRig.DISCIPLINE;
import static io.hallpulse.gateway.assessment.CaseRig.INSPECTOR;
import static io.hallpulse.gateway.assessment.CaseRig.ORGANISER;
import static io.hallpulse.gateway.assessment.CaseRig.OTHER_CONTACT;
import static io.hallpulse.gateway.assessment.CaseRig.OWN_REVIEWER;
import static io.hallpulse.gateway.assessment.CaseRig.RECORDER;
import static io.hallpulse.gateway.assessment.CaseRig.REVIEWER;
import static io.hallpulse.gateway.assessment.CaseRig.STAFF;
import static io.hallpulse.gateway.assessment.CaseRig.draft;
import static io.hallpulse.gateway.assessment.CaseRig.requireRefused;
import static io.hallpulse.gateway.assessment.scheme.ShippedSchemes.MONTHLY;
import static io.hallpulse.gateway.assessment.scheme.ShippedSchemes.PROMISES;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.assessment.card.Scorecard;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.figure.Fraction;
import io.hallpulse.domain.assessment.matter.Matter;
import io.hallpulse.domain.assessment.publication.PublicCase;
import io.hallpulse.domain.assessment.round.RoundStep;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.people.Caller;
import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.people.Ties;
import io.hallpulse.domain.record.Entry;
import io.hallpulse.domain.record.Head;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import io.hallpulse.gateway.assessment.Matters.Filter;
import io.hallpulse.gateway.assessment.scheme.SchemeFile;
import io.hallpulse.gateway.assessment.scheme.ShippedSchemes;
import io.hallpulse.gateway.database.DatabasePart;
import io.hallpulse.gateway.database.OpenDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases on any database: what is due when, who moves them, what they say of their subjects, and what rules do. */
abstract class MatterCases {
    private static final String OCTOBER = "2026-10";
    private static final String NOVEMBER = "2026-11";

    @TempDir
    Path data;

    private TestDatabase named;
    private CaseRig cases;

    /** The database that these cases run on. */
    abstract TestDatabase database(Path data);

    @BeforeEach
    void open() throws Exception {
        named = database(data);
        cases = new CaseRig(OpenDatabase.open(DatabasePart.ASSESSMENTS, named.data(), named.config()));
    }

    @AfterEach
    void close() {
        cases.close();
    }

    private String due(String number) {
        Matter matter = cases.row(number).matter();
        return matter.due() == null
                ? ""
                : matter.due().at().atZone(AssessRig.ZONE).toLocalDateTime()
                        + (matter.due().provisional() ? " provisional" : "");
    }

    @Test
    void x18_dueDaysAreThoseOfTheCalendar_andAreReadFromTheDatabase() throws Exception {
        cases.calendarOf2026();
        List<String> flows = new ArrayList<>();
        for (String limit : List.of("1wd", "5wd", "15wd", "24h", "7d")) {
            flows.add(
                    "in-" + limit + ": {zh: 甲, en: A, opens: [desk], states: {doing: {limit: " + limit
                            + ", extend: {by: organiser, once: 5wd}, next: {done: {to: end, by: organiser}}}, end: {end: true}}}");
        }
        flows.add(
                "for-3mo: {zh: 乙, en: B, opens: [desk], states: {running: {limit: 3mo, atLimit: over}, over: {end: true}}}");
        cases.inForce(CaseRig.with(MONTHLY, List.of(), flows));
        Map<String, String> table = new LinkedHashMap<>();
        table.put("2026-02-13 09:00 in-5wd", "2026-02-27T17:30");
        table.put("2026-09-18 09:00 in-15wd", "2026-10-15T17:30");
        table.put("2026-04-30 09:00 in-1wd", "2026-05-06T17:30");
        table.put("2026-05-01 09:00 in-1wd", "2026-05-06T17:30");
        table.put("2026-11-02 09:00 in-5wd", "2026-11-09T17:30");
        table.put("2026-10-09 09:00 in-1wd", "2026-10-10T17:30");
        table.put("2026-09-30 17:20 in-24h", "2026-10-01T17:20");
        table.put("2026-11-30 09:00 for-3mo", "2027-02-28T17:30");
        table.put("2026-12-28 09:00 in-5wd", "2027-01-05T17:30 provisional");
        table.put("2026-02-21 09:00 in-7d", "2026-02-28T17:30");
        table.put("2026-02-13 09:00 in-7d", "2026-02-24T17:30");
        Map<String, String> found = new LinkedHashMap<>();
        for (String row : table.keySet()) {
            String[] parts = row.split(" ");
            cases.rig.at(parts[0], parts[1]);
            found.put(row, due(cases.desk(MONTHLY, parts[2], "A01")));
        }
        assertThat(found).isEqualTo(table);

        cases.rig.at("2026-11-02");
        String number = cases.desk(MONTHLY, "in-5wd", "A01");
        cases.rig.at("2026-11-09");
        cases.rig.matters.extend(ORGANISER, number, "asked before the due day").get();
        assertThat(due(number)).isEqualTo("2026-11-16T17:30");
        requireRefused(() -> cases.rig.matters.extend(ORGANISER, number, "again"), Reason.NOT_NOW, "once already");
        requireRefused(() -> cases.rig.matters.extend(DISCIPLINE, number, "again"), Reason.NOT_ALLOWED, "organiser");
    }

    @Test
    void provisionalTime_isCountedAnewWhenTheCalendarGrows() throws Exception {
        cases.calendarOf2026();
        cases.inForce(ShippedSchemes.text(MONTHLY));
        cases.rig.at("2026-12-28");
        String number = cases.imported(MONTHLY, "hotline", "A01", "12345-1");
        cases.take(CONTACT, number, "accept");
        assertThat(due(number)).isEqualTo("2027-01-05T17:30 provisional");
        cases.rig.matters.tick();
        assertThat(cases.log(number)).hasSize(2);
        cases.off("2027-01-01", "2027-01-05");
        cases.rig.matters.tick();
        cases.rig.matters.tick();
        assertThat(due(number)).isEqualTo("2027-01-07T17:30");
        assertThat(cases.log(number))
                .extracting(MatterEntry::kind)
                .containsExactly(MatterEntry.Kind.OPENED, MatterEntry.Kind.MOVED, MatterEntry.Kind.RECOUNTED);
        assertThat(cases.row(number).calendarVersion()).isEqualTo(cases.rig.calendarVersion());
    }

    private static final List<String> PLAQUE_RULES = List.of(
            "{id: award, when: {listed: true}, do: [{open: plaque, to: unit}]}",
            "{id: slip, at: fact, when: {visit: {source: patrol, below: 80}, held: plaque}, do: [{move: plaque, from: [held], to: rectify}]}",
            "{id: yellow, at: fact, when: {visit: {source: patrol, below: 60}, held: plaque}, do: [{move: plaque, from: [held, rectify], to: yellow}]}",
            "{id: revoke, at: fact, when: {fact: record.breach, held: plaque}, do: [{move: plaque, from: [held, rectify, yellow], to: proposed}]}");
    private static final List<String> PLAQUE = List.of(
            "plaque: {zh: 牌匾, en: Plaque, standing: true, states: {held: {limit: 1y, atLimit: lapsed, next: {slip: {to: rectify, by: organiser, needs: [text]}}},"
                    + " rectify: {limit: 10wd, atLimit: yellow, next: {mended: {to: held, by: inspector, needs: [visit]}}},"
                    + " yellow: {limit: 3mo, atLimit: proposed, next: {mended: {to: held, by: inspector, seconds: organiser, needs: [visit]}}},"
                    + " proposed: {limit: 5wd, next: {adopt: {to: withdrawn, by: approver, seconds: discipline, needs: [text]}, decline: {to: yellow, by: approver, seconds: discipline, needs: [text]}}},"
                    + " withdrawn: {end: true, again: 1y}, lapsed: {end: true}}}");

    /** A visit by an inspector that comes to 100 less what is deducted. */
    private void visit(String period, String subject, Map<String, Integer> times, String batch) throws Exception {
        cases.rig.visits.tick();
        LocalDate day = cases.rig.clock.instant().atZone(AssessRig.ZONE).toLocalDate();
        cases.rig
                .facts
                .state(
                        AssessRig.INSPECTOR,
                        MONTHLY,
                        period,
                        List.of(new FactDraft("patrol", subject, new FactValue.Visit(times), day, null)),
                        batch)
                .get();
    }

    private void ratings(String... windows) {
        Map<String, long[]> meter = cases.rig.tallies.computeIfAbsent("meter", id -> new LinkedHashMap<>());
        meter.clear();
        int bad = 0;
        for (String window : windows) {
            meter.put(window, new long[] {bad++, 0, 0, 0, 100});
        }
    }

    /** Has the month of October published, the windows of each category in that order. */
    private void october(String text, String... further) throws Exception {
        cases.inForce(text);
        cases.frozen(MONTHLY, OCTOBER);
        for (String period : further) {
            cases.frozen(MONTHLY, period);
        }
        cases.rig.at("2026-10-12");
        for (String window : List.of("A01", "A02", "A03", "B01", "B02", "B03")) {
            for (int i = 0; i < 10; i++) {
                visit(OCTOBER, window, Map.of(), window + i);
            }
        }
        cases.rig.at("2026-11-06");
        cases.rounds.tick();
        cases.rig.matters.tick();
        cases.approved(MONTHLY, OCTOBER);
        cases.publish(MONTHLY, OCTOBER);
    }

    @Test
    void x20_honoursGoTheirWay() throws Exception {
        ratings("A01", "A02", "A03", "B01", "B02", "B03");
        october(CaseRig.with(MONTHLY, PLAQUE_RULES, PLAQUE), NOVEMBER);
        List<MatterRow> held = cases.cases(MONTHLY, "plaque");
        assertThat(held).hasSize(5);
        Map<String, String> plaque = new LinkedHashMap<>();
        held.forEach(row -> plaque.put(row.about().subject(), row.number()));
        String a01 = Objects.requireNonNull(plaque.get("A01"));
        String a02 = Objects.requireNonNull(plaque.get("A02"));
        String a03 = Objects.requireNonNull(plaque.get("A03"));

        cases.rig.at("2026-11-09");
        visit(NOVEMBER, "A01", Map.of("wrong", 1), "70");
        assertThat(state(a01)).isEqualTo("rectify");
        assertThat(due(a01)).isEqualTo("2026-11-23T17:30");
        cases.take(INSPECTOR, a01, "mended");
        assertThat(state(a01)).isEqualTo("held");

        visit(NOVEMBER, "A01", Map.of("wrong", 1), "70 again");
        cases.rig.at("2026-11-24");
        cases.rig.matters.tick();
        assertThat(state(a01)).isEqualTo("yellow");

        visit(NOVEMBER, "A02", Map.of("wrong", 1, "none", 1), "50");
        assertThat(steps(a02)).containsExactly("slip rectify", "yellow yellow");
        requireRefused(
                () -> cases.rig.matters.take(INSPECTOR, a02, "mended", MatterTaking.NOTHING), Reason.NOT_NOW, "visit");
        cases.take(INSPECTOR, a02, "mended");
        requireRefused(() -> cases.rig.matters.take(INSPECTOR, a02, "mended", ALL), Reason.NOT_ALLOWED, "another");
        assertThat(state(a02)).isEqualTo("yellow");
        cases.take(ORGANISER, a02, "mended");
        assertThat(state(a02)).isEqualTo("held");

        cases.rig.at("2026-11-25");
        FactDraft breach = new FactDraft(
                "record", "A03", new FactValue.Entry("breach", null), LocalDate.of(2026, 11, 25), "cd".repeat(32));
        long n = cases.facts(MONTHLY, NOVEMBER).size() + 1;
        cases.rig
                .facts
                .state(AssessRig.RECORDER, MONTHLY, NOVEMBER, List.of(breach), "breach")
                .get();
        assertThat(state(a03)).as("until somebody verified it").isEqualTo("held");
        cases.rig.facts.verify(AssessRig.DISCIPLINE, MONTHLY, NOVEMBER, n).get();
        assertThat(state(a03)).isEqualTo("proposed");
        cases.take(APPROVER, a03, "decline");
        cases.take(DISCIPLINE, a03, "decline");
        assertThat(state(a03)).isEqualTo("yellow");

        cases.rig.at("2027-02-24");
        cases.rig.matters.tick();
        assertThat(state(a01)).isEqualTo("proposed");
        Caller both = new Caller("zhao", Set.of(Role.APPROVER, Role.DISCIPLINE), APPROVER.ties());
        cases.take(both, a01, "adopt");
        requireRefused(() -> cases.rig.matters.take(both, a01, "adopt", ALL), Reason.NOT_ALLOWED, "another person");
        cases.take(DISCIPLINE, a01, "adopt");
        assertThat(state(a01)).isEqualTo("withdrawn");
        assertThat(cases.row(a01).isOpen()).isFalse();

        cases.rig.at("2027-03-01");
        ratings("A01", "A02", "A03", "B01", "B02", "B03");
        cases.rounds.tick();
        cases.approved(MONTHLY, NOVEMBER);
        cases.publish(MONTHLY, NOVEMBER);
        assertThat(cases.cases(MONTHLY, "plaque").stream()
                        .filter(row -> row.about().subject().equals("A01")))
                .as("not within a year")
                .hasSize(1);
        assertThat(audit())
                .anyMatch(entry -> entry.startsWith("effect.refused")
                        && entry.contains("|award|A01")
                        && entry.contains("not within 1y"));
        assertThat(state(a02)).as("given anew").isEqualTo("withdrawn");
        assertThat(cases.log(a02).get(cases.log(a02).size() - 1).kind()).isEqualTo(MatterEntry.Kind.REPLACED);
    }

    /** What was done to what, and what came of it. */
    private List<String> audit() {
        List<Entry> entries = new ArrayList<>();
        Head head = Head.START;
        for (List<Entry> some = entries(0); !some.isEmpty(); some = entries(head.n())) {
            for (Entry entry : some) {
                assertThat(head.fault(entry)).isEmpty();
                head = entry.head();
                entries.add(entry);
            }
        }
        return entries.stream()
                .map(entry -> entry.change().what() + " " + entry.change().object() + " "
                        + entry.change().after())
                .toList();
    }

    private List<Entry> entries(long after) {
        return cases.rig.store.read(tables -> tables.audit().after(after));
    }

    private String state(String number) {
        return cases.row(number).matter().state();
    }

    /** What rules moved a case to. */
    private List<String> steps(String number) {
        return cases.log(number).stream()
                .filter(entry -> entry.kind() == MatterEntry.Kind.RULE)
                .map(entry -> entry.step() + " " + entry.to())
                .toList();
    }

    @Test
    void x8_casesAreCountedAsTheyCameOut() throws Exception {
        ratings("A01", "A02");
        cases.inForce(ShippedSchemes.text(MONTHLY));
        cases.frozen(MONTHLY, OCTOBER);
        hotline("A01", 22, 1, 0);
        hotline("A02", 18, 2, 2);
        cases.rig.at("2026-11-02");
        String overdue = cases.imported(MONTHLY, "hotline", "A02", "overdue");
        cases.rig.at("2026-11-05");
        cases.imported(MONTHLY, "hotline", "A01", "not due yet");
        cases.imported(MONTHLY, "hotline", "A02", "nor this one");
        cases.imported(MONTHLY, "hotline", "A02", "nor that one");
        assertThat(stuck("A02")).isEqualTo("81.82");
        cases.rig.at("2026-11-06");
        cases.rounds.tick();
        cases.rig.matters.tick();
        cases.rig.matters.tick();
        assertThat(stuck("A01")).isEqualTo("95.65");
        assertThat(stuck("A02")).isEqualTo("78.26");
        assertThat(stuck("A03")).as("none at all").isEqualTo("100.00");
        cases.take(CONTACT, overdue, "accept");
        cases.take(CONTACT, overdue, "answer");
        cases.calledBack(overdue, "content");
        cases.approved(MONTHLY, OCTOBER);
        assertThat(stuck("A02"))
                .as("what came after that is none of this round")
                .isEqualTo("78.26");
    }

    /** Cases of a window that were solved in time, solved late, and not solved. */
    private void hotline(String window, int inTime, int late, int unsolved) throws Exception {
        for (int i = 0; i < inTime + late + unsolved; i++) {
            cases.rig.at("2026-10-12");
            String number = cases.imported(MONTHLY, "hotline", window, window + "-" + i);
            cases.take(CONTACT, number, "accept");
            boolean isLate = i >= inTime && i < inTime + late;
            cases.rig.at(isLate ? "2026-10-26" : "2026-10-14");
            assertThat(cases.take(CONTACT, number, "answer").matter().late()).isEqualTo(isLate);
            cases.calledBack(number, i < inTime + late ? "content" : "discontent");
        }
    }

    private String stuck(String window) {
        return cases.rounds.counted(MONTHLY, OCTOBER).counted().cards().stream()
                .filter(card -> card.subject().equals(window))
                .map(Scorecard::parts)
                .map(parts -> Objects.requireNonNull(parts.get("stuck")))
                .map(part -> part.isMissing() ? "missing" : String.valueOf(part.printed(2)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void missedDeadline_isToldOnce_andGivesNoMoreTime() throws Exception {
        cases.inForce(ShippedSchemes.text(MONTHLY));
        cases.rig.at("2026-11-02");
        String number = cases.desk(MONTHLY, "stuck", "A01");
        cases.take(CONTACT, number, "accept");
        cases.rig.at("2026-11-09", "17:30");
        cases.rig.matters.tick();
        assertThat(cases.log(number)).hasSize(2);
        assertThat(cases.rig.matters.find(ORGANISER, number).orElseThrow().mayExtend())
                .isTrue();
        cases.rig.at("2026-11-09", "17:31");
        requireRefused(() -> cases.rig.matters.extend(ORGANISER, number, "too late"), Reason.NOT_NOW, "over");
        cases.rig.matters.tick();
        cases.rig.matters.tick();
        MatterEntry told = cases.log(number).get(2);
        assertThat(cases.log(number)).hasSize(3);
        assertThat(told.kind()).isEqualTo(MatterEntry.Kind.LATE);
        assertThat(told.told()).containsExactly(AssessmentRole.DISCIPLINE);
        assertThat(numbers(ORGANISER, new Filter(null, null, null, null, true, true, false)))
                .containsExactly(number);
        assertThat(cases.take(CONTACT, number, "answer").matter().late()).isTrue();
        assertThat(due(number)).isEqualTo("2026-11-12T17:30");
        requireRefused(() -> cases.rig.matters.take(CONTACT, number, "answer", ALL), Reason.NOT_NOW, "no such step");
        cases.rig.at("2026-11-13");
        requireRefused(() -> cases.rig.matters.take(CALLER, number, "content", ALL), Reason.NOT_NOW, "closed");
        cases.rig.matters.tick();
        assertThat(state(number)).as("nobody was reached").isEqualTo("closed");
    }

    private List<String> numbers(Caller by, Filter filter) {
        return cases.rig.matters.list(by, filter, "", 100).stream()
                .map(seen -> seen.row().number())
                .toList();
    }

    /** A criticism of window A01 that the organiser verified, and the case that it opened. */
    private String criticised() throws Exception {
        FactDraft criticism = new FactDraft(
                "record", "A01", new FactValue.Entry("criticism", null), LocalDate.of(2026, 10, 12), "ab".repeat(32));
        cases.rig
                .facts
                .state(AssessRig.RECORDER, MONTHLY, OCTOBER, List.of(criticism), "notice")
                .get();
        assertThat(cases.cases(MONTHLY, "rectify")).isEmpty();
        cases.rig.facts.verify(AssessRig.ORGANISER, MONTHLY, OCTOBER, 1).get();
        MatterRow row = cases.cases(MONTHLY, "rectify").get(0);
        assertThat(row.addressee()).isEqualTo(new MatterRow.Addressee("head", "H-A01", ""));
        assertThat(row.cause())
                .isEqualTo(new MatterRow.Cause(
                        MatterRow.From.FACT,
                        "hongjiang-monthly/2026-10/f1|rectify",
                        row.cause().factRound(),
                        1L));
        return row.number();
    }

    @Test
    void appeal_upheldByAnotherUnitAndASecondPerson_strikesTheFact() throws Exception {
        ratings("A01");
        cases.inForce(ShippedSchemes.text(MONTHLY));
        cases.frozen(MONTHLY, OCTOBER);
        cases.rig.at("2026-10-12");
        String number = criticised();
        assertThat(adjusted("A01")).isEqualTo("-2/1");
        requireRefused(() -> cases.rig.matters.take(OTHER_CONTACT, number, "appeal", ALL), Reason.UNKNOWN, "no case");
        requireRefused(
                () -> cases.rig.matters.take(CONTACT, number, "appeal", MatterTaking.NOTHING), Reason.NOT_NOW, "text");
        cases.take(CONTACT, number, "appeal");
        requireRefused(() -> cases.rig.matters.take(OWN_REVIEWER, number, "upheld", ALL), Reason.UNKNOWN, "no case");
        cases.take(REVIEWER, number, "upheld");
        requireRefused(() -> cases.rig.matters.take(REVIEWER, number, "upheld", ALL), Reason.NOT_ALLOWED, "another");
        assertThat(adjusted("A01")).isEqualTo("-2/1");
        cases.take(AUDITOR, number, "upheld");
        assertThat(state(number)).isEqualTo("void");
        assertThat(adjusted("A01")).isEqualTo("0/1");
        FactRow struck = cases.facts(MONTHLY, OCTOBER).get(0);
        assertThat(struck.struckBy()).isEqualTo(2);
        assertThat(cases.facts(MONTHLY, OCTOBER).get(1).reason()).isEqualTo(number);
    }

    @Test
    void appeal_isTakenWithinItsTime_andInACountedRoundTheFactStays() throws Exception {
        ratings("A01");
        cases.inForce(ShippedSchemes.text(MONTHLY));
        cases.frozen(MONTHLY, OCTOBER);
        cases.rig.at("2026-10-12");
        String number = criticised();
        cases.rig.at("2026-10-16");
        requireRefused(() -> cases.rig.matters.take(CONTACT, number, "appeal", ALL), Reason.NOT_NOW, "over");
        cases.take(CONTACT, number, "done");
        cases.take(INSPECTOR, number, "again");
        cases.take(CONTACT, number, "appeal");
        cases.rig.at("2026-11-10");
        cases.approved(MONTHLY, OCTOBER);
        cases.take(REVIEWER, number, "upheld");
        cases.take(AUDITOR, number, "upheld");
        assertThat(cases.facts(MONTHLY, OCTOBER).get(0).struckBy()).isNull();
        assertThat(audit())
                .anyMatch(entry -> entry.startsWith("facts.strike.late rounds/hongjiang-monthly/2026-10/f1")
                        && entry.contains(number));
    }

    /** What the ledger takes from the score. */
    private String adjusted(String window) {
        return cases.rounds.counted(MONTHLY, OCTOBER).counted().cards().stream()
                .filter(card -> card.subject().equals(window))
                .map(card -> card.total().adjusted().get(0).figure().toString())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void publishedRound_opensHonoursOnce_andTheNextOnesEndThem() throws Exception {
        ratings("A01", "A02", "A03", "B01", "B02", "B03");
        Objects.requireNonNull(cases.rig.tallies.get("meter")).put("A02", new long[] {0, 0, 0, 0, 100});
        october(ShippedSchemes.text(MONTHLY), NOVEMBER);
        assertThat(holders("trophy"))
                .as("two share the first rank")
                .containsExactly("A01 held", "A02 held", "B01 held");
        assertThat(holders("diploma")).hasSize(5);
        assertThat(holders("staff-month")).hasSize(5).allMatch(one -> one.endsWith("nominated"));
        String star = cases.cases(MONTHLY, "staff-month").get(0).number();
        requireRefused(
                () -> cases.rig.matters.take(CaseRig.of("tax", "S-A02", "lu", Role.STAFF), star, "agree", ALL),
                Reason.UNKNOWN,
                "no case");
        assertThat(cases.take(STAFF, star, "agree").matter().state()).isEqualTo("held");
        requireRefused(
                () -> cases.rounds.confirm(AssessRig.ORGANISER, MONTHLY, OCTOBER, RoundStep.PUBLISH),
                Reason.NOT_NOW,
                "published");
        RoundRow round = cases.rig.store.read(tables -> Rounds.require(tables, MONTHLY, OCTOBER));
        Filter all = new Filter(null, null, null, null, false, false, false);
        List<String> opened = numbers(ORGANISER, all);
        Scheme scheme = Objects.requireNonNull(
                SchemeFile.read("scheme.yaml", ShippedSchemes.text(MONTHLY)).scheme());
        cases.rig
                .store
                .submit(tables -> {
                    cases.rig.work.effects().published(tables, round, scheme);
                    return true;
                })
                .get();
        assertThat(numbers(ORGANISER, all)).as("each rule did it once").isEqualTo(opened);
        List<EffectTable.Given> given =
                cases.rig.store.read(tables -> tables.effects().given(round.id()));
        assertThat(given)
                .extracting(points -> points.ledger() + " " + points.holder() + " " + points.given() + points.fact())
                .containsExactly("annual-appraisal land 2/5", "annual-appraisal tax 3/5");

        try (AssessReading reading = AssessReading.open(named.data(), named.config())) {
            StringBuilder points = new StringBuilder();
            new RoundReport(reading, cases.rig.grammar, MONTHLY + "/" + OCTOBER).points(points);
            assertThat(points.toString().lines())
                    .hasSize(3)
                    .last()
                    .isEqualTo("hongjiang-monthly/2026-10,year,annual-appraisal,unit,tax,3/5,3/5,");
        }

        ratings("A03", "A01", "A02", "B01", "B02", "B03");
        cases.rig.at("2026-12-08");
        cases.rounds.tick();
        cases.rig.matters.tick();
        assertThat(holders("diploma")).as("each for a month").allMatch(one -> one.endsWith("past"));
        cases.approved(MONTHLY, NOVEMBER);
        cases.publish(MONTHLY, NOVEMBER);
        assertThat(holders("trophy")).containsExactly("A01 past", "A02 past", "B01 past", "A03 held", "B01 held");
        assertThat(cases.log(cases.cases(MONTHLY, "trophy").get(0).number())
                        .get(1)
                        .text())
                .as("of its class alone")
                .isEqualTo(cases.cases(MONTHLY, "trophy").get(3).number());
    }

    private List<String> holders(String flow) {
        return cases.cases(MONTHLY, flow).stream()
                .map(row -> row.about().subject() + " " + row.matter().state())
                .toList();
    }

    @Test
    void week_withTooFewFacts_remindsTheOrganiserOnce() throws Exception {
        ratings("A01");
        cases.inForce(ShippedSchemes.text(MONTHLY));
        cases.frozen(MONTHLY, OCTOBER);
        cases.rig.at("2026-10-06");
        FactDraft onPost =
                new FactDraft("posts", "A01", new FactValue.Entry("congress", null), LocalDate.of(2026, 10, 6), null);
        cases.rig
                .facts
                .state(AssessRig.RECORDER, MONTHLY, OCTOBER, List.of(onPost), "b1")
                .get();
        cases.rig.at("2026-10-11", "23:59");
        cases.rig.matters.tick();
        assertThat(reminders()).as("the week that ended in the period").hasSize(2);
        cases.rig.at("2026-10-12", "00:00");
        cases.rig.matters.tick();
        cases.rig.matters.tick();
        assertThat(reminders())
                .containsExactly(
                        "hongjiang-monthly/week/2026-09-28|post-congress",
                        "hongjiang-monthly/week/2026-09-28|post-consult",
                        "hongjiang-monthly/week/2026-10-05|post-consult");
        String number = cases.cases(MONTHLY, "remind").get(2).number();
        assertThat(cases.take(ORGANISER, number, "done").isOpen()).isFalse();
    }

    private List<String> reminders() {
        return cases.cases(MONTHLY, "remind").stream()
                .map(row -> row.cause().detail())
                .toList();
    }

    @Test
    void brokenPromise_isExplained_andCountsInTheQuarter() throws Exception {
        cases.off("2027-01-01", "2027-01-03");
        cases.inForce(ShippedSchemes.text(PROMISES).replace("expected: {units: 149}", "expected: {units: 2}"));
        cases.inCategory("window");
        cases.frozen(PROMISES, "2026-Q4");
        cases.rig.at("2026-10-12");
        MatterDraft promise = new MatterDraft(
                PROMISES, "promise", "A01", "Licences in three days", "", LocalDate.of(2026, 11, 30), null);
        requireRefused(
                () -> cases.rig.matters.open(OTHER_CONTACT, promise, Flow.Channel.CONTACT),
                Reason.NOT_ALLOWED,
                "not of the unit");
        requireRefused(
                () -> cases.rig.matters.open(ORGANISER, promise, Flow.Channel.DESK), Reason.WRONG, "come from contact");
        String number = cases.rig
                .matters
                .open(CONTACT, promise, Flow.Channel.CONTACT)
                .get()
                .number();
        requireRefused(
                () -> cases.rig.matters.take(ORGANISER, number, "approve", MatterTaking.NOTHING),
                Reason.NOT_NOW,
                "deadline");
        cases.take(ORGANISER, number, "approve");
        assertThat(due(number)).isEqualTo("2026-12-15T17:30");
        cases.take(CONTACT, number, "done");
        cases.take(INSPECTOR, number, "not-kept");
        assertThat(state(number)).isEqualTo("broken");
        MatterRow explain = cases.cases(PROMISES, "explain").get(0);
        assertThat(explain.addressee()).isEqualTo(new MatterRow.Addressee("head", "H-A01", "organiser"));
        assertThat(explain.cause().detail()).startsWith(number + "#").endsWith("|broken");
        assertThat(cases.facts(PROMISES, "2026-Q4"))
                .extracting(fact -> fact.source() + " " + fact.value() + " " + fact.recorder() + " " + fact.batch())
                .containsExactly("promises " + new FactValue.Outcome("broken", false) + " clock " + number + "#4");
        List<PublicCase> board = cases.rig.store.read(tables -> new StoredCases(cases.rig.work.flows(), cases.rig)
                .of(tables, Rounds.require(tables, PROMISES, "2026-Q4"), List.of("promise"), false));
        assertThat(board)
                .extracting(one -> one.text() + " " + one.deadline() + " " + one.state())
                .containsExactly("Licences in three days 2026-12-15 broken");
    }

    @Test
    void cases_areSeenByWhomTheyConcern() throws Exception {
        cases.inForce(ShippedSchemes.text(MONTHLY));
        cases.rig.at("2026-10-12");
        String ofTax = cases.desk(MONTHLY, "stuck", "A01");
        String ofLand = cases.desk(MONTHLY, "stuck", "B01");
        Function<Caller, List<String>> seen = by -> numbers(by, Filter.OPEN);
        assertThat(seen.apply(ORGANISER)).containsExactly(ofLand, ofTax);
        assertThat(seen.apply(AUDITOR)).containsExactly(ofLand, ofTax);
        assertThat(seen.apply(CONTACT)).containsExactly(ofTax);
        assertThat(seen.apply(OTHER_CONTACT)).containsExactly(ofLand);
        assertThat(seen.apply(CALLER)).containsExactly(ofLand, ofTax);
        assertThat(seen.apply(INSPECTOR)).as("has no step in that flow").isEmpty();
        for (Role role : List.of(Role.VIEWER, Role.TECHNICIAN, Role.OPERATOR, Role.RECORDER)) {
            assertThat(seen.apply(CaseRig.person("x", role))).as(role.word()).isEmpty();
            assertThat(cases.rig.matters.find(CaseRig.person("x", role), ofTax)).isEmpty();
        }
        Caller ownCaller = CaseRig.of("tax", null, "y", Role.CALLER);
        assertThat(seen.apply(ownCaller)).containsExactly(ofLand);
        Caller interested = new Caller("z", Set.of(Role.CALLER), new Ties(null, null, List.of("unit:land")));
        assertThat(seen.apply(interested)).containsExactly(ofTax);
        Caller ofHall = new Caller("z", Set.of(Role.CALLER), new Ties(null, null, List.of("hall:north")));
        assertThat(seen.apply(ofHall))
                .as("the hall of a window, whatever else the window belongs to")
                .isEmpty();
        assertThat(cases.rig.matters.list(ORGANISER, Filter.OPEN, ofLand, 1)).hasSize(1);
        Filter mine = new Filter(null, null, null, null, true, false, true);
        assertThat(numbers(CONTACT, mine)).containsExactly(ofTax);
        assertThat(numbers(ORGANISER, mine)).isEmpty();
        assertThat(cases.rig.matters.find(CONTACT, ofTax).orElseThrow().ways())
                .extracting(Matters.Way::id)
                .containsExactlyInAnyOrder("accept", "explain");
        requireRefused(
                () -> cases.rig.matters.open(CONTACT, draft(MONTHLY, "stuck", "A01"), Flow.Channel.DESK),
                Reason.NOT_ALLOWED,
                "taking in");
        requireRefused(
                () -> cases.rig.matters.open(ORGANISER, draft(MONTHLY, "stuck", "Z9"), Flow.Channel.DESK),
                Reason.WRONG,
                "Z9");
        requireRefused(
                () -> cases.rig.matters.open(ORGANISER, draft(MONTHLY, "trophy", "A01"), Flow.Channel.DESK),
                Reason.WRONG,
                "rules alone");
    }

    @Test
    void importedCases_areKnownAgain_andNumbersRunInTheYear() throws Exception {
        cases.inForce(ShippedSchemes.text(MONTHLY));
        cases.rig.at("2026-10-12");
        MatterDraft one = new MatterDraft(MONTHLY, "hotline", "A01", "", "noise", null, "12345-1");
        MatterDraft other = new MatterDraft(MONTHLY, "hotline", "A02", "", "queue", null, "12345-2");
        assertThat(cases.rig
                        .matters
                        .take(RECORDER, List.of(one), Flow.Channel.IMPORT)
                        .get())
                .isEqualTo(new Matters.Imported(List.of("2026-0001"), 1));
        assertThat(cases.rig
                        .matters
                        .take(RECORDER, List.of(one, other), Flow.Channel.IMPORT)
                        .get())
                .isEqualTo(new Matters.Imported(List.of("2026-0001", "2026-0002"), 1));
        MatterDraft wrong = new MatterDraft(MONTHLY, "hotline", "Z9", "", "", null, "12345-3");
        MatterDraft third = new MatterDraft(MONTHLY, "hotline", "A03", "", "", null, "12345-4");
        requireRefused(
                () -> cases.rig.matters.take(RECORDER, List.of(third, wrong), Flow.Channel.IMPORT),
                Reason.WRONG,
                "case 2: ");
        assertThat(cases.cases(MONTHLY, "hotline")).hasSize(2);
        cases.rig.set(Instant.parse("2026-12-31T16:00:00Z"));
        assertThat(cases.imported(MONTHLY, "hotline", "A01", "12345-5"))
                .as("of the year in the hall's zone")
                .isEqualTo("2027-0001");
    }

    @Test
    void pointsForALedgerHere_areAnEntryOfIt_andACaseCountsInEverySchemeThatHasItsFlow() throws Exception {
        cases.window("tax", "approval", "tax");
        ratings("A01", "A02", "A03", "B01", "B02", "B03");
        cases.inForce(
                ShippedSchemes.text(MONTHLY)
                        .replace("scheme: hongjiang-monthly", "scheme: appraisal")
                        .replace(
                                "\nsources:\n",
                                "\nsources:\n  annual-appraisal: {kind: ledger, items: {given: {zh: 转入, en: given, verify: [organiser]}}}\n"));
        cases.frozen("appraisal", OCTOBER);
        cases.frozen("appraisal", NOVEMBER);
        october(ShippedSchemes.text(MONTHLY));
        List<FactRow> given = cases.facts("appraisal", NOVEMBER);
        assertThat(given)
                .extracting(fact -> fact.subject() + " " + fact.value() + " " + fact.verifiedBy())
                .containsExactly("tax " + new FactValue.Entry("given", Fraction.of(3, 5)) + " null");
        RoundRow round = cases.rig.store.read(tables -> Rounds.require(tables, MONTHLY, OCTOBER));
        List<EffectTable.Given> points =
                cases.rig.store.read(tables -> tables.effects().given(round.id()));
        assertThat(points).extracting(EffectTable.Given::fact).containsExactly("", "appraisal/2026-11/f1");
        cases.rig.facts.verify(AssessRig.ORGANISER, "appraisal", NOVEMBER, 1).get();

        cases.rig.at("2026-11-09");
        String number = cases.imported(MONTHLY, "hotline", "B01", "12345-9");
        assertThat(cases.imported("appraisal", "hotline", "B01", "12345-9"))
                .as("the same case")
                .isEqualTo(number);
        String other = cases.imported("appraisal", "hotline", "B02", "12345-9");
        assertThat(other)
                .as("another subject's, by the numbers of another scheme")
                .isNotEqualTo(number);
        assertThat(cases.imported("appraisal", "hotline", "B01", "12345-9"))
                .as("which the scheme's own numbers tell")
                .isEqualTo(other);
        cases.take(OTHER_CONTACT, number, "accept");
        cases.take(OTHER_CONTACT, number, "answer");
        cases.calledBack(number, "discontent");
        assertThat(cases.facts("appraisal", NOVEMBER).get(1).value())
                .isEqualTo(new FactValue.Outcome("unsolved", false));
        assertThat(cases.facts("appraisal", OCTOBER))
                .as("takes no more facts")
                .noneMatch(fact -> fact.value() instanceof FactValue.Outcome);
    }
}
