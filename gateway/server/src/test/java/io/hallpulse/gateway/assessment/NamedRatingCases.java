package io.hallpulse.gateway.assessment;

import static io.hallpulse.gateway.assessment.AssessRig.PERIOD;
import static io.hallpulse.gateway.assessment.CaseRig.CALLER;
import static io.hallpulse.gateway.assessment.CaseRig.CONTACT;
import static io.hallpulse.gateway.assessment.CaseRig.INSPECTOR;
import static io.hallpulse.gateway.assessment.CaseRig.ORGANISER;
import static io.hallpulse.gateway.assessment.CaseRig.OTHER_REVIEWER;
import static io.hallpulse.gateway.assessment.CaseRig.OWN_REVIEWER;
import static io.hallpulse.gateway.assessment.CaseRig.REVIEWER;
import static io.hallpulse.gateway.assessment.CaseRig.requireRefused;
import static io.hallpulse.gateway.assessment.TestSchemes.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hallpulse.domain.assessment.card.CountedRound;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.ranking.Place;
import io.hallpulse.domain.assessment.round.RoundState;
import io.hallpulse.domain.assessment.round.RoundStep;
import io.hallpulse.domain.calendar.Limit;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import io.hallpulse.gateway.assessment.CaseRatings.Came;
import io.hallpulse.gateway.assessment.CaseRatings.InRound;
import io.hallpulse.gateway.database.DatabasePart;
import io.hallpulse.gateway.database.OpenDatabase;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bad ratings with a name on one database: an appeal that is upheld takes one press out of one round's figure and out of nothing else, and
 * the writer rates a second time, once.
 */
abstract class NamedRatingCases {
    private static final String DAY = "2026-10-12";
    private static final InRound TAKEN_OUT = new InRound(ID + "/" + PERIOD, Came.EXCLUDED);
    private static final InRound NOT_THERE = new InRound(ID + "/" + PERIOD, Came.ABSENT);
    private static final InRound TOO_LATE = new InRound(ID + "/" + PERIOD, Came.LATE);

    @TempDir
    Path data;

    private FailingConnections connections;
    private OpenDatabase database;
    private CaseRig cases;
    private WebCases letters;
    private RoundReader reader;
    private final Map<String, String> tokens = new LinkedHashMap<>();

    /** The database that these cases run on. */
    abstract TestDatabase database(Path data);

    @BeforeEach
    void open() throws Exception {
        TestDatabase named = database(data.resolve("gateway"));
        connections = new FailingConnections();
        OpenDatabase opened = OpenDatabase.open(DatabasePart.ASSESSMENTS, named.data(), named.config());
        database = connections.of(opened);
        opened.writing().close();
        cases = new CaseRig(database);
        cases.inCategory("all");
        Contacts contacts = new Contacts(
                cases.rig.store, data, Limit.parse("90d"), cases.rig, cases.rig.work.flows(), cases.rig.clock);
        letters = new WebCases(
                cases.rig.store,
                cases.rig.grammar,
                cases.rig,
                cases.rig.matters,
                cases.rig.work,
                contacts,
                cases.rig.clock);
        reader = new RoundReader(cases.rig.store, cases.rig.grammar);
        cases.rig.tallies.put("meter", new LinkedHashMap<>(Map.of("A01", new long[] {2, 1, 0, 0, 97})));
        cases.rig.ofDays.put("A01 " + DAY, new long[] {1, 1, 0, 0, 9});
        cases.rig.frozen(TestSchemes.ofTallies(Map.of("meter", 100)));
        cases.rig.at(DAY);
    }

    @AfterEach
    void close() {
        connections.heal();
        cases.close();
    }

    private String written(WebCases.@Nullable Rated rated) throws Exception {
        String token = "token-" + tokens.size();
        String number = letters.write(token, letter("A01", rated)).get();
        tokens.put(number, token);
        return number;
    }

    private static WebCases.Letter letter(String window, WebCases.@Nullable Rated rated) {
        return new WebCases.Letter(WebCases.Offer.RATING, window, "留名差评", "等了两小时", "", false, rated);
    }

    private static WebCases.Rated pressed(int level, @Nullable String day) {
        return new WebCases.Rated(level, day == null ? null : LocalDate.parse(day), true);
    }

