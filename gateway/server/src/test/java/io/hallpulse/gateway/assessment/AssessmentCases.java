package io.hallpulse.gateway.assessment;

import static io.hallpulse.gateway.assessment.AssessRig.APPROVER;
import static io.hallpulse.gateway.assessment.AssessRig.AUDITOR;
import static io.hallpulse.gateway.assessment.AssessRig.DISCIPLINE;
import static io.hallpulse.gateway.assessment.AssessRig.INSPECTOR;
import static io.hallpulse.gateway.assessment.AssessRig.ORGANISER;
import static io.hallpulse.gateway.assessment.AssessRig.PERIOD;
import static io.hallpulse.gateway.assessment.AssessRig.RECORDER;
import static io.hallpulse.gateway.assessment.AssessRig.THIRD_PARTY;
import static io.hallpulse.gateway.assessment.TestSchemes.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.domain.assessment.card.CountedRound;
import io.hallpulse.domain.assessment.card.Scorecard;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.ranking.EdgeTie;
import io.hallpulse.domain.assessment.round.RoundState;
import io.hallpulse.domain.assessment.round.RoundStep;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Measure;
import io.hallpulse.domain.assessment.scheme.Ranking;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.assessment.scheme.SubjectKind;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.domain.record.Entry;
import io.hallpulse.domain.record.Head;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.database.DatabasePart;
import io.hallpulse.gateway.database.OpenDatabase;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemes, facts and rounds on any database: what is stored, by whom, and what is counted from it. */
abstract class AssessmentCases {
    private static final LocalDate DAY = LocalDate.of(2026, 10, 12);

    @TempDir
    Path data;

    private AssessRig rig;
    private int number;
    private TestDatabase named;
    private OpenDatabase opened;

    /** The database that these cases run on. */
    abstract TestDatabase database(Path data);

