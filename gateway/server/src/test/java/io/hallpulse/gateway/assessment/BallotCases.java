package io.hallpulse.gateway.assessment;

import static io.hallpulse.gateway.assessment.AssessRig.AUDITOR;
import static io.hallpulse.gateway.assessment.AssessRig.DISCIPLINE;
import static io.hallpulse.gateway.assessment.AssessRig.ORGANISER;
import static io.hallpulse.gateway.assessment.AssessRig.PERIOD;
import static io.hallpulse.gateway.assessment.AssessRig.RECORDER;
import static io.hallpulse.gateway.assessment.AssessRig.THIRD_PARTY;
import static io.hallpulse.gateway.assessment.TestSchemes.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.domain.assessment.ballot.Invalid;
import io.hallpulse.domain.assessment.ballot.PaperBalance;
import io.hallpulse.domain.assessment.ballot.Sheet;
import io.hallpulse.domain.assessment.ballot.Vote;
import io.hallpulse.domain.assessment.card.Scorecard;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.round.RoundState;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Form;
import io.hallpulse.domain.assessment.scheme.Measure;
import io.hallpulse.domain.assessment.scheme.Scale;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.assessment.Ballots.Answer;
import io.hallpulse.gateway.assessment.Ballots.Outcome;
import io.hallpulse.gateway.assessment.Ballots.Sent;
import io.hallpulse.gateway.database.DatabasePart;
import io.hallpulse.gateway.database.OpenDatabase;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Open and box ballots on any database: what a vote leaves behind, what counts, and sheets of paper keyed by two clerks. */
abstract class BallotCases {
    private static final Name NAME = new Name("名", "name");
    private static final String ONE = "one";
    private static final Signer CLERK_A = RECORDER;
    private static final Signer CLERK_B = new Signer("feng", Set.of(AssessmentRole.RECORDER));
    private static final Signer CLERK_C = new Signer("chen", Set.of(AssessmentRole.RECORDER));
    private static final Map<String, String> ANSWERS = Map.of("q", "good");

    @TempDir
    Path data;

    OpenDatabase opened;
    AssessRig rig;
    private int votes;

    /** The database that these cases run on. */
    abstract TestDatabase database(Path data);