    /** A rating with a name whose appeal was upheld by two of another unit. */
    private String excluded(WebCases.@Nullable Rated rated) throws Exception {
        String number = appealed(rated);
        upheld(number);
        return number;
    }

    private String appealed(WebCases.@Nullable Rated rated) throws Exception {
        String number = written(rated);
        cases.take(CONTACT, number, "appeal");
        return number;
    }

    private void upheld(String number) throws Exception {
        cases.take(REVIEWER, number, "excluded");
        cases.take(OTHER_REVIEWER, number, "excluded");
    }

    private CaseRatings ratings(String number) {
        return cases.rig.matters.find(ORGANISER, number).orElseThrow().ratings();
    }

    private void closed() throws Exception {
        cases.rig.at("2026-11-04");
        cases.rounds.tick();
        assertThat(state()).isEqualTo(RoundState.CLOSED);
    }

    private RoundState state() {
        return cases.rounds.standing(ID, PERIOD).round().state();
    }

    private void counted() throws Exception {
        cases.rig.at("2026-11-20");
        cases.rounds.count(AssessRig.ORGANISER, ID, PERIOD).get();
        cases.rounds.count(AssessRig.AUDITOR, ID, PERIOD).get();
        assertThat(state()).isEqualTo(RoundState.COUNTED);
    }

    private static String score(@Nullable CountedRound round) {
        Place place = round == null ? null : round.places().get("A01");
        BigDecimal printed = place == null ? null : place.printed();
        return printed == null ? "none" : printed.toPlainString();
    }

    /** As it is counted, without any exclusion, and without those that came late. */
    private List<String> scores() {
        RoundReader.Result result = reader.result(ID, PERIOD);
        return List.of(score(result.counted()), score(result.unstruck()), score(result.late()));
    }

    private List<String> record(String what) {
        return cases.rig.store.read(tables -> tables.audit().after(0)).stream()
                .filter(entry -> entry.change().what().equals(what))
                .map(entry -> entry.change().object() + ": " + entry.change().after())
                .toList();
    }

    private List<FactRow> facts() {
        return cases.facts(ID, PERIOD);
    }

    @Test
    void exclusion_leavesTheTally_andTakesOnePressOutOfTheFigure_onceTheRoundCloses() throws Exception {
        String number = excluded(pressed(1, DAY));
        assertThat(ratings(number))
                .as("nobody hears of a press of a period that runs")
                .satisfies(ratings -> {
                    assertThat(ratings.excludes()).isTrue();
                    assertThat(ratings.rounds()).isEmpty();
                });
        assertThat(facts()).isEmpty();
        closed();
        assertThat(ratings(number).rounds()).containsExactly(TAKEN_OUT);
        assertThat(facts()).extracting(FactRow::value).contains(new FactValue.Excluded(1));
        FactRow excluded = facts().get(facts().size() - 1);
        assertThat(excluded.day()).isEqualTo(DAY);
        assertThat(excluded.batch()).startsWith(number);
        assertThat(facts().get(0).value())
                .as("the tally as it was copied")
                .isEqualTo(new FactValue.Levels(Map.of(1, 2L, 2, 1L, 3, 0L, 4, 0L, 5, 97L)));
        counted();
        assertThat(scores()).containsExactly("97.98", "97.00", "none");
        assertThat(cases.rounds.cards(ID, PERIOD).get("A01")).contains("\"excluded\":{\"1\":1}");
        assertThat(record("rating.exclude"))
                .containsExactly(
                        "cases/" + number + ": level 1 of A01 on " + DAY,
                        "rounds/windows/2026-10/" + number + ": excluded: level 1 of A01 on " + DAY);
        assertThat(new RoundReport(cases.rig.store.reading(), cases.rig.grammar, ID + "/" + PERIOD).digest())
                .satisfies(digest -> assertThat(digest.now()).isEqualTo(digest.stored()));
    }

