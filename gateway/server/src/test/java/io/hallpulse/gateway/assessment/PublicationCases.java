package io.hallpulse.gateway.assessment;

import static io.hallpulse.gateway.assessment.AssessRig.APPROVER;
import static io.hallpulse.gateway.assessment.AssessRig.AUDITOR;
import static io.hallpulse.gateway.assessment.AssessRig.DISCIPLINE;
import static io.hallpulse.gateway.assessment.AssessRig.ORGANISER;
import static io.hallpulse.gateway.assessment.AssessRig.PERIOD;
import static io.hallpulse.gateway.assessment.TestSchemes.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.domain.assessment.publication.PublicCase;
import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.round.RoundState;
import io.hallpulse.domain.assessment.round.RoundStep;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Post;
import io.hallpulse.domain.assessment.scheme.Publication;
import io.hallpulse.domain.assessment.scheme.Publication.Audience;
import io.hallpulse.domain.assessment.scheme.Publication.Column;
import io.hallpulse.domain.assessment.scheme.Publication.Rows;
import io.hallpulse.domain.assessment.scheme.Publication.Show;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.assessment.key.SheetSignature;
import io.hallpulse.gateway.database.DatabasePart;
import io.hallpulse.gateway.database.OpenDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publications on any database: who signs them, what they show, and that what is signed stays as it is. */
abstract class PublicationCases {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<AssessmentRole> BOTH =
            new LinkedHashSet<>(List.of(AssessmentRole.ORGANISER, AssessmentRole.APPROVER));
    private static final Publication TABLE = new Publication(
            "table",
            Show.TABLE,
            new Rows.All(),
            List.of(Column.RANK, Column.SUBJECT, Column.UNIT, Column.SCORE, Column.ANSWERED),
            Set.of(Audience.SITE),
            BOTH,
            null);
    private static final Publication OWN = new Publication(
            "own",
            Show.TABLE,
            new Rows.Own(),
            List.of(Column.SUBJECT, Column.SCORE, Column.PARTS),
            Set.of(Audience.UNITS),
            Set.of(AssessmentRole.ORGANISER),
            null);
    private static final Publication HONOURS = new Publication(
            "honours",
            Show.HONOURS,
            new Rows.OfFlows(List.of("diploma", "staff-month")),
            List.of(Column.SUBJECT, Column.HONOUR, Column.STAFF, Column.SCORE),
            Set.of(Audience.SCREEN, Audience.SITE),
            BOTH,
            null);
    private static final Publication BOARD = new Publication(
            "board",
            Show.BOARD,
            new Rows.OfFlows(List.of("promise")),
            List.of(Column.PROMISE, Column.SUBJECT, Column.DEADLINE, Column.STATE),
            Set.of(Audience.SCREEN),
            Set.of(AssessmentRole.ORGANISER),
            null);

    @TempDir
    Path data;

    private AssessRig rig;
    private OpenDatabase opened;
    private int number;

    /** The database that these cases run on. */
    abstract TestDatabase database(Path data);

