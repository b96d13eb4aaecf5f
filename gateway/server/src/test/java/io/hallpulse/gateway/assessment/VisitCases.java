package io.hallpulse.gateway.assessment;

import static io.hallpulse.gateway.assessment.AssessRig.AUDITOR;
import static io.hallpulse.gateway.assessment.AssessRig.DISCIPLINE;
import static io.hallpulse.gateway.assessment.AssessRig.INSPECTOR;
import static io.hallpulse.gateway.assessment.AssessRig.ORGANISER;
import static io.hallpulse.gateway.assessment.AssessRig.PERIOD;
import static io.hallpulse.gateway.assessment.AssessRig.RECORDER;
import static io.hallpulse.gateway.assessment.AssessmentCases.requireRefused;
import static io.hallpulse.gateway.assessment.TestSchemes.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Checklist;
import io.hallpulse.domain.assessment.scheme.Evaluators;
import io.hallpulse.domain.assessment.scheme.Measure;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.assessment.visit.Inspector;
import io.hallpulse.domain.assessment.visit.Visit;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.database.DatabasePart;
import io.hallpulse.gateway.database.OpenDatabase;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Visits on any database: who is sent, what is taken from whom, photos, and those who watch the inspectors. */
abstract class VisitCases {
    private static final LocalDate DAY = LocalDate.of(2026, 10, 12);
    private static final Signer WANG = new Signer("wang", Set.of(AssessmentRole.INSPECTOR));

    @TempDir
    Path data;

    private TestDatabase named;
    private AssessRig rig;

    abstract TestDatabase database(Path data);