    @BeforeEach
    void open() throws Exception {
        named = database(data.resolve(Integer.toString(++number)));
        opened = OpenDatabase.open(DatabasePart.ASSESSMENTS, named.data(), named.config());
        rig = new AssessRig(opened);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void subjects(String... ids) {
        Arrays.stream(ids).map(AssessRig::subject).forEach(rig.directory::add);
    }

    /** Tallies whose bare satisfaction is a figure. */
    private void figure(String source, String subject, String figure) {
        long good = new BigDecimal(figure).movePointRight(3).longValueExact();
        rig.tallies
                .computeIfAbsent(source, id -> new LinkedHashMap<>())
                .put(subject, new long[] {100_000 - good, 0, 0, 0, good});
    }

    private FactDraft fact(String source, String subject, FactValue value) {
        return new FactDraft(source, subject, value, DAY, null);
    }

    private void state(Signer by, FactDraft... facts) throws Exception {
        String digest = String.valueOf(rig.facts.after(ID, PERIOD, 0, 1000).size());
        rig.facts.state(by, ID, PERIOD, List.of(facts), digest).get();
    }

    private Scorecard card(String subject) {
        return rig.rounds.counted(ID, PERIOD).counted().cards().stream()
                .filter(card -> card.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private String score(String subject) {
        BigDecimal printed = card(subject).place().printed();
        return printed == null ? "not ranked" : printed.toPlainString();
    }

    static void requireRefused(Callable<? extends CompletableFuture<?>> act, String... words) {
        assertThatThrownBy(() -> act.call().get())
                .satisfies(failure -> assertThat(failure instanceof AssessRefused ? failure : failure.getCause())
                        .isInstanceOf(AssessRefused.class)
                        .message()
                        .contains(words)
                        .doesNotContain("\n"));
    }

    private List<String> blocks() {
        return rig.rounds.standing(ID, PERIOD).blocks().stream().map(Text::en).toList();
    }

    /** The entries of the record, each of which fits the one before. */
    private List<String> record() {
        List<Entry> entries = rig.store.read(tables -> tables.audit().after(0));
        Head head = Head.START;
        for (Entry entry : entries) {
            assertThat(head.fault(entry)).isEmpty();
            head = entry.head();
        }
        return entries.stream()
                .map(entry ->
                        entry.change().what() + " " + entry.change().actor().name())
                .toList();
    }

    @Test
    void round_fromUploadToApproved_takesTheRightPersonsAtTheRightTime() throws Exception {
        subjects("A01", "A02");
        figure("meter", "A01", "90");
        figure("meter", "A02", "80");
        rig.files.put(
                "v1", TestSchemes.ofTallies(Map.of("meter", 100), List.of(TestSchemes.adjust()), LIST_ALL, List.of()));
        requireRefused(() -> rig.schemes.upload(AUDITOR, "a.yaml", "v1"), "organiser");
        requireRefused(() -> rig.schemes.upload(ORGANISER, "a.yaml", "none"), "a.yaml:1:");
        rig.schemes.upload(ORGANISER, "a.yaml", "v1").get();
        requireRefused(() -> rig.rounds.plan(ORGANISER, ID, PERIOD), "in force");
        requireRefused(() -> rig.schemes.enforce(APPROVER, ID, 1), "turn of the organiser");
        Signer both = new Signer("zhang", Set.of(AssessmentRole.ORGANISER, AssessmentRole.APPROVER));
        rig.schemes.enforce(both, ID, 1).get();
        requireRefused(() -> rig.schemes.enforce(both, ID, 1), "zhang has signed already");
        assertThat(rig.schemes.enforce(APPROVER, ID, 1).get().state()).isEqualTo(SchemeRow.State.IN_FORCE);
        rig.files.put("other", TestSchemes.ofTallies(Map.of("meter", 100)));
        requireRefused(() -> rig.schemes.upload(ORGANISER, "a.yaml", "other"), "raise 'version'");

        requireRefused(() -> rig.rounds.plan(ORGANISER, ID, "2026-Q4"), "no month");
        rig.rounds.plan(ORGANISER, ID, PERIOD).get();
        requireRefused(() -> rig.rounds.freeze(AUDITOR, ID, PERIOD, "", "1-2"), "turn of the organiser");
        RoundRow half = rig.rounds.freeze(ORGANISER, ID, PERIOD, "", "").get();
        assertThat(half.state()).isEqualTo(RoundState.PLANNED);
        assertThat(half.frozen().seed()).isEmpty();
        assertThat(half.frozen().subjectsDigest()).as("before the seed").hasSize(64);
        rig.directory.clear();
        RoundRow frozen = rig.rounds.freeze(AUDITOR, ID, PERIOD, "", "1-2").get();
        assertThat(frozen.state()).isEqualTo(RoundState.FROZEN);
        assertThat(frozen.frozen().seed()).isEqualTo("1-2");
        assertThat(frozen.frozen().subjectsDigest()).isEqualTo(half.frozen().subjectsDigest());

        FactDraft criticism = fact("record", "A01", new FactValue.Entry("criticism", null));
        requireRefused(() -> rig.facts.state(RECORDER, ID, PERIOD, List.of(criticism), "b1"), "takes facts from");
        rig.at("2026-10-12");
        requireRefused(() -> rig.facts.state(INSPECTOR, ID, PERIOD, List.of(criticism), "b1"), "none of them");
        requireRefused(
                () -> rig.facts.state(
                        RECORDER, ID, PERIOD, List.of(fact("record", "Z9", new FactValue.Entry("banner", null))), "b1"),
                "fact 1: no subject 'Z9'");
        assertThat(rig.facts
                        .state(RECORDER, ID, PERIOD, List.of(criticism, criticism), "b1")
                        .get())
                .isEqualTo(new Facts.Imported(2, false));
        assertThat(rig.facts
                        .state(RECORDER, ID, PERIOD, List.of(criticism, criticism), "b1")
                        .get())
                .isEqualTo(new Facts.Imported(2, true));
        Signer recorderToo = new Signer("qian", Set.of(AssessmentRole.ORGANISER));
        requireRefused(() -> rig.facts.verify(recorderToo, ID, PERIOD, 1), "another person verifies");
        requireRefused(() -> rig.facts.verify(DISCIPLINE, ID, PERIOD, 1), "none of them");
        rig.facts.verify(ORGANISER, ID, PERIOD, 1).get();
        requireRefused(() -> rig.rounds.count(ORGANISER, ID, PERIOD), "frozen");

        rig.at("2026-11-04");
        rig.rounds.tick();
        assertThat(rig.rounds.standing(ID, PERIOD).round().state()).isEqualTo(RoundState.CLOSED);
        assertThat(blocks()).hasSize(2).anyMatch(block -> block.contains("1 facts wait"));
        requireRefused(() -> rig.rounds.count(ORGANISER, ID, PERIOD), "not before", "verified or struck");
        rig.facts.strike(RECORDER, ID, PERIOD, 2, "stated twice").get();
        rig.at("2026-11-06");
        assertThat(blocks()).isEmpty();
        rig.rounds.count(ORGANISER, ID, PERIOD).get();
        requireRefused(() -> rig.rounds.count(ORGANISER, ID, PERIOD), "zhang has signed already");
        RoundRow counted = rig.rounds.count(AUDITOR, ID, PERIOD).get();
        assertThat(counted.state()).isEqualTo(RoundState.COUNTED);
        assertThat(counted.counted().cardsDigest())
                .isEqualTo(rig.rounds.counted(ID, PERIOD).counted().digest());
        assertThat(rig.rounds.cards(ID, PERIOD).get("A01")).contains("\"printed\":\"88.00\"");
        requireRefused(() -> rig.facts.strike(AUDITOR, ID, PERIOD, 1, "late"), "its facts stay");

        rig.rounds.confirm(APPROVER, ID, PERIOD, RoundStep.APPROVE).get();
        requireRefused(() -> rig.rounds.annul(AUDITOR, ID, PERIOD, "wrong"), "turn of the approver");
        assertThat(rig.rounds
                        .confirm(DISCIPLINE, ID, PERIOD, RoundStep.APPROVE)
                        .get()
                        .state())
                .isEqualTo(RoundState.APPROVED);
        requireRefused(() -> rig.rounds.annul(APPROVER, ID, PERIOD, "wrong"), "cannot be annulled");

        assertThat(record())
                .containsExactly(
                        "scheme.upload zhang",
                        "scheme.enforce.sign zhang",
                        "scheme.enforce zhao",
                        "round.plan zhang",
                        "round.freeze.sign zhang",
                        "round.freeze wu",
                        "facts.state qian",
                        "facts.verify zhang",
                        "round.open clock",
                        "facts.state clock",
                        "round.close clock",
                        "facts.strike qian",
                        "round.count.sign zhang",
                        "round.count wu",
                        "round.approve.sign zhao",
                        "round.approve sun");
    }

    private static final Ranking.Listing LIST_ALL = new Ranking.Listing(new Ranking.Take.Each(6), Ranking.Edge.INCLUDE);

    @Test
    void fact_struckBetweenBothSignatures_isCountedAnewFromTheFirst() throws Exception {
        subjects("A01");
        figure("meter", "A01", "90");
        rig.frozen(TestSchemes.ofTallies(Map.of("meter", 100), List.of(TestSchemes.adjust()), LIST_ALL, List.of()));
        rig.at("2026-10-12");
        state(RECORDER, fact("record", "A01", new FactValue.Entry("banner", null)));
        rig.facts.verify(ORGANISER, ID, PERIOD, 1).get();
        rig.at("2026-11-20");
        rig.rounds.tick();
        rig.rounds.count(ORGANISER, ID, PERIOD).get();
        String before = score("A01");
        rig.facts.strike(AUDITOR, ID, PERIOD, 1, "not so").get();

        assertThat(rig.rounds.count(AUDITOR, ID, PERIOD).get().state()).isEqualTo(RoundState.CLOSED);
        assertThat(rig.rounds.standing(ID, PERIOD).signed()).isEmpty();
        rig.rounds.count(ORGANISER, ID, PERIOD).get();
        assertThat(rig.rounds.count(AUDITOR, ID, PERIOD).get().state()).isEqualTo(RoundState.COUNTED);
        assertThat(List.of(before, score("A01"))).containsExactly("90.50", "90.00");
        FactRow struck = rig.facts.after(ID, PERIOD, 0, 1).get(0);
        assertThat(struck.verifiedBy()).isEqualTo("zhang");
        assertThat(struck.struckBy()).isEqualTo(3);
    }

    @Test
    void freezing_saysWhatBlocksIt() throws Exception {
        rig.files.put("v1", TestSchemes.ofTallies(Map.of("meter", 100)));
        rig.schemes.upload(ORGANISER, "a.yaml", "v1").get();
        rig.schemes.enforce(ORGANISER, ID, 1).get();
        rig.schemes.enforce(APPROVER, ID, 1).get();
        rig.rounds.plan(ORGANISER, ID, PERIOD).get();
        rig.at("2026-10-01");
        assertThat(blocks())
                .hasSize(2)
                .anyMatch(block -> block.contains("its period began"))
                .anyMatch(block -> block.contains("no subjects"));
        requireRefused(() -> rig.rounds.freeze(ORGANISER, ID, PERIOD, "", ""), "its period began", "no subjects");
        rig.rounds.annul(APPROVER, ID, PERIOD, "planned too late").get();
        assertThat(rig.rounds
                        .annul(AUDITOR, ID, PERIOD, "planned too late")
                        .get()
                        .state())
                .isEqualTo(RoundState.ANNULLED);
    }

    @Test
    void roundThatIsNotFrozen_followsTheVersionThatCameInForce_andIsSignedAnew() throws Exception {
        subjects("A01");
        enforce("v1", TestSchemes.ofTallies(Map.of("meter", 100)));
        rig.rounds.plan(ORGANISER, ID, PERIOD).get();
        rig.rounds.freeze(ORGANISER, ID, PERIOD, "", "").get();
        enforce("v2", TestSchemes.version(TestSchemes.ofTallies(Map.of("meter", 100)), 2));
        requireRefused(() -> rig.rounds.freeze(AUDITOR, ID, PERIOD, "", "1-2-3"), "not in force");

        assertThat(rig.rounds.plan(ORGANISER, ID, PERIOD).get().version()).isEqualTo(2);
        assertThat(rig.rounds.standing(ID, PERIOD).signed()).isEmpty();
        rig.rounds.freeze(ORGANISER, ID, PERIOD, "", "").get();
        assertThat(rig.rounds.freeze(AUDITOR, ID, PERIOD, "", "1-2-3").get().state())
                .isEqualTo(RoundState.FROZEN);
    }

    private void enforce(String file, Scheme scheme) throws Exception {
        rig.files.put(file, scheme);
        rig.schemes.upload(ORGANISER, "a.yaml", file).get();
        rig.schemes.enforce(ORGANISER, ID, scheme.version()).get();
        rig.schemes.enforce(APPROVER, ID, scheme.version()).get();
    }

    @Test
    void rounds_areCountedInTheirOrder_andAnnulledForOneReason() throws Exception {
        subjects("A01");
        figure("meter", "A01", "90");
        rig.frozen(TestSchemes.ofTallies(Map.of("meter", 100)));
        String later = "2026-11";
        rig.rounds.plan(ORGANISER, ID, later).get();
        rig.rounds.freeze(ORGANISER, ID, later, "", "").get();
        rig.rounds.freeze(AUDITOR, ID, later, "", "1-2-3").get();
        rig.at("2026-12-20");
        rig.rounds.tick();
        requireRefused(() -> rig.rounds.count(ORGANISER, ID, later), ID + "/" + PERIOD, "first");

        rig.rounds.annul(APPROVER, ID, PERIOD, "the meters failed").get();
        requireRefused(() -> rig.rounds.annul(AUDITOR, ID, PERIOD, "not needed"), "the meters failed");
        assertThat(rig.rounds
                        .annul(AUDITOR, ID, PERIOD, "the meters failed")
                        .get()
                        .reason())
                .isEqualTo("the meters failed");
        rig.rounds.count(ORGANISER, ID, later).get();
        assertThat(rig.rounds.count(AUDITOR, ID, later).get().state()).isEqualTo(RoundState.COUNTED);
    }

    @Test
    void x1_choice() throws Exception {
        subjects("S1", "S2", "S3", "S4");
        rig.frozen(TestSchemes.ofOne(
                new Source.Survey("sheet", List.of(AssessmentRole.THIRD_PARTY), "", List.of(), null),
                new Measure.Choice(),
                0));
        rig.at("2026-10-12");
        state(
                THIRD_PARTY,
                survey("S1", 70, 30, 8, 12),
                survey("S2", 0, 0, 100, 0),
                survey("S3", 5, 0, 0, 95),
                survey("S4", 0, 0, 0, 9));
        assertThat(List.of(score("S1"), score("S2"), score("S3"), score("S4")))
                .containsExactly("84.26", "0.00", "100.00", "not ranked");
        rig.counted(ID);
        assertThat(rig.rounds.cards(ID, PERIOD).get("S1")).contains("\"interval\":[\"79.09\",\"89.42\"]");
        assertThat(rig.rounds.cards(ID, PERIOD).get("S2")).contains("\"interval\":[\"0.00\",\"3.70\"]");
    }

    private FactDraft survey(String subject, long good, long fair, long poor, long unknown) {
        return fact(
                "one",
                subject,
                new FactValue.AnswerCounts(
                        Map.of("q", Map.of("good", good, "fair", fair, "poor", poor, "unknown", unknown))));
    }

    @Test
    void x2_levels() throws Exception {
        Map<Measure.LevelFigure, List<String>> expected = Map.of(
                Measure.LevelFigure.SATISFACTION, List.of("97.78", "83.33", "0.00"),
                Measure.LevelFigure.STRICT, List.of("95.56", "66.67", "0.00"),
                Measure.LevelFigure.INDEX, List.of("95.00", "69.17", "0.00"));
        for (Measure.LevelFigure as : Measure.LevelFigure.values()) {
            close();
            open();
            subjects("S1", "S2", "S3");
            rig.tallies.put(
                    "one",
                    Map.of(
                            "S1", new long[] {1, 0, 1, 3, 40},
                            "S2", new long[] {2, 3, 5, 10, 10},
                            "S3", new long[] {4, 0, 0, 0, 0}));
            rig.frozen(TestSchemes.ofOne(new Source.Presses(SubjectKind.WINDOW), new Measure.Levels(as), 0));
            RoundRow counted = rig.counted(ID);
            assertThat(List.of(score("S1"), score("S2"), score("S3"))).isEqualTo(expected.get(as));
            assertThat(counted.counted().talliesDigest()).hasSize(64);
        }
    }

    @Test
    void x6_parts() throws Exception {
        subjects("all", "two", "one", "none");
        Map<String, Integer> weights = new LinkedHashMap<>();
        weights.put("directed", 60);
        weights.put("sampled", 30);
        weights.put("other", 10);
        for (String subject : List.of("all", "two", "one")) {
            figure("directed", subject, "4.10");
        }
        for (String subject : List.of("all", "two", "none")) {
            figure("sampled", subject, "6.25");
        }
        figure("other", "all", "5.00");
        figure("other", "none", "5.00");
        Objects.requireNonNull(rig.tallies.get("other")).put("two", new long[] {2, 0, 0, 0, 1});
        rig.frozen(TestSchemes.ofTallies(weights));
        rig.counted(ID);
        assertThat(List.of(score("all"), score("two"), score("one"), score("none")))
                .containsExactly("4.84", "4.82", "4.10", "not ranked");
    }

    @Test
    void x7_checklist() throws Exception {
        subjects("clean", "once", "four", "many", "most", "mean");
        rig.frozen(TestSchemes.ofOne(
                new Source.Visits("round", List.of(AssessmentRole.INSPECTOR), true, List.of(), 3, 0, null, false),
                new Measure.Checks(),
                1));
        rig.at("2026-10-12");
        rig.visits.tick();
        Map<String, Integer> all = Map.of("absent", 3, "slow", 3, "wrong", 2);
        state(
                INSPECTOR,
                fact("one", "clean", new FactValue.Visit(Map.of())),
                fact("one", "once", new FactValue.Visit(Map.of("absent", 1))),
                fact("one", "four", new FactValue.Visit(Map.of("absent", 4))),
                fact("one", "many", new FactValue.Visit(Map.of("absent", 2, "slow", 1, "wrong", 2))),
                fact("one", "most", new FactValue.Visit(all)),
                fact("one", "mean", new FactValue.Visit(Map.of())),
                fact("one", "mean", new FactValue.Visit(Map.of("absent", 1))),
                fact("one", "mean", new FactValue.Visit(all)));
        rig.counted(ID);
        assertThat(List.of(score("clean"), score("once"), score("four"), score("many"), score("most"), score("mean")))
                .containsExactly("100.00", "90.00", "70.00", "10.00", "0.00", "63.33");
    }

    @Test
    void x8_rate() throws Exception {
        subjects("good", "mixed", "none");
        RoundRow round = rig.frozen(TestSchemes.ofOne(
                new Source.Cases(List.of("stuck")),
                new Measure.Rate(Set.of("solved"), Set.of("solved", "unsolved"), Measure.Late.FAILS, null),
                1));
        rig.at("2026-10-12");
        List<FactDraft> outcomes = new ArrayList<>();
        outcomes.addAll(Collections.nCopies(22, outcome("good", "solved", false)));
        outcomes.add(outcome("good", "solved", true));
        outcomes.addAll(Collections.nCopies(18, outcome("mixed", "solved", false)));
        outcomes.addAll(Collections.nCopies(2, outcome("mixed", "solved", true)));
        outcomes.addAll(Collections.nCopies(2, outcome("mixed", "unsolved", false)));
        outcomes.add(fact("one", "mixed", new FactValue.OpenCase(true)));
        outcomes.add(fact("one", "mixed", new FactValue.OpenCase(false)));
        requireRefused(() -> rig.facts.state(RECORDER, ID, PERIOD, outcomes, "b"), "gateway itself");
        rig.store
                .submit(tables -> {
                    rig.facts.add(tables, Signer.CLOCK, round, outcomes, "cases");
                    return true;
                })
                .get();
        rig.counted(ID);
        assertThat(List.of(score("good"), score("mixed"), score("none")))
                .containsExactly("95.65", "78.26", "not ranked");
    }

    private FactDraft outcome(String subject, String outcome, boolean late) {
        return fact("one", subject, new FactValue.Outcome(outcome, late));
    }

    @Test
    void x9_year() throws Exception {
        List<String> parts = List.of("midyear", "yearend", "daily", "third", "mystery", "hotline");
        List<Integer> weights = List.of(25, 25, 20, 15, 5, 10);
        Map<String, List<String>> figures = Map.of(
                "power", List.of("86.48", "88.10", "79.00", "84.20", "92.50", "95.65"),
                "station", List.of("61.20", "58.75", "64.00", "", "70.00", "80.00"),
                "water", List.of("86.48", "88.10", "79.00", "84.20", "92.50", "95.60"),
                "hospital", List.of("", "", "90.00", "91.00", "95.00", "100.00"));
        Map<String, Integer> byWeight = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            byWeight.put(parts.get(i), weights.get(i));
        }
        figures.forEach((subject, row) -> {
            subjects(subject);
            for (int i = 0; i < row.size(); i++) {
                if (!row.get(i).isEmpty()) {
                    figure(parts.get(i), subject, row.get(i));
                }
            }
        });
        rig.frozen(TestSchemes.ofTallies(byWeight));
        rig.counted(ID);
        assertThat(List.of(score("power"), score("station"), score("water"), score("hospital")))
                .containsExactly("86.27", "63.87", "86.26", "not ranked");
        assertThat(ranks("power", "station", "water")).containsExactly(1, 3, 2);
    }

    private List<Integer> ranks(String... subjects) {
        return Arrays.stream(subjects)
                .map(subject -> Objects.requireNonNull(card(subject).place().rank()))
                .toList();
    }

    @Test
    void x10_ranksAndTheEdgeOfTheList() throws Exception {
        Map<Ranking.Edge, Set<String>> listed = Map.of(
                Ranking.Edge.INCLUDE, Set.of("A", "B", "C", "D", "E", "F", "G"),
                Ranking.Edge.BREAK, Set.of("A", "B", "C", "D", "E", "G"),
                Ranking.Edge.DRAW, Set.of("A", "B", "C", "D", "E", "G"));
        Map<String, String> exact =
                Map.of("A", "96.40", "B", "95.104", "C", "95.096", "D", "94.00", "E", "93.20", "H", "90.00");
        for (Ranking.Edge edge : Ranking.Edge.values()) {
            close();
            open();
            subjects("A", "B", "C", "D", "E", "F", "G", "H");
            exact.forEach((subject, figure) -> {
                figure("meter", subject, figure);
                figure("other", subject, figure);
            });
            figure("meter", "F", "93.0");
            figure("other", "F", "92.7");
            figure("meter", "G", "94.1");
            figure("other", "G", "91.6");
            Map<String, Integer> weights = new LinkedHashMap<>();
            weights.put("meter", 50);
            weights.put("other", 50);
            rig.frozen(TestSchemes.ofTallies(
                    weights,
                    List.of(),
                    new Ranking.Listing(new Ranking.Take.Each(6), edge),
                    List.of(new Ranking.TieBreak.ByPart("meter"))));
            rig.counted(ID);
            assertThat(ranks("A", "B", "C", "D", "E", "F", "G", "H")).containsExactly(1, 2, 2, 4, 5, 6, 6, 8);
            assertThat(rig.rounds.counted(ID, PERIOD).counted().cards().stream()
                            .filter(card -> card.place().listed())
                            .map(Scorecard::subject)
                            .collect(Collectors.toSet()))
                    .as(edge.word())
                    .isEqualTo(listed.get(edge));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "B"})
    void tie_isSettledByServices_takenAtTheClose(String busier) throws Exception {
        subjects("A", "B");
        figure("meter", "A", "93.0");
        figure("meter", "B", "93.0");
        rig.services.putAll(Map.of("A", 10L, "B", 10L));
        rig.services.put(busier, 11L);
        rig.frozen(brokenBy(new Ranking.TieBreak.Services()));
        rig.counted(ID);
        requireAlone(busier, new Ranking.TieBreak.Services());
    }

    /** Ten of ten are content as eleven of eleven are, which is one figure. */
    @ParameterizedTest
    @ValueSource(strings = {"A", "B"})
    void tie_isSettledByPeopleWhoDealtWithIt_asTheFactsTell(String busier) throws Exception {
        subjects("A", "B");
        Map<String, long[]> presses =
                new HashMap<>(Map.of("A", new long[] {0, 0, 0, 0, 10}, "B", new long[] {0, 0, 0, 0, 10}));
        presses.put(busier, new long[] {0, 0, 0, 0, 11});
        rig.tallies.put("meter", presses);
        rig.frozen(brokenBy(new Ranking.TieBreak.Contacts()));
        RoundRow counted = rig.counted(ID);
        requireAlone(busier, new Ranking.TieBreak.Contacts());
        assertThat(rig.rounds.counted(ID, PERIOD).counted().digest())
                .isEqualTo(counted.counted().cardsDigest());
    }

    private static Scheme brokenBy(Ranking.TieBreak tie) {
        return TestSchemes.ofTallies(
                Map.of("meter", 100),
                List.of(),
                new Ranking.Listing(new Ranking.Take.Each(1), Ranking.Edge.BREAK),
                List.of(tie));
    }

    private void requireAlone(String subject, Ranking.TieBreak by) {
        CountedRound counted = rig.rounds.counted(ID, PERIOD).counted();
        assertThat(counted.cards().stream()
                        .filter(card -> card.place().listed())
                        .map(Scorecard::subject))
                .containsExactly(subject);
        assertThat(EdgeTie.of(
                        counted.round(), one -> counted.card(one).orElseThrow().parts(), counted.places()))
                .extracting(EdgeTie::by)
                .containsExactly(by);
    }

    @Test
    void x25_adjustments() throws Exception {
        Map<String, List<Integer>> entries =
                Map.of("a", List.of(2, 1), "b", List.of(4, 1), "c", List.of(0, 5), "d", List.of(3, 0));
        Map<String, String> figures = Map.of("a", "95.20", "b", "95.20", "c", "99.50", "d", "1.00");
        figures.forEach((subject, figure) -> {
            subjects(subject);
            figure("meter", subject, figure);
        });
        rig.frozen(TestSchemes.ofTallies(Map.of("meter", 100), List.of(TestSchemes.adjust()), LIST_ALL, List.of()));
        rig.at("2026-10-12");
        for (Map.Entry<String, List<Integer>> of : entries.entrySet()) {
            for (int i = 0; i < of.getValue().get(0); i++) {
                state(RECORDER, fact("record", of.getKey(), new FactValue.Entry("criticism", null)));
            }
            for (int i = 0; i < of.getValue().get(1); i++) {
                state(RECORDER, fact("record", of.getKey(), new FactValue.Entry("banner", null)));
            }
        }
        rig.at("2026-11-03");
        rig.rounds.tick();
        assertThat(List.of(score("a"), score("b"), score("c"), score("d")))
                .as("nothing is verified yet")
                .containsExactly("95.20", "95.20", "99.50", "1.00");
        for (FactRow fact : rig.facts.after(ID, PERIOD, 0, 1000)) {
            if (fact.source().equals("record")) {
                rig.facts.verify(ORGANISER, ID, PERIOD, fact.n()).get();
            }
        }
        rig.counted(ID);
        assertThat(List.of(score("a"), score("b"), score("c"), score("d")))
                .containsExactly("91.70", "89.20", "100.00", "0.00");
    }

    @Test
    void report_countsAnewAndWritesStruckFactsToo() throws Exception {
        subjects("A01", "A02");
        figure("meter", "A01", "90");
        rig.frozen(TestSchemes.ofTallies(Map.of("meter", 100), List.of(TestSchemes.adjust()), LIST_ALL, List.of()));
        rig.at("2026-10-12");
        state(RECORDER, fact("record", "A01", new FactValue.Entry("banner", null)));
        state(RECORDER, fact("record", "A01", new FactValue.Entry("banner", null)));
        rig.facts.verify(ORGANISER, ID, PERIOD, 1).get();
        rig.facts.strike(RECORDER, ID, PERIOD, 2, "stated, \"twice\"").get();
        RoundRow counted = rig.counted(ID);
        assertThat(OpenDatabase.isThere(DatabasePart.ASSESSMENTS, named.data(), named.config()))
                .isTrue();
        try (AssessReading reading = AssessReading.open(named.data(), named.config())) {
            RoundReport report = new RoundReport(reading, rig.grammar, counted.name());
            assertThat(report.digest())
                    .isEqualTo(new RoundReport.Digest(
                            counted.counted().cardsDigest(), counted.counted().cardsDigest()));
            StringBuilder facts = new StringBuilder();
            report.facts(facts);
            assertThat(facts.toString().lines().skip(1).map(line -> line.substring(0, line.indexOf(','))))
                    .containsExactly("f1", "f2", "f3", "f4");
            assertThat(facts).contains(",zhang,,", ",f3,", "\"stated, \"\"twice\"\"\"");
            StringBuilder cards = new StringBuilder();
            report.cards(cards);
            assertThat(cards.toString().lines().skip(1))
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("A01,all,1,90.50,true,"))
                    .anyMatch(line -> line.startsWith("A02,all,,,false,"));
            RoundReport none = new RoundReport(reading, rig.grammar, "windows/2027-01");
            assertThatThrownBy(none::digest).isInstanceOf(AssessRefused.class);
        }
    }

    @Test
    void killed_atEveryStatementOfEveryStep_leavesNeitherHalfDoneNorDoneTwice() throws Exception {
        close();
        named = database(data.resolve("killed"));
        opened = OpenDatabase.open(DatabasePart.ASSESSMENTS, named.data(), named.config());
        FailingConnections connections = new FailingConnections();
        OpenDatabase database = connections.of(opened);
        opened.writing().close();
        rig = new AssessRig(database);
        subjects("A01", "A02");
        figure("meter", "A01", "90");
        figure("meter", "A02", "80");
        rig.files.put(
                "v1", TestSchemes.ofTallies(Map.of("meter", 100), List.of(TestSchemes.adjust()), LIST_ALL, List.of()));
        FactDraft banner = fact("record", "A01", new FactValue.Entry("banner", null));
        Map<String, Callable<?>> commands = new LinkedHashMap<>();
        commands.put(
                "upload", () -> rig.schemes.upload(ORGANISER, "a.yaml", "v1").get());
        commands.put("enforce", () -> rig.schemes.enforce(ORGANISER, ID, 1).get());
        commands.put("enforce too", () -> rig.schemes.enforce(APPROVER, ID, 1).get());
        commands.put("plan", () -> rig.rounds.plan(ORGANISER, ID, PERIOD).get());
        commands.put(
                "freeze", () -> rig.rounds.freeze(ORGANISER, ID, PERIOD, "", "").get());
        commands.put(
                "freeze too",
                () -> rig.rounds.freeze(AUDITOR, ID, PERIOD, "", "1-2").get());
        commands.put("state", () -> {
            rig.at("2026-10-12");
            return rig.facts
                    .state(RECORDER, ID, PERIOD, List.of(banner, banner), "b1")
                    .get();
        });
        commands.put("verify", () -> rig.facts.verify(ORGANISER, ID, PERIOD, 1).get());
        commands.put(
                "strike",
                () -> rig.facts.strike(AUDITOR, ID, PERIOD, 2, "twice").get());
        commands.put("open", () -> {
            rig.at("2026-11-01");
            rig.rounds.tick();
            return true;
        });
        commands.put("close", () -> {
            rig.at("2026-11-10");
            rig.rounds.tick();
            return true;
        });
        commands.put("count", () -> rig.rounds.count(ORGANISER, ID, PERIOD).get());
        commands.put("count too", () -> rig.rounds.count(AUDITOR, ID, PERIOD).get());
        commands.put(
                "approve",
                () -> rig.rounds
                        .confirm(APPROVER, ID, PERIOD, RoundStep.APPROVE)
                        .get());
        commands.put(
                "approve too",
                () -> rig.rounds
                        .confirm(DISCIPLINE, ID, PERIOD, RoundStep.APPROVE)
                        .get());
        commands.put(
                "plan another", () -> rig.rounds.plan(ORGANISER, ID, "2026-12").get());
        commands.put(
                "annul",
                () -> rig.rounds.annul(APPROVER, ID, "2026-12", "not wanted").get());
        commands.put(
                "annul too",
                () -> rig.rounds.annul(AUDITOR, ID, "2026-12", "not wanted").get());
        commands.put("retire", () -> rig.schemes.retire(ORGANISER, ID, 1).get());
        commands.put("retire too", () -> rig.schemes.retire(APPROVER, ID, 1).get());
        for (Map.Entry<String, Callable<?>> command : commands.entrySet()) {
            KillPoints.each(command.getKey(), connections, database, command.getValue());
        }
        assertThat(rig.rounds.standing(ID, PERIOD).round().state()).isEqualTo(RoundState.APPROVED);
        assertThat(record()).hasSize(21);
    }

    @Test
    void rows_thatSayWhatWasSo_areNeverChangedNorTakenAway() throws Exception {
        subjects("A01");
        figure("meter", "A01", "90");
        rig.frozen(TestSchemes.ofTallies(Map.of("meter", 100), List.of(TestSchemes.adjust()), LIST_ALL, List.of()));
        rig.at("2026-10-12");
        state(RECORDER, fact("record", "A01", new FactValue.Entry("banner", null)));
        rig.facts.verify(ORGANISER, ID, PERIOD, 1).get();
        rig.counted(ID);
        for (String sql : List.of(
                "update fact set value = '{}'",
                "delete from fact",
                "delete from verification",
                "update scorecard set card = '{}'",
                "delete from audit")) {
            DataSource own = opened.writing().getDataSource();
            try (Connection connection = own == null
                            ? opened.database().migrating(opened.writing()).getConnection()
                            : own.getConnection();
                    Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.executeUpdate(sql)).as(sql).hasMessageContaining("only added to");
            }
        }
    }
}
