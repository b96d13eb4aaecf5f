package io.hallpulse.gateway.assessment;

import static io.hallpulse.gateway.assessment.CaseRig.APPROVER;
import static io.hallpulse.gateway.assessment.CaseRig.CONTACT;
import static io.hallpulse.gateway.assessment.CaseRig.INSPECTOR;
import static io.hallpulse.gateway.assessment.CaseRig.ORGANISER;
import static io.hallpulse.gateway.assessment.scheme.ShippedSchemes.MONTHLY;
import static io.hallpulse.gateway.assessment.scheme.ShippedSchemes.PROMISES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Publication;
import io.hallpulse.domain.assessment.scheme.Publication.Audience;
import io.hallpulse.domain.assessment.scheme.Publication.Column;
import io.hallpulse.domain.assessment.scheme.Publication.Rows;
import io.hallpulse.domain.assessment.scheme.Publication.Show;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.assessment.scheme.ShippedSchemes;
import io.hallpulse.gateway.database.DatabasePart;
import io.hallpulse.gateway.database.OpenDatabase;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Honours and promises on a sheet, drawn from the cases that are stored: before a round is published, after it, and when it is corrected. */
class DrawnCasesTest {
    private static final String OCTOBER = "2026-10";
    private static final String NOVEMBER = "2026-11";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path data = Path.of("");

    private CaseRig cases;

    @BeforeEach
    void open() throws Exception {
        TestDatabase named = TestDatabase.embedded(data);
        cases = new CaseRig(OpenDatabase.open(DatabasePart.ASSESSMENTS, named.data(), named.config()));
        int bad = 0;
        for (String window : List.of("A01", "A02", "A03", "B01", "B02", "B03")) {
            cases.rig
                    .tallies
                    .computeIfAbsent("meter", id -> new LinkedHashMap<>())
                    .put(window, new long[] {bad++, 0, 0, 0, 100});
        }
    }

    @AfterEach
    void close() {
        cases.close();
    }

    /** What a sheet that is drawn up now says in one column of each row. */
    private List<String> drawn(String scheme, String period, Show show, Column column, String... flows)
            throws Exception {
        Publication publication = new Publication(
                "shown",
                show,
                new Rows.OfFlows(List.of(flows)),
                List.of(Column.PROMISE, Column.SUBJECT),
                Set.of(Audience.SCREEN),
                Set.of(AssessmentRole.ORGANISER),
                null);
        SheetWriter writer =
                new SheetWriter(cases.rig, new StoredCases(cases.rig.work.flows(), cases.rig), cases.rig.clock);
        String text = cases.rig.store.read(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            return writer.of(
                            tables,
                            round,
                            cases.rig.grammar.of(Schemes.require(tables, scheme, round.version())),
                            publication)
                    .sheet("", null)
                    .text();
        });
        return JSON.readTree(text)
                .path("rows")
                .valueStream()
                .map(row -> column == Column.SUBJECT
                        ? row.at("/subject/en").asText()
                        : row.path(column.word()).asText())
                .toList();
    }

    private List<String> honours(String period, String flow) throws Exception {
        return drawn(MONTHLY, period, Show.HONOURS, Column.SUBJECT, flow);
    }

    private String held(String flow, String window) {
        return cases.cases(MONTHLY, flow).stream()
                .filter(row -> row.about().subject().equals(window) && row.isOpen())
                .map(MatterRow::number)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void honour_thatAnApproverRevoked_isOnNoCorrection_andOneThatTimeEndedStays() throws Exception {
        cases.inForce(ShippedSchemes.text(MONTHLY));
        cases.frozen(MONTHLY, OCTOBER);
        cases.rig.at("2026-11-20");
        cases.approved(MONTHLY, OCTOBER);
        List<String> before = honours(OCTOBER, "diploma");
        assertThat(before).hasSize(5).contains("A01", "A02");
        cases.publish(MONTHLY, OCTOBER);
        assertThat(honours(OCTOBER, "diploma")).isEqualTo(before);

        cases.take(APPROVER, held("diploma", "A01"), "revoke");
        List<String> left = before.stream().filter(one -> !one.equals("A01")).toList();
        assertThat(honours(OCTOBER, "diploma")).isEqualTo(left);
        cases.rig.at("2026-12-30");
        cases.rig.matters.tick();
        assertThat(cases.cases(MONTHLY, "diploma")).noneMatch(MatterRow::isOpen);
        assertThat(honours(OCTOBER, "diploma")).as("held for its month").isEqualTo(left);
    }

    @Test
    void honour_thatIsNotGivenAgainWithinAYear_isOnNoSheet_neitherBeforeNorAfterTheRoundIsPublished() throws Exception {
        cases.inForce(CaseRig.with(
                MONTHLY,
                List.of("{id: award, when: {listed: true}, do: [{open: plaque, to: unit}]}"),
                List.of("plaque: {zh: 牌匾, en: Plaque, standing: true, states: {held: {next: {revoke: {to: withdrawn,"
                        + " by: approver, needs: [text]}}}, withdrawn: {end: true, again: 1y}}}")));
        cases.frozen(MONTHLY, OCTOBER);
        cases.frozen(MONTHLY, NOVEMBER);
        cases.rig.at("2026-11-20");
        cases.approved(MONTHLY, OCTOBER);
        cases.publish(MONTHLY, OCTOBER);
        cases.take(APPROVER, held("plaque", "A01"), "revoke");
        cases.rig.at("2026-12-20");
        cases.approved(MONTHLY, NOVEMBER);
        List<String> before = honours(NOVEMBER, "plaque");
        assertThat(before).hasSize(4).contains("A02").doesNotContain("A01");
        cases.publish(MONTHLY, NOVEMBER);
        assertThat(honours(NOVEMBER, "plaque")).isEqualTo(before);
    }

    @Test
    void promise_thatEndedBeforeTheQuarter_isNotOnItsBoard() throws Exception {
        cases.off("2027-01-01", "2027-01-03");
        cases.inForce(ShippedSchemes.text(PROMISES).replace("expected: {units: 149}", "expected: {units: 2}"));
        cases.inCategory("window");
        cases.frozen(PROMISES, "2026-Q4");
        cases.frozen(PROMISES, "2027-Q1");
        cases.rig.at("2026-10-12");
        promised("kept in October");
        String other = promised("kept in January");
        cases.take(CONTACT, cases.cases(PROMISES, "promise").get(0).number(), "done");
        cases.take(INSPECTOR, cases.cases(PROMISES, "promise").get(0).number(), "kept");
        cases.rig.at("2027-01-04");
        cases.take(CONTACT, other, "done");
        cases.take(INSPECTOR, other, "kept");
        cases.rig.at("2027-01-20");
        cases.approved(PROMISES, "2026-Q4");
        assertThat(promises("2026-Q4")).containsExactlyInAnyOrder("kept in October", "kept in January");
        cases.rig.at("2027-04-20");
        cases.approved(PROMISES, "2027-Q1");
        assertThat(promises("2027-Q1")).containsExactly("kept in January");
    }

    private String promised(String title) throws Exception {
        MatterDraft promise = new MatterDraft(PROMISES, "promise", "A01", title, "", LocalDate.of(2026, 12, 15), null);
        String number = cases.rig
                .matters
                .open(CONTACT, promise, Flow.Channel.CONTACT)
                .get()
                .number();
        cases.take(ORGANISER, number, "approve");
        return number;
    }

    private List<String> promises(String period) throws Exception {
        return drawn(PROMISES, period, Show.BOARD, Column.PROMISE, "promise");
    }
}