    @Test
    void exclusion_isOfAPressThatIsThere_eachOnce_andOfNoOther() throws Exception {
        cases.rig.ofDays.put("A01 2026-10-11", new long[] {0, 0, 0, 0, 9});
        String first = excluded(pressed(1, DAY));
        String same = excluded(pressed(1, null));
        String other = excluded(pressed(2, DAY));
        String absent = excluded(pressed(2, "2026-10-11"));
        String unpressed = excluded(new WebCases.Rated(1, LocalDate.parse(DAY), false));
        String unnamed = excluded(null);
        String before = excluded(pressed(1, "2026-09-30"));
        closed();
        assertThat(ratings(first).rounds()).containsExactly(TAKEN_OUT);
        assertThat(ratings(same).rounds()).as("the tally of the day has one").containsExactly(NOT_THERE);
        assertThat(ratings(other).rounds()).containsExactly(TAKEN_OUT);
        assertThat(ratings(absent).rounds()).containsExactly(NOT_THERE);
        assertThat(List.of(ratings(unpressed), ratings(unnamed))).allMatch(ratings -> !ratings.excludes());
        assertThat(ratings(before).rounds()).as("of another period").isEmpty();
        assertThat(record("rating.exclude"))
                .contains(
                        "cases/" + unnamed + ": no press was named, so no figure changes",
                        "rounds/windows/2026-10/" + absent + ": absent: level 2 of A01 on 2026-10-11");
        counted();
        assertThat(scores()).containsExactly("98.98", "97.00", "none");
    }

    @Test
    void exclusion_betweenBothSignatures_isCountedAnew_andAfterTheCountStandsBeside() throws Exception {
        cases.rig.ofDays.put("A01 2026-10-30", new long[] {1, 0, 0, 0, 1});
        cases.rig.at("2026-11-02");
        cases.rounds.tick();
        String early = appealed(pressed(1, "2026-10-30"));
        String late = appealed(pressed(2, DAY));
        String absent = appealed(pressed(2, DAY));
        closed();
        cases.rig.at("2026-11-20");
        cases.rounds.count(AssessRig.ORGANISER, ID, PERIOD).get();
        upheld(early);
        assertThat(ratings(early).rounds()).containsExactly(TAKEN_OUT);
        assertThat(cases.rounds.count(AssessRig.AUDITOR, ID, PERIOD).get().state())
                .as("the first one saw another figure")
                .isEqualTo(RoundState.CLOSED);
        counted();
        String digest = cases.rounds.standing(ID, PERIOD).round().counted().cardsDigest();
        assertThat(scores()).containsExactly("97.98", "97.00", "none");

        upheld(late);
        upheld(absent);
        assertThat(ratings(late).rounds()).containsExactly(TOO_LATE);
        assertThat(ratings(absent).rounds()).containsExactly(NOT_THERE);
        assertThat(scores()).as("what two persons signed stays").containsExactly("97.98", "97.00", "98.98");
        cases.rounds.confirm(AssessRig.APPROVER, ID, PERIOD, RoundStep.APPROVE).get();
        cases.rounds
                .confirm(AssessRig.DISCIPLINE, ID, PERIOD, RoundStep.APPROVE)
                .get();
        assertThat(cases.publish(ID, PERIOD).counted().cardsDigest()).isEqualTo(digest);
        assertThat(scores()).containsExactly("97.98", "97.00", "98.98");
        assertThat(cases.rounds.counted(ID, PERIOD).counted().digest()).isEqualTo(digest);
    }

    @Test
    void exclusion_thatTheAuditorStrikes_countsAgain() throws Exception {
        excluded(pressed(1, DAY));
        closed();
        long n = facts().get(facts().size() - 1).n();
        requireRefused(
                () -> cases.rig.facts.strike(AssessRig.RECORDER, ID, PERIOD, n, "not so"),
                Reason.NOT_ALLOWED,
                "auditor");
        cases.rig.facts.strike(AssessRig.AUDITOR, ID, PERIOD, n, "not so").get();
        counted();
        assertThat(scores()).containsExactly("97.00", "97.00", "none");
    }