    @BeforeEach
    void open() throws Exception {
        TestDatabase named = database(data.resolve("assess"));
        opened = OpenDatabase.open(DatabasePart.ASSESSMENTS, named.data(), named.config());
        rig = new AssessRig(opened);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static Scheme scheme(Source.Admission admission, Form form, Measure measure, int minimum) {
        Source.Ballot ballot = new Source.Ballot(admission, "sheet", null, List.of("web"), null);
        Scheme made = TestSchemes.ofOne(ballot, measure, minimum);
        return with(made, made.scales(), form);
    }

    private static Scheme with(Scheme scheme, Map<String, Scale> scales, Form form) {
        return new Scheme(
                scheme.id(),
                scheme.version(),
                scheme.name(),
                scheme.authority(),
                scheme.basis(),
                scheme.subjects(),
                scheme.rounds(),
                scheme.base(),
                scheme.evaluators(),
                scales,
                Map.of("sheet", form),
                scheme.sources(),
                scheme.checklists(),
                scheme.score(),
                scheme.ranking(),
                scheme.rules(),
                scheme.flows(),
                scheme.publications(),
                scheme.privacy());
    }

    /** A scale one of whose answers asks for a hint. */
    private static Scale tips() {
        return new Scale(List.of(
                new Scale.Option("none", NAME, new BigDecimal(100), false),
                new Scale.Option("seen", NAME, new BigDecimal(0), true)));
    }

    private static Form.One questions(String... ids) {
        return new Form.One(Arrays.stream(ids)
                .map(id -> new Form.Question(id, NAME, "grade", BigDecimal.ONE))
                .toList());
    }

    private static Form.Many hardest() {
        return new Form.Many(
                NAME, 2, List.of(new Form.Mark("cold", NAME, null), new Form.Mark("shift", NAME, null)), 20);
    }

    /** A round of one question, open. */
    void open(String... subjects) throws Exception {
        open(scheme(Source.Admission.OPEN, questions("q"), new Measure.Choice(), 1), subjects);
    }

    /** Likewise, where one answer asks for a hint. */
    void openWithHints(String... subjects) throws Exception {
        Scheme scheme = scheme(Source.Admission.OPEN, questions("q"), new Measure.Choice(), 1);
        open(with(scheme, Map.of("grade", tips()), questions("q")), subjects);
    }

    private void open(Scheme scheme, String... subjects) throws Exception {
        Arrays.stream(subjects).map(AssessRig::subject).forEach(rig.directory::add);
        rig.frozen(scheme);
        rig.at("2026-11-02");
        rig.rounds.tick();
        assertThat(round().state()).isEqualTo(RoundState.OPEN);
    }

    private void closeRound() throws Exception {
        rig.at("2026-11-04");
        rig.rounds.tick();
        assertThat(round().state()).isEqualTo(RoundState.CLOSED);
    }

    private RoundRow round() {
        return rig.rounds.standing(ID, PERIOD).round();
    }

    private String id() {
        return String.format(Locale.ROOT, "%032x", ++votes * 7919L);
    }

    private static Vote vote(String subject, Map<String, String> answers) {
        return new Vote(subject, new FactValue.Answers(answers), "");
    }

    private Answer cast(String id, Vote vote, String hint) throws Exception {
        return rig.ballots.cast(ID, PERIOD, ONE, new Sent(id, vote, hint)).get();
    }

    Answer cast(String id, String subject, String option, String hint) throws Exception {
        return cast(id, vote(subject, Map.of("q", option)), hint);
    }

    private void castAll(int n, String subject, String option) throws Exception {
        for (int i = 0; i < n; i++) {
            assertThat(cast(id(), subject, option, "").outcome()).isEqualTo(Outcome.STORED);
        }
    }

    private Scorecard card(String subject) {
        return rig.rounds.counted(ID, PERIOD).counted().cards().stream()
                .filter(card -> card.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private List<FactRow> facts() {
        return rig.facts.after(ID, PERIOD, 0, 10_000);
    }

    private Ballots.Counted counts() {
        return Objects.requireNonNull(rig.ballots.counts(ID, PERIOD).get(ONE));
    }

    private Map<String, Long> counted(String way) {
        return counts().opened().stream()
                .filter(count -> count.way().equals(way))
                .collect(Collectors.toMap(
                        count -> count.invalid().isEmpty() ? "valid" : count.invalid(), Ballots.Opened::ballots));
    }

    private List<String> blocks() {
        return rig.rounds.standing(ID, PERIOD).blocks().stream().map(Text::en).toList();
    }

    private static void requireRefused(Callable<? extends CompletableFuture<?>> act, String... words) {
        assertThatThrownBy(() -> act.call().get())
                .satisfies(failure -> assertThat(failure instanceof AssessRefused ? failure : failure.getCause())
                        .isInstanceOf(AssessRefused.class)
                        .message()
                        .contains(words)
                        .doesNotContain("\n"));
    }

    @Test
    void x22_newEnvelope_isStoredOnce_andALateOneNot() throws Exception {
        rig.directory.add(AssessRig.subject("A01"));
        rig.frozen(scheme(Source.Admission.BOX, questions("q"), new Measure.Choice(), 1));
        String first = id();
        assertThat(cast(first, "A01", "good", "")).isEqualTo(new Answer(Outcome.NOT_YET, ""));
        rig.at("2026-11-02");
        rig.rounds.tick();
        Answer stored = cast(first, "A01", "good", "");
        assertThat(stored.outcome()).isEqualTo(Outcome.STORED);
        assertThat(stored.receipt()).matches("[0-9a-f]{64}");
        assertThat(cast(first, "A01", "poor", "")).isEqualTo(new Answer(Outcome.KNOWN, stored.receipt()));
        assertThat(rig.ballots.known(ID, PERIOD, first)).contains(stored.receipt());
        assertThat(counts()).isEqualTo(new Ballots.Counted(1, List.of(), 0));
        assertThat(facts()).as("nothing is to be seen while it is open").isEmpty();
        rig.at("2026-11-04"); // the clock of the rounds comes later
        assertThat(cast(id(), "A01", "good", "").outcome()).isEqualTo(Outcome.CLOSED);
        rig.rounds.tick();
        assertThat(cast(id(), "A01", "good", "").outcome()).isEqualTo(Outcome.CLOSED);
        assertThat(cast(first, "A01", "good", ""))
                .as("asked for again")
                .isEqualTo(new Answer(Outcome.KNOWN, stored.receipt()));
        assertThat(rig.ballots.receipts(ID, PERIOD)).isEqualTo(Map.of(ONE, List.of(stored.receipt())));
        requireRefused(
                () -> rig.ballots.cast(ID, "2026-09", ONE, new Sent(first, vote("A01", ANSWERS), "")), "no round");
        requireRefused(
                () -> rig.ballots.cast(ID, PERIOD, "record", new Sent(first, vote("A01", ANSWERS), "")), "no such");
        requireRefused(
                () -> rig.ballots.cast(ID, PERIOD, ONE, new Sent("7", vote("A01", ANSWERS), "")), "32 hexadecimal");
    }

    @Test
    void voteThatCannotBeKept_isRefusedAtOnce_beforeItWaitsAmongChanges() throws Exception {
        openWithHints("A01");
        assertThatThrownBy(
                        () -> rig.ballots.cast(ID, PERIOD, ONE, new Sent(id(), vote("A01", ANSWERS), "x".repeat(501))))
                .isInstanceOf(AssessRefused.class)
                .hasMessageContaining("500 characters");
        assertThatThrownBy(() -> rig.ballots.cast(ID, PERIOD, ONE, new Sent(id(), vote("A01", Map.of("q", "")), "")))
                .isInstanceOf(AssessRefused.class)
                .hasMessageContaining("cannot be read");
        assertThat(counts().waiting()).isZero();
    }

    @Test
    void x1_ballots_areCountedAsTheTableSays() throws Exception {
        open("first", "second", "third", "fourth");
        castAll(70, "first", "good");
        castAll(30, "first", "fair");
        castAll(8, "first", "poor");
        castAll(12, "first", "unknown");
        castAll(100, "second", "poor");
        castAll(5, "third", "good");
        castAll(95, "third", "unknown");
        castAll(9, "fourth", "unknown");
        rig.counted(ID);
        assertThat(List.of("first", "second", "third").stream()
                        .map(subject -> Objects.requireNonNull(
                                        card(subject).place().printed())
                                .toPlainString()))
                .containsExactly("84.26", "0.00", "100.00");
        assertThat(card("fourth").place().missing()).containsKey(ONE);
        assertThat(rig.ballots.receipts(ID, PERIOD).get(ONE))
                .hasSize(329)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(counts().bursts()).as("bursts are told, and count").isEqualTo(329 - 8 - 5 - 9);
    }

    @Test
    void closing_judgesByTheForm_mixes_andKeepsNoOrder() throws Exception {
        open(scheme(Source.Admission.OPEN, questions("q", "tip"), new Measure.Choice(), 1), "A01", "A02");
        List<Vote> sent = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            sent.add(vote(i < 20 ? "A01" : "A02", Map.of("q", i % 2 == 0 ? "good" : "fair")));
        }
        sent.add(vote("A01", Map.of("q", "poor", "tip", "poor")));
        sent.add(vote("A01", Map.of()));
        sent.add(vote("Z99", ANSWERS));
        sent.add(vote("A01", Map.of("other", "good")));
        sent.add(vote("A01", Map.of("q", "splendid")));
        sent.add(new Vote(null, new FactValue.Naming(Set.of("A01"), Map.of()), ""));
        for (Vote vote : sent) {
            cast(id(), vote, "");
        }
        closeRound();
        assertThat(counted("web")).isEqualTo(Map.of("valid", 41L, "blank", 1L, "not-in-round", 1L, "foreign-form", 3L));
        assertThat(counts().opened().stream().mapToLong(Ballots.Opened::alike).sum())
                .as("answered alike, and counted")
                .isEqualTo(1);
        List<FactRow> facts = facts();
        assertThat(facts).hasSize(41).allSatisfy(fact -> {
            assertThat(fact.recorder()).isEqualTo("clock");
            assertThat(fact.day()).isEqualTo("2026-10-31");
        });
        assertThat(facts.stream().limit(40).map(FactRow::subject).distinct().count())
                .isEqualTo(2);
        assertThat(facts.stream().map(fact -> fact.subject() + fact.value()))
                .as("in another order")
                .isNotEqualTo(sent.stream()
                        .limit(41)
                        .map(vote -> vote.subject() + vote.value())
                        .toList());
        try (Connection connection = opened.reading().getConnection();
                ResultSet row = connection.createStatement().executeQuery("select count(*) from envelope")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isZero();
        }
    }

    @Test
    void ballotAboutMany_isCountedAmongThoseWhoDealtWithIt() throws Exception {
        Measure named = new Measure.Named(
                Map.of("cold", new BigDecimal(60), "shift", new BigDecimal(40)), Measure.Among.CONTACT, 0);
        open(scheme(Source.Admission.OPEN, hardest(), named, 1), "A01", "A02", "A03");
        cast(id(), new Vote(null, new FactValue.Naming(Set.of("A01", "A02"), Map.of("A01", Set.of("cold"))), "慢"), "");
        cast(id(), new Vote(null, new FactValue.Naming(Set.of("A01"), Map.of()), ""), "");
        cast(id(), new Vote(null, new FactValue.Naming(Set.of(), Map.of()), "only words"), "");
        cast(
                id(),
                new Vote(
                        null,
                        new FactValue.Naming(
                                Set.of("A01", "A02", "A03"),
                                Map.of("A01", Set.of("cold"), "A02", Set.of("cold"), "A03", Set.of("cold"))),
                        ""),
                "");
        requireRefused(
                () -> rig.ballots.cast(
                        ID,
                        PERIOD,
                        ONE,
                        new Sent(
                                id(),
                                new Vote(null, new FactValue.Naming(Set.of("A01"), Map.of()), "长".repeat(21)),
                                "")),
                "at most 20 characters");
        closeRound();
        assertThat(counted("web")).isEqualTo(Map.of("valid", 2L, "blank", 1L, "too-many", 1L));
        assertThat(facts()).allSatisfy(fact -> assertThat(fact.subject()).isNull());
        assertThat(card("A01").place().printed()).isEqualByComparingTo("30.00");
        assertThat(card("A02").place().printed()).isEqualByComparingTo("0.00");
    }

    @Test
    void hints_areReadByTheDisciplineAlone_afterTheRoundClosed() throws Exception {
        openWithHints("A01");
        List<String> hints = List.of("first", "second", "third", "fourth");
        for (String hint : hints) {
            cast(id(), vote("A01", Map.of("q", "seen")), hint);
        }
        cast(id(), vote("A01", Map.of("q", "none")), "");
        requireRefused(() -> rig.ballots.tips(DISCIPLINE, ID, PERIOD), "once round");
        closeRound();
        requireRefused(() -> rig.ballots.tips(ORGANISER, ID, PERIOD), "discipline");
        assertThat(rig.ballots.tips(DISCIPLINE, ID, PERIOD).get()).containsExactlyInAnyOrderElementsOf(hints);
        assertThat(facts())
                .hasSize(5)
                .noneSatisfy(fact -> assertThat(fact.value().toString()).contains("third"));
    }

    private static Sheet sheet(long serial, String subject, String option) {
        return new Sheet(serial, vote(subject, option.isEmpty() ? Map.of() : Map.of("q", option)));
    }

    private Papers.Standing key(Signer clerk, int batch, int place, Sheet sheet) throws Exception {
        return rig.papers.key(clerk, ID, PERIOD, batch, place, sheet).get();
    }

    private Papers.Standing done(Signer clerk, int batch) throws Exception {
        return rig.papers.done(clerk, ID, PERIOD, batch).get();
    }

    @Test
    void x24_twoClerksOfPaperBallots() throws Exception {
        open("A12", "A13");
        assertThat(rig.papers.issue(ORGANISER, ID, PERIOD, ONE, 1, 200).get()).isEqualTo(200);
        requireRefused(() -> rig.papers.issue(ORGANISER, ID, PERIOD, ONE, 200, 300), "printed already");
        requireRefused(() -> rig.papers.take(RECORDER, ID, PERIOD, 9, "record", 5), "no open or box ballot");
        for (int batch = 1; batch <= 3; batch++) {
            rig.papers.take(RECORDER, ID, PERIOD, batch, ONE, 50).get();
        }
        // 1: 48 valid, 2 blank, the same
        for (Signer clerk : List.of(CLERK_A, CLERK_B)) {
            for (int place = 1; place <= 50; place++) {
                key(clerk, 1, place, sheet(place, "A12", place > 48 ? "" : "good"));
            }
            done(clerk, 1);
        }
        assertThat(batch(CLERK_A, 1).state()).isEqualTo("accepted");
        assertThat(facts()).as("an open round shows nothing").isEmpty();
        closeRound();
        assertThat(counted("paper")).isEqualTo(Map.of("valid", 48L, "blank", 2L));
        assertThat(facts()).hasSize(48);
        // 2: sheet 17 differs
        for (int place = 1; place <= 50; place++) {
            key(CLERK_A, 2, place, sheet(50 + place, "A12", "poor"));
            key(CLERK_B, 2, place, sheet(50 + place, place == 17 ? "A13" : "A12", "poor"));
        }
        assertThat(batch(CLERK_A, 2).differing())
                .as("neither sees what the other keyed")
                .isZero();
        done(CLERK_A, 2);
        requireRefused(() -> rig.papers.key(CLERK_A, ID, PERIOD, 2, 17, sheet(67, "A13", "poor")), "has keyed");
        requireRefused(() -> rig.papers.key(CLERK_C, ID, PERIOD, 2, 17, sheet(67, "A13", "poor")), "two clerks");
        assertThat(done(CLERK_B, 2).state()).isEqualTo("waiting");
        assertThat(batch(CLERK_C, 2).missing()).containsExactly(17);
        rig.at("2026-11-20");
        assertThat(blocks()).anyMatch(block -> block.contains("batch 2") && block.contains("third person"));
        assertThatThrownBy(() -> rig.rounds.count(ORGANISER, ID, PERIOD).get()).hasMessageContaining("batch 2");
        requireRefused(() -> rig.papers.key(CLERK_C, ID, PERIOD, 2, 18, sheet(68, "A13", "poor")), "third one");
        assertThat(key(CLERK_C, 2, 17, sheet(67, "A13", "poor")).state()).isEqualTo("counted");
        assertThat(facts().stream().filter(fact -> "A13".equals(fact.subject())))
                .hasSize(1);
        // 3: 49 of 50
        for (Signer clerk : List.of(CLERK_A, CLERK_B)) {
            for (int place = 1; place <= 49; place++) {
                // 4: serial read twice
                key(clerk, 3, place, sheet(place == 49 ? 101 : 100 + place, "A12", "good"));
            }
            requireRefused(
                    () -> rig.papers.done(clerk, ID, PERIOD, 3), "has 50 sheets and 49 are keyed", "find 50", "struck");
        }
        requireRefused(() -> rig.papers.strike(RECORDER, ID, PERIOD, 3, 50, "lost"), "organiser");
        requireRefused(() -> rig.papers.strike(ORGANISER, ID, PERIOD, 3, 50, " "), "say why");
        requireRefused(() -> rig.papers.strike(ORGANISER, ID, PERIOD, 3, 49, "lost"), "is keyed");
        rig.papers.strike(ORGANISER, ID, PERIOD, 3, 50, "counted wrongly").get();
        done(CLERK_A, 3);
        assertThat(done(CLERK_B, 3).state()).isEqualTo("counted");
        assertThat(counted("paper")).isEqualTo(Map.of("valid", 146L, "blank", 2L, "duplicate", 1L));
        assertThat(blocks()).isEmpty();
        PaperBalance balance =
                Objects.requireNonNull(rig.papers.balance(ID, PERIOD).get(ONE));
        assertThat(balance).isEqualTo(new PaperBalance(200, 149, 3, 1));
        assertThat(balance.valid()).isEqualTo(146);
        assertThat(balance.issued())
                .isEqualTo(balance.returned() + balance.notReturned())
                .isEqualTo(200);
        assertThat(balance.notReturned()).isEqualTo(52);
        rig.rounds.count(ORGANISER, ID, PERIOD).get();
        assertThat(rig.rounds.count(AUDITOR, ID, PERIOD).get().state()).isEqualTo(RoundState.COUNTED);
        requireRefused(() -> rig.papers.take(RECORDER, ID, PERIOD, 4, ONE, 5), "its sheets stay");
    }

    private Papers.Standing batch(Signer clerk, int n) {
        return rig.papers.batches(clerk, ID, PERIOD).get(n - 1);
    }

    @Test
    void sheets_ofNoPrintedSerial_areForeign_unlessNoneWasPrinted() throws Exception {
        open(scheme(Source.Admission.BOX, questions("q"), new Measure.Choice(), 1), "A01");
        rig.papers.take(ORGANISER, ID, PERIOD, 1, ONE, 2).get();
        for (Signer clerk : List.of(CLERK_A, CLERK_B)) {
            key(clerk, 1, 1, sheet(0, "A01", "good"));
            key(clerk, 1, 2, sheet(0, "A01", "good"));
            done(clerk, 1);
        }
        closeRound();
        assertThat(counted("paper")).isEqualTo(Map.of("valid", 2L));
        rig.papers.issue(ORGANISER, ID, PERIOD, ONE, 1, 9).get();
        rig.papers.take(ORGANISER, ID, PERIOD, 2, ONE, 2).get();
        for (Signer clerk : List.of(CLERK_A, CLERK_B)) {
            key(clerk, 2, 1, sheet(0, "A01", "good"));
            key(clerk, 2, 2, sheet(10, "A01", "good"));
            done(clerk, 2);
        }
        assertThat(counted("paper")).isEqualTo(Map.of("valid", 2L, Invalid.FOREIGN_FORM.word(), 2L));
        rig.at("2026-11-20");
        requireRefused(() -> rig.papers.take(RECORDER, ID, PERIOD, 3, ONE, 5), "until");
    }

    @Test
    void votesAndSheets_brokenOffAnywhere_areNeitherHalfDoneNorDoneTwice() throws Exception {
        close();
        TestDatabase named = database(data.resolve("killed"));
        opened = OpenDatabase.open(DatabasePart.ASSESSMENTS, named.data(), named.config());
        FailingConnections connections = new FailingConnections();
        OpenDatabase database = connections.of(opened);
        opened.writing().close();
        rig = new AssessRig(database);
        openWithHints("A01");
        String first = id();
        String second = id();
        Sheet sheet = sheet(1, "A01", "none");
        Map<String, Callable<?>> commands = new LinkedHashMap<>();
        commands.put("vote", () -> cast(first, "A01", "seen", "a hint"));
        commands.put("vote too", () -> cast(second, "A01", "none", ""));
        commands.put(
                "issue",
                () -> rig.papers.issue(ORGANISER, ID, PERIOD, ONE, 1, 10).get());
        commands.put(
                "take", () -> rig.papers.take(RECORDER, ID, PERIOD, 1, ONE, 2).get());
        commands.put(
                "strike",
                () -> rig.papers.strike(ORGANISER, ID, PERIOD, 1, 2, "lost").get());
        for (Map.Entry<String, Callable<?>> command : commands.entrySet()) {
            KillPoints.each(command.getKey(), connections, database, command.getValue());
        }
        key(CLERK_A, 1, 1, sheet);
        key(CLERK_B, 1, 1, sheet(1, "A01", "seen"));
        KillPoints.each("done", connections, database, () -> done(CLERK_A, 1));
        KillPoints.each("done too", connections, database, () -> done(CLERK_B, 1));
        KillPoints.each("close", connections, database, () -> {
            rig.at("2026-11-04");
            rig.rounds.tick();
            return true;
        });
        KillPoints.each("third", connections, database, () -> key(CLERK_C, 1, 1, sheet));
        assertThat(facts()).hasSize(3);
    }

    private static String survey(String... lines) {
        return String.join("\n", lines) + "\n";
    }

    private Surveys.Read look(Signer by, String text) {
        return rig.surveys.look(by, ID, PERIOD, ONE, text);
    }

    @Test
    void survey_ofFormsOrCounts_isLookedAtFirst_andTakenInOnce() throws Exception {
        Arrays.stream(new String[] {"A01", "A02", "A03"})
                .map(AssessRig::subject)
                .forEach(rig.directory::add);
        Source.Survey survey =
                new Source.Survey("sheet", List.of(AssessmentRole.THIRD_PARTY), "telephone", List.of(), null);
        rig.frozen(TestSchemes.ofOne(survey, new Measure.Choice(), 1));
        rig.at("2026-10-12");
        String broken = survey(
                "subject,q,day",
                "A01,good,2026-10-05",
                "",
                "Z99,good,",
                "A01,splendid,",
                "A01,,",
                "A01,good,yesterday");
        assertThat(look(THIRD_PARTY, broken).faults().stream().map(Surveys.Fault::line))
                .as("by line, blank ones counted")
                .containsExactly(4, 5, 6, 7);
        assertThat(look(THIRD_PARTY, broken).facts()).hasSize(1);
        requireRefused(
                () -> rig.surveys.take(THIRD_PARTY, ID, PERIOD, ONE, broken), "4 lines", "line 4: no subject 'Z99'");
        assertThat(look(THIRD_PARTY, "who,q\nA01,good\n").faults()).hasSize(1);
        assertThat(look(
                                THIRD_PARTY,
                                survey(
                                        "subject,question,answer,count",
                                        "A01,q,good,many",
                                        "A01,q,good,1",
                                        "A01,q,good,2"))
                        .faults())
                .hasSize(2);
        assertThatThrownBy(() -> look(RECORDER, broken)).hasMessageContaining("third-party");
        assertThatThrownBy(() -> rig.surveys.look(THIRD_PARTY, ID, PERIOD, "record", broken))
                .hasMessageContaining("no survey record");

        String counts = survey(
                "subject,question,answer,count",
                "A01,q,good,70",
                "A01,q,fair,30",
                "A01,q,poor,8",
                "A01,q,unknown,12",
                "A02,q,poor,100");
        assertThat(look(THIRD_PARTY, counts).subjects()).isEqualTo(2);
        assertThat(rig.surveys.take(THIRD_PARTY, ID, PERIOD, ONE, counts).get())
                .isEqualTo(new Facts.Imported(2, false));
        assertThat(rig.surveys.take(THIRD_PARTY, ID, PERIOD, ONE, counts).get()).isEqualTo(new Facts.Imported(2, true));
        rig.surveys
                .take(THIRD_PARTY, ID, PERIOD, ONE, survey("\uFEFFsubject,q", "A03,good", "A03,unknown"))
                .get();
        rig.counted(ID);
        assertThat(List.of("A01", "A02", "A03").stream().map(this::printed)).containsExactly("84.26", "0.00", "100.00");
    }

    private String printed(String subject) {
        return Objects.requireNonNull(card(subject).place().printed()).toPlainString();
    }

    /** What is kept of votes has no column that could tell who cast one, from where or when. */
    @Test
    void tablesOfVotes_haveNoColumnOfAPersonAPlaceOrATime() throws Exception {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        try (Connection connection = opened.reading().getConnection()) {
            for (String table : List.of("envelope", "receipt", "ballot", "tip", "ballot_burst")) {
                try (ResultSet row = connection.getMetaData().getColumns(null, connection.getSchema(), table, "%")) {
                    while (row.next()) {
                        columns.computeIfAbsent(table, first -> new ArrayList<>())
                                .add(row.getString("COLUMN_NAME"));
                    }
                }
                try (ResultSet key = connection.getMetaData().getImportedKeys(null, connection.getSchema(), table)) {
                    while (key.next()) {
                        assertThat(key.getString("PKTABLE_NAME")).isEqualTo("round");
                    }
                }
            }
        }
        assertThat(columns)
                .isEqualTo(Map.of(
                        "envelope", List.of("id", "round_id", "source", "answers"),
                        "receipt", List.of("round_id", "source", "receipt"),
                        "ballot", List.of("id", "round_id", "source", "way", "answers", "invalid", "alike"),
                        "tip", List.of("id", "round_id", "hint"),
                        "ballot_burst", List.of("round_id", "source", "ballots")));
    }

    @Test
    void record_saysNothingOfASingleVote() throws Exception {
        open("A01");
        long before = entries();
        castAll(3, "A01", "good");
        assertThat(entries()).isEqualTo(before);
        closeRound();
        assertThat(entries()).isEqualTo(before + 2); // its facts, and that it closed
    }

    private long entries() {
        return rig.store.read(tables -> tables.audit().after(0)).size();
    }
}