    @BeforeEach
    void open() throws Exception {
        TestDatabase named = database(data.resolve(Integer.toString(++number)));
        opened = OpenDatabase.open(DatabasePart.ASSESSMENTS, named.data(), named.config());
        rig = new AssessRig(opened);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void ratings(String window, String unit, long good, long bad) {
        rig.directory.add(new FrozenSubject(window, "all", unit, Map.of(Post.STAFF, "S-" + window), 0, 0, Set.of()));
        rig.tallies.computeIfAbsent("meter", id -> new LinkedHashMap<>()).put(window, new long[] {bad, 0, 0, 0, good});
    }

    private void counted(Publication... publications) throws Exception {
        Scheme scheme = TestSchemes.publishing(TestSchemes.ofTallies(Map.of("meter", 100)), publications);
        rig.frozen(scheme);
        rig.counted(ID);
    }

    private void approved() throws Exception {
        rig.rounds.confirm(APPROVER, ID, PERIOD, RoundStep.APPROVE).get();
        rig.rounds.confirm(DISCIPLINE, ID, PERIOD, RoundStep.APPROVE).get();
    }

    private RoundState publish() throws Exception {
        return rig.rounds
                .confirm(ORGANISER, ID, PERIOD, RoundStep.PUBLISH)
                .get()
                .state();
    }

    private void signed(String publication) throws Exception {
        rig.publications.prepare(ORGANISER, ID, PERIOD, publication).get();
        rig.publications.approve(ORGANISER, ID, PERIOD, publication, "").get();
        rig.publications.approve(APPROVER, ID, PERIOD, publication, "").get();
    }

    /** Brings a table of one window as far as its signatures. */
    final void signedTable(AssessRig in) throws Exception {
        rig.close();
        rig = in;
        ratings("A01", "tax", 40, 0);
        counted(TABLE);
        signed("table");
    }

    private Publications.Standing standing(String publication) {
        return rig.publications.of(ID, PERIOD).stream()
                .filter(one -> one.publication().id().equals(publication))
                .findFirst()
                .orElseThrow();
    }

    private PublicationRow row(String publication) {
        assertThat(standing(publication).rows()).hasSize(1);
        return standing(publication).rows().get(0);
    }

    private JsonNode sheet(PublicationRow row) throws Exception {
        String content = rig.store.read(
                tables -> tables.publications().sheet(row.digest()).orElseThrow());
        return JSON.readTree(content);
    }

    private List<String> column(JsonNode sheet, String pointer) {
        return sheet.path("rows")
                .valueStream()
                .map(row -> row.at(pointer).asText())
                .toList();
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
    void publication_isShownOnceTwoPersonsHaveSignedItAndTheRoundIsPublished() throws Exception {
        ratings("A01", "tax", 40, 0);
        rig.frozen(TestSchemes.publishing(TestSchemes.ofTallies(Map.of("meter", 100)), TABLE));
        requireRefused(() -> rig.publications.prepare(ORGANISER, ID, PERIOD, "table"), "once it is counted");
        rig.counted(ID);
        requireRefused(() -> rig.publications.prepare(APPROVER, ID, PERIOD, "table"), "organiser");
        requireRefused(() -> rig.publications.prepare(ORGANISER, ID, PERIOD, "other"), "no publication 'other'");
        requireRefused(() -> rig.publications.approve(ORGANISER, ID, PERIOD, "table", ""), "draft");
        rig.publications.prepare(ORGANISER, ID, PERIOD, "table").get();
        String drawn = row("table").digest();
        requireRefused(() -> rig.publications.approve(APPROVER, ID, PERIOD, "table", ""), "turn of the organiser");
        Signer both = new Signer("zhang", Set.of(AssessmentRole.ORGANISER, AssessmentRole.APPROVER));
        rig.publications.approve(both, ID, PERIOD, "table", "").get();
        requireRefused(() -> rig.publications.approve(both, ID, PERIOD, "table", ""), "zhang has signed already");
        rig.publications.prepare(ORGANISER, ID, PERIOD, "table").get();
        assertThat(standing("table").signing().given())
                .as("nothing else is said, and the signature stays")
                .hasSize(1);
        approved();
        requireRefused(() -> rig.rounds.confirm(ORGANISER, ID, PERIOD, RoundStep.PUBLISH), "not signed");
        assertThat(rig.publications.approve(APPROVER, ID, PERIOD, "table", "").get())
                .isEqualTo(PublicationState.APPROVED);
        requireRefused(() -> rig.publications.live(ORGANISER, ID, PERIOD, "table"), "when it is published");
        requireRefused(() -> rig.publications.prepare(ORGANISER, ID, PERIOD, "table"), "approved already");

        assertThat(publish()).isEqualTo(RoundState.PUBLISHED);
        assertThat(row("table").state()).isEqualTo(PublicationState.LIVE);
        assertThat(row("table").digest()).isEqualTo(drawn);
        PublicationTable.Seal seal =
                rig.store.read(tables -> tables.publications().seal(drawn).orElseThrow());
        String content =
                rig.store.read(tables -> tables.publications().sheet(drawn).orElseThrow());
        assertThat(SheetSignature.fault(content, drawn, seal.signature(), SheetSignature.key(seal.publicKey())))
                .isEmpty();
        assertThat(SheetSignature.fault(
                        content, Ticket.sha256("x"), seal.signature(), SheetSignature.key(seal.publicKey())))
                .isPresent();
    }

    @Test
    void correction_namesWhatItCorrects_andTakesItsPlaceOnceSignedAndShown() throws Exception {
        ratings("A01", "tax", 40, 0);
        counted(TABLE);
        approved();
        signed("table");
        requireRefused(() -> rig.publications.correct(ORGANISER, ID, PERIOD, "table", "wrong"), "what is live");
        publish();
        String first = row("table").digest();
        requireRefused(() -> rig.publications.correct(ORGANISER, ID, PERIOD, "table", " "), "say what is corrected");
        rig.publications.correct(ORGANISER, ID, PERIOD, "table", "a name").get();
        assertThat(sheet(row("table")).path("replaces").asText()).isEqualTo(first);
        assertThat(standing("table").before()).extracting(PublicationRow::state).containsExactly(PublicationState.LIVE);
        rig.publications.approve(ORGANISER, ID, PERIOD, "table", "").get();
        rig.publications.approve(APPROVER, ID, PERIOD, "table", "").get();
        rig.publications.live(ORGANISER, ID, PERIOD, "table").get();
        assertThat(row("table").state()).isEqualTo(PublicationState.LIVE);
        assertThat(row("table").replaces()).isEqualTo(first);
        assertThat(standing("table").before())
                .extracting(PublicationRow::state)
                .containsExactly(PublicationState.REPLACED);

        requireRefused(() -> rig.publications.withdraw(AUDITOR, ID, PERIOD, "table", "wrong"), "none of them");
        requireRefused(() -> rig.publications.withdraw(APPROVER, ID, PERIOD, "table", ""), "say why");
        rig.publications
                .withdraw(APPROVER, ID, PERIOD, "table", "names a person")
                .get();
        assertThat(standing("table").state()).isEqualTo(PublicationState.DRAFT);
        assertThat(standing("table").before())
                .extracting(PublicationRow::state)
                .containsExactly(PublicationState.WITHDRAWN, PublicationState.REPLACED);
    }

    @Test
    void ownRows_areSignedForEachUnit_andSeenByThemBeforeTheRoundIsPublished() throws Exception {
        ratings("A01", "tax", 40, 0);
        ratings("A02", "land", 30, 10);
        ratings("A03", "tax", 20, 0);
        counted(OWN);
        approved();
        rig.publications.prepare(ORGANISER, ID, PERIOD, "own").get();
        assertThat(standing("own").rows()).extracting(PublicationRow::unit).containsExactly("land", "tax");
        assertThat(column(sheet(standing("own").rows().get(1)), "/subject/en")).containsExactly("A01", "A03");
        requireRefused(() -> rig.rounds.confirm(ORGANISER, ID, PERIOD, RoundStep.PUBLISH), "not signed");
        assertThat(rig.publications.approve(ORGANISER, ID, PERIOD, "own", "").get())
                .isEqualTo(PublicationState.LIVE);
        assertThat(publish()).isEqualTo(RoundState.PUBLISHED);
    }

    @Test
    void honours_areWhatTheRulesWillOpen_andNameNobodyWithoutConsent() throws Exception {
        ratings("A01", "tax", 40, 0);
        ratings("A02", "land", 30, 10);
        counted(HONOURS);
        rig.publications.prepare(ORGANISER, ID, PERIOD, "honours").get();
        JsonNode drawn = sheet(row("honours"));
        assertThat(column(drawn, "/honour/zh")).containsExactly("优秀窗口", "优秀窗口");
        assertThat(column(drawn, "/subject/en")).containsExactly("A01", "A02");
        assertThat(drawn.toString()).doesNotContain("S-A01");
        assertThat(drawn.path("n").asText()).isEqualTo("2");

        rig.cases.put(
                true,
                List.of(
                        new PublicCase("staff-month", "A01", "held", "", null, "S-A01", true),
                        new PublicCase("staff-month", "A02", "held", "", null, "S-A02", false)));
        rig.publications.prepare(ORGANISER, ID, PERIOD, "honours").get();
        JsonNode anew = sheet(row("honours"));
        assertThat(column(anew, "/honour/zh")).containsExactly("优秀窗口", "优秀窗口", "优秀工作人员");
        assertThat(column(anew, "/staff/zh")).containsExactly("", "", "S-A01号");
        assertThat(anew.toString()).doesNotContain("S-A02");
    }

    @Test
    void board_hasThePromisesThereAre_byTheirDates() throws Exception {
        ratings("A01", "tax", 40, 0);
        counted(BOARD);
        rig.cases.put(
                false,
                List.of(
                        new PublicCase("promise", "A01", "kept", "当日办结", LocalDate.of(2026, 12, 1), null, false),
                        new PublicCase("promise", "A01", "doing", "周六开放", LocalDate.of(2026, 11, 1), null, false),
                        new PublicCase("other", "A01", "doing", "no promise", null, null, false)));
        rig.publications.prepare(ORGANISER, ID, PERIOD, "board").get();
        JsonNode board = sheet(row("board"));
        assertThat(column(board, "/promise")).containsExactly("周六开放", "当日办结");
        assertThat(column(board, "/deadline")).containsExactly("2026-11-01", "2026-12-01");
        assertThat(column(board, "/state/zh")).containsExactly("办理中", "已兑现");
    }

    @Test
    void x19_smallNumbersOfADepartment() throws Exception {
        Map<List<Long>, List<String>> shown = Map.of(
                List.of(40L, 12L), List.of("40", "12", "52"),
                List.of(40L, 3L), List.of("40", "--", "40"),
                List.of(3L, 2L), List.of("--", "--", "--"));
        for (Map.Entry<List<Long>, List<String>> one : shown.entrySet()) {
            close();
            open();
            ratings("A", "dept", one.getKey().get(0), 0);
            ratings("B", "dept", one.getKey().get(1), 0);
            counted(TABLE);
            rig.publications.prepare(ORGANISER, ID, PERIOD, "table").get();
            JsonNode sheet = sheet(row("table"));
            assertThat(column(sheet, "/answered")).isEqualTo(one.getValue().subList(0, 2));
            assertThat(sheet.path("n").asText()).isEqualTo(one.getValue().get(2));
            if (one.getValue().get(1).equals("--")) {
                assertThat(sheet.at("/rows/1/rank").asText())
                        .as("not ranked: too few answers")
                        .isEqualTo("--");
                assertThat(sheet.at("/rows/1/notRanked/meter").asText()).isEqualTo("--");
            }
        }
    }

    @Test
    void answersOfAPartThatIsTooSmall_areNotFoundBySubtraction() throws Exception {
        ratings("A", "dept", 40, 0);
        rig.tallies.put("other", Map.of("A", new long[] {0, 0, 0, 0, 3}));
        Map<String, Integer> weights = new LinkedHashMap<>();
        weights.put("meter", 60);
        weights.put("other", 40);
        rig.frozen(TestSchemes.publishing(TestSchemes.ofTallies(weights), TABLE));
        rig.counted(ID);
        rig.publications.prepare(ORGANISER, ID, PERIOD, "table").get();
        assertThat(column(sheet(row("table")), "/answered")).containsExactly("40");
        assertThat(sheet(row("table")).path("n").asText()).isEqualTo("40");
    }

    @Test
    void sheetAndSeal_areNeverChangedNorTakenAway() throws Exception {
        ratings("A01", "tax", 40, 0);
        counted(TABLE);
        signed("table");
        for (String sql : List.of(
                "update sheet set content = '{}'",
                "delete from sheet",
                "update seal set signature = ''",
                "delete from seal")) {
            DataSource own = opened.writing().getDataSource();
            try (Connection connection = own == null
                            ? opened.database().migrating(opened.writing()).getConnection()
                            : own.getConnection();
                    Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.executeUpdate(sql)).as(sql).hasMessageContaining("only added to");
            }
        }
    }

    @Test
    void killed_atEveryStatementOfEveryStep_leavesNeitherHalfDoneNorDoneTwice() throws Exception {
        close();
        TestDatabase named = database(data.resolve("killed"));
        opened = OpenDatabase.open(DatabasePart.ASSESSMENTS, named.data(), named.config());
        FailingConnections connections = new FailingConnections();
        OpenDatabase database = connections.of(opened);
        opened.writing().close();
        rig = new AssessRig(database);
        ratings("A01", "tax", 40, 0);
        ratings("A02", "land", 30, 10);
        counted(TABLE, OWN);
        Map<String, Callable<?>> commands = new LinkedHashMap<>();
        commands.put(
                "draw",
                () -> rig.publications.prepare(ORGANISER, ID, PERIOD, "table").get());
        commands.put(
                "sign",
                () -> rig.publications
                        .approve(ORGANISER, ID, PERIOD, "table", "")
                        .get());
        commands.put(
                "sign too",
                () -> rig.publications
                        .approve(APPROVER, ID, PERIOD, "table", "")
                        .get());
        commands.put(
                "draw own",
                () -> rig.publications.prepare(ORGANISER, ID, PERIOD, "own").get());
        commands.put(
                "sign own",
                () -> rig.publications.approve(ORGANISER, ID, PERIOD, "own", "").get());
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
                "publish",
                () -> rig.rounds
                        .confirm(ORGANISER, ID, PERIOD, RoundStep.PUBLISH)
                        .get());
        commands.put(
                "correct",
                () -> rig.publications
                        .correct(ORGANISER, ID, PERIOD, "table", "a name")
                        .get());
        commands.put(
                "sign again",
                () -> rig.publications
                        .approve(ORGANISER, ID, PERIOD, "table", "")
                        .get());
        commands.put(
                "sign again too",
                () -> rig.publications
                        .approve(APPROVER, ID, PERIOD, "table", "")
                        .get());
        commands.put(
                "show",
                () -> rig.publications.live(ORGANISER, ID, PERIOD, "table").get());
        commands.put(
                "withdraw",
                () -> rig.publications
                        .withdraw(APPROVER, ID, PERIOD, "table", "a person")
                        .get());
        for (Map.Entry<String, Callable<?>> command : commands.entrySet()) {
            KillPoints.each(command.getKey(), connections, database, command.getValue());
        }
        assertThat(standing("table").before())
                .extracting(PublicationRow::state)
                .containsExactly(PublicationState.WITHDRAWN, PublicationState.REPLACED);
        assertThat(standing("own").state()).isEqualTo(PublicationState.LIVE);
    }
}