    @BeforeEach
    void open() throws Exception {
        named = database(data.resolve("data"));
        rig = new AssessRig(
                OpenDatabase.open(DatabasePart.ASSESSMENTS, named.data(), named.config()), data.resolve("photos.key"));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static Source.Visits visits(boolean random, int perSubject) {
        return new Source.Visits(
                "round", List.of(AssessmentRole.INSPECTOR), random, List.of("open"), perSubject, 0, null, false);
    }

    private void frozen(Source.Visits visits, @Nullable Evaluators evaluators, String... subjects) throws Exception {
        for (String subject : subjects) {
            rig.directory.add(AssessRig.subject(subject));
        }
        rig.frozen(with(TestSchemes.ofOne(visits, new Measure.Checks(), 1), evaluators));
    }

    private static Scheme with(Scheme scheme, @Nullable Evaluators evaluators) {
        return new Scheme(
                scheme.id(),
                scheme.version(),
                scheme.name(),
                scheme.authority(),
                scheme.basis(),
                scheme.subjects(),
                scheme.rounds(),
                scheme.base(),
                evaluators,
                scheme.scales(),
                scheme.forms(),
                scheme.sources(),
                evaluators == null
                        ? scheme.checklists()
                        : Map.of(
                                "round",
                                new Checklist(List.of(new Checklist.Item(
                                        "point", new Name("分", "point"), BigDecimal.ONE, new BigDecimal(100))))),
                scheme.score(),
                scheme.ranking(),
                scheme.rules(),
                scheme.flows(),
                scheme.publications(),
                scheme.privacy());
    }

    private static Visits.Made made(String id, String subject, int n, Map<String, Integer> times, byte[]... photos) {
        return new Visits.Made(id, new Visit("one", subject, n), DAY, times, "counter 3 was empty", List.of(photos));
    }

    private FactDraft fact(String subject, Map<String, Integer> times) {
        return new FactDraft("one", subject, new FactValue.Visit(times), DAY, null);
    }

    private List<String> what(String prefix) {
        return rig.store.read(tables -> tables.audit().after(0)).stream()
                .map(entry -> entry.change().what() + " "
                        + entry.change().actor().name() + " " + entry.change().object())
                .filter(line -> line.startsWith(prefix))
                .toList();
    }

    private List<VisitRow> rows() {
        return rig.visits.all(ORGANISER, ID, PERIOD).visits();
    }

    @Test
    void visits_areDrawnWhenThePeriodBegins_once_andNobodyGetsTheOwnUnit() throws Exception {
        rig.inspectors.clear();
        rig.inspectors.add(AssessRig.inspector("li", "A01"));
        rig.inspectors.add(AssessRig.inspector("wang", null, "window:north/B01"));
        rig.inspectors.add(AssessRig.inspector("both", "C01", "unit:A01", "hall:south", "unit:B01"));
        frozen(visits(true, 2), null, "A01", "B01", "C01");
        rig.visits.tick();
        assertThat(rows()).as("the period has not begun").isEmpty();
        rig.at("2026-10-01");
        rig.visits.tick();
        rig.visits.tick();
        List<VisitRow> rows = rows();
        assertThat(rows).hasSize(6).allMatch(row -> row.way().equals("open"));
        for (VisitRow row : rows) {
            String subject = row.visit().subject();
            assertThat(row.inspector())
                    .isIn(
                            subject.equals("A01")
                                    ? List.of("wang")
                                    : subject.equals("B01") ? List.of("li") : List.of("li", "wang"));
        }
        assertThat(what("visits")).containsExactly("visits.draw clock rounds/windows/2026-10");
        assertThat(rig.visits.of(INSPECTOR))
                .allMatch(visit -> "li".equals(visit.row().inspector()))
                .extracting(visit -> visit.row().visit().subject())
                .contains("B01")
                .doesNotContain("A01");
        requireRefused(
                () -> rig.visits.make(INSPECTOR, ID, PERIOD, made("x", "A01", 1, Map.of())), "of the unit of A01");
        assertThatThrownBy(() -> rig.visits.all(INSPECTOR, ID, PERIOD)).isInstanceOf(AssessRefused.class);
    }

    @Test
    void visit_isStatedByWhomTheLotGaveItTo_once() throws Exception {
        rig.inspectors.add(AssessRig.inspector("wang", null, "unit:A01"));
        frozen(visits(true, 1), null, "A01");
        rig.at("2026-10-12");
        rig.visits.tick();
        assertThat(rig.visits.of(WANG)).isEmpty();
        requireRefused(
                () -> rig.facts.state(WANG, ID, PERIOD, List.of(fact("A01", Map.of())), "b"), "declared an interest");
        Signer other = new Signer("chen", Set.of(AssessmentRole.INSPECTOR));
        requireRefused(
                () -> rig.facts.state(other, ID, PERIOD, List.of(fact("A01", Map.of())), "b"),
                "the lot gave no visit of A01 for one to chen");
        requireRefused(
                () -> rig.visits.make(other, ID, PERIOD, made("p", "A01", 1, Map.of())), "the lot gave no visit");

        Visits.Made visit = made("9f01", "A01", 1, Map.of("absent", 1));
        assertThat(rig.visits.make(INSPECTOR, ID, PERIOD, visit).get().repeated())
                .isFalse();
        assertThat(rig.visits.make(INSPECTOR, ID, PERIOD, visit).get().repeated())
                .isTrue();
        requireRefused(
                () -> rig.visits.make(INSPECTOR, ID, PERIOD, made("9f02", "A01", 1, Map.of())), "are made already");
        requireRefused(
                () -> rig.facts.state(INSPECTOR, ID, PERIOD, List.of(fact("A01", Map.of())), "b"), "are made already");
        assertThat(rig.facts.after(ID, PERIOD, 0, 10))
                .hasSize(1)
                .allMatch(fact -> fact.recorder().equals("li"));
        assertThat(rows()).allMatch(row -> row.fact() != null && row.note().equals("counter 3 was empty"));

        rig.facts.strike(INSPECTOR, ID, PERIOD, 1, "wrong counter").get();
        assertThat(rig.visits.of(INSPECTOR)).allMatch(one -> one.row().fact() == null);
        assertThat(rig.facts
                        .state(INSPECTOR, ID, PERIOD, List.of(fact("A01", Map.of())), "b")
                        .get()
                        .facts())
                .as("struck, and stated again")
                .isEqualTo(1);
    }

    @Test
    void batch_ofMoreVisitsThanTheLotGave_isRefusedWhole() throws Exception {
        frozen(visits(true, 2), null, "A01");
        rig.at("2026-10-12");
        rig.visits.tick();
        FactDraft one = fact("A01", Map.of());
        requireRefused(() -> rig.facts.state(INSPECTOR, ID, PERIOD, List.of(one, one, one), "b"), "fact 3: the visits");
        assertThat(rig.facts.after(ID, PERIOD, 0, 10)).isEmpty();
        rig.facts.state(INSPECTOR, ID, PERIOD, List.of(one, one), "b").get();
        assertThat(rows()).extracting(VisitRow::fact).containsExactly(1L, 2L);
    }

    @Test
    void photo_isSealed_withoutWhatTheCameraAdds_andEachLookIsRecorded() throws Exception {
        frozen(visits(true, 1), null, "A01", "A02");
        rig.at("2026-10-12");
        rig.visits.tick();
        byte[] plain = Photos.plain(300, 200, false);
        byte[] photo = Photos.withPlace(plain);
        rig.visits
                .make(INSPECTOR, ID, PERIOD, made("1", "A01", 1, Map.of(), photo))
                .get();
        for (byte[] wrong : List.of("GIF89a".getBytes(StandardCharsets.US_ASCII), new byte[(1 << 20) + 1])) {
            requireRefused(() -> rig.visits.make(INSPECTOR, ID, PERIOD, made("2", "A02", 1, Map.of(), wrong)), "photo");
        }
        List<VisitPhoto> photos = rig.visits.all(DISCIPLINE, ID, PERIOD).photos();
        assertThat(photos).hasSize(1).allMatch(one -> one.visit().subject().equals("A01"));
        String digest = photos.get(0).digest();
        assertThat(rig.facts.after(ID, PERIOD, 0, 10))
                .extracting(FactRow::proof)
                .containsExactly(digest);

        for (Signer other : List.of(ORGANISER, INSPECTOR, RECORDER, AssessRig.APPROVER)) {
            assertThatThrownBy(() -> rig.photos.look(other, ID, PERIOD, digest))
                    .isInstanceOf(AssessRefused.class)
                    .hasMessageContaining("discipline");
        }
        assertThat(what("visits.photo")).isEmpty();
        byte[] seen = rig.photos.look(DISCIPLINE, ID, PERIOD, digest).get();
        assertThat(new String(seen, StandardCharsets.ISO_8859_1)).doesNotContain("Exif", Photos.MAKER);
        assertThat(Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(seen)))
                        .getRGB(17, 23))
                .isEqualTo(ImageIO.read(new ByteArrayInputStream(plain)).getRGB(17, 23));
        assertThat(rig.photos.look(AUDITOR, ID, PERIOD, digest).get()).isEqualTo(seen);
        assertThat(what("visits.photo"))
                .containsExactly(
                        "visits.photo.look sun rounds/windows/2026-10/one/A01/1",
                        "visits.photo.look wu rounds/windows/2026-10/one/A01/1");

