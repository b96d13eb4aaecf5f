package io.hallpulse.domain.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hallpulse.domain.assessment.card.CountedRound;
import io.hallpulse.domain.assessment.publication.PublicCase;
import io.hallpulse.domain.assessment.publication.RoundSheet;
import io.hallpulse.domain.assessment.publication.SmallNumbers;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Publication;
import io.hallpulse.domain.assessment.scheme.Publication.Audience;
import io.hallpulse.domain.assessment.scheme.Publication.Column;
import io.hallpulse.domain.assessment.scheme.Publication.Rows;
import io.hallpulse.domain.assessment.scheme.Publication.Show;
import io.hallpulse.domain.directory.Name;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What of a round the public sees, and what of it it must not. */
class PublicSheetTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final String ROUND = """
            {"scheme": {"scheme": "monthly", "subjects": {"categories": {"law": {}}}, "scales": {}, "forms": {}, "checklists":
                 {"look": [{"id": "absent", "deduct": 10, "most": 30}]},
               "sources": {"meter": {"kind": "presses", "rollUp": "window"}, "patrol": {"kind": "visits", "checklist": "look", "by": "inspector"}},
               "score": {"good": "high", "decimals": 2, "missing": {"do": "redistribute", "most": 40},
                 "parts": [{"id": "meter", "weight": 60, "from": "meter", "measure": "levels", "as": "index", "minimum": %d},
                   {"id": "patrol", "weight": 40, "from": "patrol", "measure": "checklist", "minimum": 1}]},
               "ranking": {"within": "category", "order": "best-first", "ties": "share", "list": {"take": 1}}, "rules": []},
             "period": "2026-10", "seed": "1-2-3",
             "subjects": [{"id": "w1", "category": "law", "unit": "u1"}, {"id": "w2", "category": "law", "unit": "u2"},
               {"id": "w3", "category": "law", "unit": "u1"}],
             "facts": [
               {"id": "f1", "source": "meter", "subject": "w1", "levels": {"5": 30, "4": 10}},
               {"id": "f2", "source": "meter", "subject": "w2", "levels": {"5": 3, "1": 1}},
               {"id": "f3", "source": "patrol", "subject": "w1", "times": {"absent": 1}},
               {"id": "f4", "source": "patrol", "subject": "w2", "times": {}},
               {"id": "f5", "source": "patrol", "subject": "w3", "times": {}}],
             "history": []}""";

    private static CountedRound counted(int minimum) throws JsonProcessingException {
        JsonNode round = JSON.readTree(ROUND.formatted(minimum));
        return CountedRound.of(RoundOfJson.frozen(round), RoundOfJson.facts(round));
    }

    private static RoundSheet sheet(CountedRound counted, Rows rows, @Nullable String unit) {
        Publication publication = new Publication(
                "table",
                Show.TABLE,
                rows,
                List.of(Column.RANK, Column.SUBJECT, Column.UNIT, Column.SCORE, Column.ANSWERED, Column.PARTS),
                Set.of(Audience.SITE),
                Set.of(AssessmentRole.ORGANISER, AssessmentRole.APPROVER),
                null);
        return RoundSheet.of(
                counted,
                publication,
                unit,
                id -> new Name("窗口" + id, "window " + id),
                List.of(),
                (flow, subject) -> true,
                new RoundSheet.Circumstances(LocalDate.of(2026, 11, 5), "c0ffee", null));
    }

    private static JsonNode row(RoundSheet sheet, String subject) throws JsonProcessingException {
        for (JsonNode row : JSON.readTree(sheet.text()).path("rows")) {
            if (row.at("/subject/en").asText().equals("window " + subject)) {
                return row;
            }
        }
        throw new AssertionError(subject + " is not in " + sheet.text());
    }

    @Test
    void row_hasEachFigureWithItsNumber() throws Exception {
        JsonNode row = row(sheet(counted(1), new Rows.All(), null), "w1");
        assertThat(row.path("rank").asInt()).isEqualTo(1);
        assertThat(row.path("score").asText()).isEqualTo("92.25");
        assertThat(row.path("answered").asText()).isEqualTo("40");
        assertThat(row.at("/unit/zh").asText()).isEqualTo("窗口u1");
        assertThat(row.path("parts")).isEqualTo(JSON.readTree("""
                {"meter": {"n": "40", "score": "93.75"}, "patrol": {"n": "1", "score": "90.00"}}"""));
    }

    @Test
    void whatFourPeopleSaid_isFoundNowhere_norByTheScore() throws Exception {
        JsonNode row = row(sheet(counted(1), new Rows.All(), null), "w2");
        assertThat(row.path("score").asText()).isEqualTo(SmallNumbers.HIDDEN);
        assertThat(row.path("answered").asText()).isEqualTo(SmallNumbers.HIDDEN);
        assertThat(row.at("/parts/meter")).isEqualTo(JSON.readTree("{\"n\": \"--\", \"score\": \"--\"}"));
        assertThat(row.at("/parts/patrol/score").asText()).isEqualTo("100.00");
    }

    @Test
    void notRanked_standsByNameAndReason_withoutASmallNumber() throws Exception {
        JsonNode row = row(sheet(counted(5), new Rows.All(), null), "w2");
        assertThat(row.path("rank").asText()).isEqualTo(SmallNumbers.HIDDEN);
        assertThat(row.path("notRanked")).isEqualTo(JSON.readTree("{\"meter\": \"--\"}"));
    }

    @Test
    void rows_areThoseWanted_inTheOrderOfTheirRanks() throws Exception {
        CountedRound counted = counted(1);
        assertThat(names(sheet(counted, new Rows.All(), null))).containsExactly("window w1", "window w2", "window w3");
        assertThat(names(sheet(counted, new Rows.Own(), "u1"))).containsExactly("window w1", "window w3");
        assertThat(names(sheet(counted, new Rows.RankBetween(2, 3), null))).containsExactly("window w2");
        assertThat(names(sheet(counted, new Rows.Listed(), null))).containsExactly("window w1");
    }

    private static List<String> names(RoundSheet sheet) throws JsonProcessingException {
        List<String> names = new ArrayList<>();
        JSON.readTree(sheet.text())
                .path("rows")
                .forEach(row -> names.add(row.at("/subject/en").asText()));
        return names;
    }

    @Test
    void digest_isOfTheCanonicalText_andNamesTheCardsAndTheChain() throws Exception {
        CountedRound counted = counted(1);
        RoundSheet sheet = sheet(counted, new Rows.All(), null);
        JsonNode read = JSON.readTree(sheet.text());
        assertThat(read.path("cards").asText()).isEqualTo(counted.digest());
        assertThat(read.path("chainHead").asText()).isEqualTo("c0ffee");
        assertThat(sheet.digest())
                .hasSize(64)
                .isEqualTo(sheet(counted, new Rows.All(), null).digest());
        assertThat(sheet.digest())
                .isNotEqualTo(sheet(counted, new Rows.Listed(), null).digest());
        assertThat(sheet.text()).doesNotContain(": ").startsWith("{\"authority\":");
    }

    @Test
    void state_ofASchemeOfOnesOwn_isItsIdInWords_andAUsualOneIsTranslated() throws Exception {
        Publication board = new Publication(
                "board",
                Show.BOARD,
                new Rows.OfFlows(List.of("inspection")),
                List.of(Column.SUBJECT, Column.STATE),
                Set.of(Audience.SITE),
                Set.of(AssessmentRole.ORGANISER, AssessmentRole.APPROVER),
                null);
        RoundSheet sheet = RoundSheet.of(
                counted(1),
                board,
                null,
                id -> new Name("窗口" + id, "window " + id),
                List.of(
                        new PublicCase("inspection", "w1", "door-check", "", null, null, false),
                        new PublicCase("inspection", "w2", "closed", "", null, null, false)),
                (flow, subject) -> true,
                new RoundSheet.Circumstances(LocalDate.of(2026, 11, 5), "c0ffee", null));
        assertThat(row(sheet, "w1").path("state")).isEqualTo(JSON.readTree("""
                {"zh": "door check", "en": "door check"}"""));
        assertThat(row(sheet, "w2").path("state")).isEqualTo(JSON.readTree("""
                {"zh": "已办结", "en": "closed"}"""));
    }

    /** The examples' table X19. */
    @Test
    void sum_isOverWhatIsShown() {
        SmallNumbers small = new SmallNumbers(5);
        assertThat(small.sum(List.of(40L, 12L))).isEqualTo(OptionalLong.of(52));
        assertThat(small.sum(List.of(40L, 3L))).isEqualTo(OptionalLong.of(40));
        assertThat(small.sum(List.of(3L, 2L))).isEmpty();
        assertThat(small.text(5)).isEqualTo("5");
        assertThat(small.text(4)).isEqualTo(small.text(0)).isEqualTo("--");
    }
}