    @Test
    void exclusion_brokenOffAnywhere_isDoneOnce() throws Exception {
        String number = appealed(pressed(1, DAY));
        String later = appealed(pressed(2, DAY));
        cases.take(REVIEWER, number, "excluded");
        requireRefused(
                () -> cases.rig.matters.take(REVIEWER, number, "excluded", CaseRig.ALL), Reason.NOT_ALLOWED, "another");
        requireRefused(
                () -> cases.rig.matters.take(OWN_REVIEWER, number, "excluded", CaseRig.ALL), Reason.UNKNOWN, "no case");
        KillPoints.each(
                "upholding while the round runs",
                connections,
                database,
                () -> cases.take(OTHER_REVIEWER, number, "excluded"));
        cases.rig.at("2026-11-02");
        cases.rounds.tick();
        cases.rig.at("2026-11-04");
        KillPoints.each("closing", connections, database, () -> {
            cases.rounds.tick();
            return true;
        });
        assertThat(ratings(number).rounds()).containsExactly(TAKEN_OUT);
        cases.take(REVIEWER, later, "excluded");
        KillPoints.each(
                "upholding once it is closed",
                connections,
                database,
                () -> cases.take(OTHER_REVIEWER, later, "excluded"));
        assertThat(facts().stream().filter(fact -> fact.value() instanceof FactValue.Excluded))
                .hasSize(2);
        String last = appealed(pressed(1, DAY));
        cases.rig.ofDays.put("A01 " + DAY, new long[] {2, 1, 0, 0, 9});
        counted();
        cases.take(REVIEWER, last, "excluded");
        KillPoints.each(
                "upholding once it is counted",
                connections,
                database,
                () -> cases.take(OTHER_REVIEWER, last, "excluded"));
        assertThat(scores()).containsExactly("98.98", "97.00", "100.00");
    }

    @Test
    void firstRating_isABadOne_ofADayThatIsNotToCome() throws Exception {
        for (WebCases.Rated wrong : List.of(pressed(3, DAY), pressed(0, DAY), pressed(1, "2026-10-13"))) {
            requireRefused(() -> letters.write("wrong", letter("A01", wrong)), Reason.WRONG, "level 1 or 2");
            assertThat(letters.follow("wrong")).isEmpty();
        }
        KillPoints.each(
                "a letter with a rating",
                connections,
                database,
                () -> letters.write("token", letter("A01", pressed(2, null))).get());
        assertThat(letters.follow("token").orElseThrow().ratings().given())
                .containsExactly(new NamedRating(1, cases.rig.clock.instant(), 2, LocalDate.parse(DAY), true));
    }

    @Test
    void secondRating_isTakenOnce_afterWhatWasDone_andChangesNoScore() throws Exception {
        String number = written(pressed(1, DAY));
        String token = String.valueOf(tokens.get(number));
        assertThat(letters.rateAgain("guess", 5).get()).isFalse();
        assertThat(letters.rateAgain(number, 5).get()).isFalse();
        requireRefused(() -> letters.rateAgain(token, 5), Reason.NOT_NOW, "under way");
        cases.take(CONTACT, number, "reply");
        assertThat(letters.follow(token).orElseThrow().mayRateAgain()).isFalse();
        cases.take(INSPECTOR, number, "answered");
        assertThat(letters.follow(token).orElseThrow().mayRateAgain()).isTrue();
        requireRefused(() -> letters.rateAgain(token, 6), Reason.NOT_NOW, "five levels");
        cases.calledBack(number, "mended");
        KillPoints.each(
                "a second rating",
                connections,
                database,
                () -> letters.rateAgain(token, 4).get());
        requireRefused(() -> letters.rateAgain(token, 5), Reason.NOT_NOW, "once");
        assertThat(letters.follow(token).orElseThrow()).satisfies(followed -> {
            assertThat(followed.mayRateAgain()).isFalse();
            assertThat(followed.ratings().given())
                    .extracting(NamedRating::n, NamedRating::level)
                    .containsExactly(tuple(1, 1), tuple(2, 4));
        });
        Map<String, Object> told =
                CaseBody.told(cases.rig.matters.find(CALLER, number).orElseThrow());
        assertThat(told.get("ratings")).asString().contains("assessNumber=1, level=1", "assessNumber=2, level=4");
        assertThat(cases.log(number).get(cases.log(number).size() - 1))
                .extracting(MatterEntry::kind, MatterEntry::who, MatterEntry::text)
                .containsExactly(MatterEntry.Kind.RATED, "web", "4");
        closed();
        counted();
        assertThat(scores()).containsExactly("97.00", "none", "none");
    }

    @Test
    void secondRating_isForRatingsWithANameThatStand() throws Exception {
        String number = excluded(pressed(1, DAY));
        requireRefused(() -> letters.rateAgain(String.valueOf(tokens.get(number)), 5), Reason.NOT_NOW, "excluded");
        assertThat(ratings(number).isSecondGiven()).isFalse();
    }
}