        byte[] sealed = rig.store
                .read(tables ->
                        tables.visits().photo(Rounds.require(tables, ID, PERIOD).id(), digest))
                .orElseThrow()
                .bytes();
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(seen, 200, 40, StandardCharsets.ISO_8859_1));
        Files.delete(data.resolve("photos.key"));
        assertThatThrownBy(() -> rig.photos.look(AUDITOR, ID, PERIOD, digest).get())
                .hasMessageContaining("photos.key is missing");
        assertThat(data.resolve("photos.key")).as("no other key is made").doesNotExist();
    }

    @Test
    void x21_severity_isToldToTheAuditor_andChangesNoScore() throws Exception {
        Evaluators limits = new Evaluators(
                new Text("", ""), null, null, true, Set.of(), false, new Evaluators.Severity(5, new BigDecimal(10)));
        List<String> windows = List.of("A", "B", "C", "D", "E");
        windows.forEach(window -> rig.directory.add(AssessRig.subject(window)));
        Scheme scheme = with(TestSchemes.ofOne(visits(false, 1), new Measure.Checks(), 1), limits);
        rig.frozen(scheme);
        rig.at("2026-10-12");
        Signer zhou = new Signer("zhou", Set.of(AssessmentRole.INSPECTOR));
        int[][] scores = {{97, 85, 85}, {90, 80, 82}, {95, 78, 82}, {99, 90, 86}, {93, 81, 79}};
        for (int i = 0; i < scores.length; i++) {
            state(INSPECTOR, windows.get(i), scores[i][0]);
            state(WANG, windows.get(i), scores[i][1]);
            state(zhou, windows.get(i), scores[i][2]);
        }
        String before = score();
        rig.counted(ID);
        assertThat(score()).isEqualTo(before);
        assertThat(rig.supervision.told(AUDITOR, ID, PERIOD))
                .extracting(one -> one.inspector() + " " + one.printed() + " " + one.subjects())
                .containsExactly("li +12.00 5");
        assertThat(what("visits.severity")).containsExactly("visits.severity clock rounds/windows/2026-10/one/li");
        assertThatThrownBy(() -> rig.supervision.told(ORGANISER, ID, PERIOD)).isInstanceOf(AssessRefused.class);
    }

    private String score() {
        return rig.rounds.counted(ID, PERIOD).counted().digest();
    }

    private void state(Signer by, String subject, int score) throws Exception {
        Map<String, Integer> seen = Map.of("point", 100 - score);
        rig.facts
                .state(by, ID, PERIOD, List.of(fact(subject, seen)), by.name() + subject)
                .get();
    }

    @Test
    void dismissedSupervisor_isStruckTogether_andTheVisitsAreDrawnAgain() throws Exception {
        rig.inspectors.add(AssessRig.inspector("wang", null));
        frozen(visits(true, 2), null, "A01", "A02");
        rig.at("2026-10-12");
        rig.visits.tick();
        for (VisitRow row : rows()) {
            Signer by = "li".equals(row.inspector()) ? INSPECTOR : WANG;
            rig.visits
                    .make(
                            by,
                            ID,
                            PERIOD,
                            made(
                                    row.visit().id(),
                                    row.visit().subject(),
                                    row.visit().n(),
                                    Map.of()))
                    .get();
        }
        assertThat(rig.supervision.recorders(AUDITOR, ID, PERIOD)).isEqualTo(Map.of("li", 2, "wang", 2));
        assertThatThrownBy(() -> rig.supervision.recorders(ORGANISER, ID, PERIOD))
                .isInstanceOf(AssessRefused.class);
        requireRefused(() -> rig.supervision.strikeTogether(ORGANISER, ID, PERIOD, "li", "dismissed"), "auditor");
        requireRefused(() -> rig.supervision.strikeTogether(AUDITOR, ID, PERIOD, "li", " "), "say why");
        requireRefused(() -> rig.supervision.strikeTogether(AUDITOR, ID, PERIOD, "chen", "dismissed"), "no fact");
        assertThat(rig.supervision
                        .strikeTogether(AUDITOR, ID, PERIOD, "li", "dismissed: took gifts")
                        .get())
                .isEqualTo(2);
        assertThat(rig.facts.after(ID, PERIOD, 0, 20))
                .filteredOn(fact -> fact.value() instanceof FactValue.Visit)
                .hasSize(4)
                .allMatch(fact -> fact.recorder().equals("li") == (fact.struckBy() != null));
        assertThat(what("facts.strike")).containsExactly("facts.strike.all wu rounds/windows/2026-10/li");
        requireRefused(() -> rig.supervision.strikeTogether(AUDITOR, ID, PERIOD, "li", "again"), "no fact");

        requireRefused(() -> rig.visits.drawAgain(AUDITOR, ID, PERIOD, "dismissed"), "organiser");
        assertThat(rig.visits.drawAgain(ORGANISER, ID, PERIOD, "nobody left").get())
                .as("li is still there")
                .isZero();
        rig.inspectors.removeIf(one -> one.name().equals("li"));
        assertThat(rig.visits.drawAgain(ORGANISER, ID, PERIOD, "dismissed").get())
                .isEqualTo(2);
        assertThat(rows()).allMatch(row -> "wang".equals(row.inspector()));
        assertThat(rig.visits.of(WANG))
                .filteredOn(one -> one.row().fact() == null)
                .hasSize(2);
        rig.counted(ID);
        requireRefused(() -> rig.supervision.strikeTogether(AUDITOR, ID, PERIOD, "wang", "late"), "its facts stay");
    }

    @Test
    void overview_marksWhoMayGoNoMore_andTellsWhomTheLotTakesNext() throws Exception {
        rig.inspectors.add(AssessRig.inspector("wang", null));
        frozen(visits(true, 2), null, "A01", "B01");
        rig.at("2026-10-01");
        rig.visits.tick();
        assertThat(changes()).isEmpty();

        rig.inspectors.replaceAll(
                one -> one.name().equals("li") ? AssessRig.inspector("li", null, "window:north/A01") : one);
        assertThat(changes())
                .as("an interest that was declared after the lot")
                .isNotEmpty()
                .allSatisfy(one -> {
                    assertThat(one.row().inspector() + " " + one.row().visit().subject())
                            .isEqualTo("li A01");
                    assertThat(Objects.requireNonNull(one.why()).en()).contains("declared an interest");
                    assertThat(one.next().inspector()).isEqualTo("wang");
                });
        rig.inspectors.replaceAll(one ->
                one.name().equals("li") ? new Inspector("li", Set.of(AssessmentRole.RECORDER), one.ties()) : one);
        assertThat(changes())
                .allMatch(one -> Objects.requireNonNull(one.why()).en().contains("inspector no more"));
        rig.inspectors.removeIf(one -> one.name().equals("li"));
        List<Visits.Redrawn> told = changes();
        assertThat(told)
                .hasSize(2)
                .allMatch(one -> Objects.requireNonNull(one.why()).en().contains("is removed"));

        rig.visits.drawAgain(ORGANISER, ID, PERIOD, "li left").get();
        assertThat(changes()).isEmpty();
        for (Visits.Redrawn one : told) {
            assertThat(rows())
                    .filteredOn(row -> row.visit().equals(one.row().visit()))
                    .extracting(VisitRow::inspector)
                    .as("what was told is what was drawn")
                    .containsExactly(one.next().inspector());
        }
        rig.inspectors.clear();
        rig.counted(ID);
        assertThat(changes()).as("its visits stay").isEmpty();
    }

    private List<Visits.Redrawn> changes() {
        return rig.visits.all(ORGANISER, ID, PERIOD).changes();
    }

    @Test
    void rotation_keepsAwayWhoWasThereTheRoundBefore_andSaysSo() throws Exception {
        Evaluators rotate = new Evaluators(new Text("", ""), null, null, true, Set.of(), true, null);
        frozen(visits(true, 1), rotate, "A01");
        rig.at("2026-10-12");
        rig.visits.tick();
        rig.rounds.plan(ORGANISER, ID, "2026-11").get();
        rig.rounds.freeze(ORGANISER, ID, "2026-11", "", "").get();
        rig.rounds.freeze(AUDITOR, ID, "2026-11", "", "6-6-6").get();
        rig.at("2026-11-01");
        rig.visits.tick();
        assertThat(rig.visits.all(AUDITOR, ID, "2026-11").visits()).hasSize(1).allMatch(row -> {
            Text reason = row.reason();
            return row.inspector() == null && reason != null && reason.en().contains("in the round before");
        });
    }

    @Test
    void killed_atEveryStatement_leavesNeitherHalfDoneNorDoneTwice() throws Exception {
        close();
        named = database(data.resolve("killed"));
        OpenDatabase opened = OpenDatabase.open(DatabasePart.ASSESSMENTS, named.data(), named.config());
        FailingConnections connections = new FailingConnections();
        OpenDatabase database = connections.of(opened);
        opened.writing().close();
        rig = new AssessRig(database, data.resolve("photos.key"));
        rig.inspectors.add(AssessRig.inspector("wang", null));
        frozen(visits(true, 1), null, "A01", "A02", "A03", "A04");
        rig.at("2026-10-12");
        byte[] photo = Photos.withPlace(Photos.plain(30, 20, false));
        KillPoints.each("draw", connections, database, () -> {
            rig.visits.tick();
            return true;
        });
        String subject = rig.visits.of(INSPECTOR).get(0).row().visit().subject();
        KillPoints.each(
                "make",
                connections,
                database,
                () -> rig.visits
                        .make(INSPECTOR, ID, PERIOD, made("7", subject, 1, Map.of(), photo, photo))
                        .get());
        KillPoints.each(
                "strike",
                connections,
                database,
                () -> rig.supervision
                        .strikeTogether(AUDITOR, ID, PERIOD, "li", "dismissed")
                        .get());
        rig.inspectors.removeIf(one -> one.name().equals("li"));
        KillPoints.each(
                "draw again",
                connections,
                database,
                () -> rig.visits.drawAgain(ORGANISER, ID, PERIOD, "dismissed").get());
        assertThat(rows()).hasSize(4).allMatch(row -> "wang".equals(row.inspector()));
    }
}
