package io.hallpulse.domain.assessment.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.scheme.Checklist;
import io.hallpulse.domain.assessment.scheme.Form;
import io.hallpulse.domain.assessment.scheme.Measure;
import io.hallpulse.domain.assessment.scheme.Measure.LevelFigure;
import io.hallpulse.domain.assessment.scheme.Scale;
import io.hallpulse.domain.directory.Name;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables X1, X2, X5, X7, X8 and the scale of X25 of the assessments' design. */
class MeasuresTest {
    private static final Name NAME = new Name("名", "name");
    private static final Map<String, Scale> SCALES = Map.of(
            "four",
            new Scale(List.of(
                    option("good", BigDecimal.valueOf(100)),
                    option("fair", BigDecimal.valueOf(70)),
                    option("poor", BigDecimal.ZERO),
                    option("unknown", null))));
    private static final Checklist PATROL =
            new Checklist(List.of(item("absent", 10, 30), item("slow", 10, 30), item("wrong", 30, 60)));

    private static Scale.Option option(String id, @Nullable BigDecimal value) {
        return new Scale.Option(id, NAME, value, false);
    }

    private static Checklist.Item item(String id, int deduct, int most) {
        return new Checklist.Item(id, NAME, BigDecimal.valueOf(deduct), BigDecimal.valueOf(most));
    }

    private static Form.Question question(String id, int weight) {
        return new Form.Question(id, NAME, "four", BigDecimal.valueOf(weight));
    }

    @ParameterizedTest
    @CsvSource({
        "70, 30, 8, 12, 108, 84.26, 79.09 to 89.42",
        "0, 0, 100, 0, 100, 0.00, 0.00 to 3.70",
        "100, 0, 0, 0, 100, 100.00, 96.30 to 100.00",
        "0, 100, 0, 0, 100, 70.00, 67.41 to 71.11",
        "5, 0, 0, 95, 5, 100.00, none",
        "0, 0, 0, 9, 0, missing, none"
    })
    void choice_isTheMeanWithoutThoseWhoDoNotKnow(
            long good, long fair, long poor, long unknown, long n, String score, String interval) {
        FactValue.AnswerCounts counted = new FactValue.AnswerCounts(
                Map.of("overall", Map.of("good", good, "fair", fair, "poor", poor, "unknown", unknown)));
        Measured measured =
                ChoiceFigure.of(new Form.One(List.of(question("overall", 1))), SCALES, List.of(), List.of(counted));
        assertThat(measured.n()).isEqualTo(n);
        assertThat(printed(measured)).isEqualTo(score);
        assertThat(interval(measured)).isEqualTo(interval);
    }

    @Test
    void choice_ofSeveralQuestions_goesByTheirWeights() {
        Form.One form = new Form.One(List.of(question("duty", 3), question("style", 1), question("law", 5)));
        FactValue.Answers one = new FactValue.Answers(Map.of("duty", "good", "style", "poor", "law", "unknown"));
        FactValue.Answers other = new FactValue.Answers(Map.of("duty", "fair", "law", "unknown", "elsewhere", "good"));
        Measured measured = ChoiceFigure.of(form, SCALES, List.of(one, other), List.of());
        assertThat(measured.n()).isEqualTo(2);
        assertThat(measured.value())
                .as("85 by 3 and 0 by 1; nobody knew of the third")
                .isEqualTo(Fraction.parse("63.75"));
    }

    @ParameterizedTest
    @CsvSource({"40, 3, 1, 0, 1, 97.8, 95.6, 95.0", "10, 10, 5, 3, 2, 83.3, 66.7, 69.2", "0, 0, 0, 0, 4, 0.0, 0.0, 0.0"
    })
    void levels_areSatisfactionStrictOrIndex(
            long n5, long n4, long n3, long n2, long n1, BigDecimal satisfaction, BigDecimal strict, BigDecimal index) {
        FactValue.Levels some = new FactValue.Levels(Map.of(5, n5, 4, n4));
        FactValue.Levels others = new FactValue.Levels(Map.of(3, n3, 2, n2, 1, n1));
        assertThat(Stream.of(LevelFigure.SATISFACTION, LevelFigure.STRICT, LevelFigure.INDEX)
                        .map(as -> value(LevelsFigure.of(as, List.of(some, others), List.of()))
                                .rounded(1)))
                .containsExactly(satisfaction, strict, index);
    }

    @Test
    void levels_areWithoutBadRatingsThatAreExcluded_neverMoreThanThereAre() {
        FactValue.Levels tally = new FactValue.Levels(Map.of(5, 8L, 2, 1L, 1, 2L));
        FactValue.Excluded worst = new FactValue.Excluded(1);
        FactValue.Excluded bad = new FactValue.Excluded(2);

        Measured one = LevelsFigure.of(LevelFigure.SATISFACTION, List.of(tally), List.of(worst));
        assertThat(one.n()).isEqualTo(10);
        assertThat(value(one)).isEqualTo(Fraction.of(80));
        assertThat(one.inputs())
                .isEqualTo(new Inputs.Levels(
                        LevelFigure.SATISFACTION, Map.of(5, 8L, 4, 0L, 3, 0L, 2, 1L, 1, 1L), Map.of(1, 1L)));

        Measured more = LevelsFigure.of(LevelFigure.SATISFACTION, List.of(tally), List.of(bad, worst, bad));
        assertThat(more.n()).isEqualTo(9);
        assertThat(more.inputs())
                .isEqualTo(new Inputs.Levels(
                        LevelFigure.SATISFACTION, Map.of(5, 8L, 4, 0L, 3, 0L, 2, 0L, 1, 1L), Map.of(1, 1L, 2, 1L)));

        assertThat(LevelsFigure.of(LevelFigure.SATISFACTION, List.of(), List.of(bad))
                        .n())
                .isZero();
        assertThatThrownBy(() -> new FactValue.Excluded(3)).hasMessageContaining("level 1 or 2");
    }

    @Test
    void named_isTheSumOfSharesDrawnToThePool() {
        Map<String, BigDecimal> weights = Map.of(
                "cold", BigDecimal.valueOf(20),
                "lazy", BigDecimal.valueOf(20),
                "shift", BigDecimal.valueOf(20),
                "chaos", BigDecimal.valueOf(20),
                "greedy", BigDecimal.valueOf(20));
        Measure.Named measure = new Measure.Named(weights, Measure.Among.CONTACT, 20);
        Namings.Tally own = new Namings.Tally(90, Map.of("cold", 6L, "lazy", 9L, "shift", 5L, "chaos", 1L), 15);
        Namings.Tally league =
                new Namings.Tally(1000, Map.of("cold", 20L, "lazy", 50L, "shift", 30L, "chaos", 8L, "greedy", 4L), 80);
        Measured measured = NamedFigure.of(measure, own, league);
        assertThat(value(measured).rounded(4)).isEqualTo("4.2255");
        Map<String, Inputs.Mark> marks = ((Inputs.Marks) measured.inputs()).marks();
        assertThat(marks.values().stream()
                        .map(mark -> mark.figure() == null
                                ? ""
                                : mark.figure().rounded(6).toString()))
                .as("in the order of their ids")
                .containsExactly("0.010545", "0.058182", "0.000727", "0.090909", "0.050909");
        assertThat(NamedFigure.of(measure, new Namings.Tally(0, Map.of(), 0), league)
                        .value())
                .isNull();
    }

    @Test
    void namings_countThoseWhoDealtWithASubject() {
        Set<String> marks = Set.of("cold", "lazy");
        List<FactValue.Naming> ballots = List.of(
                new FactValue.Naming(Set.of("o1", "o2"), Map.of("o1", Set.of("cold", "lazy"), "o3", Set.of("cold"))),
                new FactValue.Naming(Set.of("o1"), Map.of("o1", Set.of("unheard of"))));
        Namings contact = new Namings(ballots, Measure.Among.CONTACT, marks);
        assertThat(contact.of("o1")).isEqualTo(new Namings.Tally(2, Map.of("cold", 1L, "lazy", 1L), 1));
        assertThat(contact.of("o2")).isEqualTo(new Namings.Tally(1, Map.of(), 0));
        assertThat(contact.of("o3")).as("its voter did not deal with it").isEqualTo(new Namings.Tally(0, Map.of(), 0));
        Namings all = new Namings(ballots, Measure.Among.BALLOTS, marks);
        assertThat(all.of("o3")).isEqualTo(new Namings.Tally(2, Map.of("cold", 1L), 1));
        assertThat(all.of("o9").n()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0, 0, 100", "1, 0, 0, 10, 90", "4, 0, 0, 30, 70", "2, 1, 2, 90, 10", "9, 9, 9, 120, 0"})
    void visit_losesWhatTheListDeducts(int absent, int slow, int wrong, long deducted, long score) {
        assertThat(visit(absent, slow, wrong)).isEqualTo(new VisitScore(Fraction.of(deducted), Fraction.of(score)));
    }

    @Test
    void checklist_isTheMeanOfVisits() {
        Measured measured = ChecklistFigure.of(List.of(visit(0, 0, 0), visit(1, 0, 0), visit(9, 9, 9)));
        assertThat(printed(measured)).isEqualTo("63.33");
        assertThat(ChecklistFigure.of(List.of()).value()).isNull();
    }

    private static VisitScore visit(int absent, int slow, int wrong) {
        return VisitScore.of(
                new FactValue.Visit(Map.of("absent", absent, "slow", slow, "wrong", wrong, "unheard of", 3)), PATROL);
    }

    @ParameterizedTest
    @CsvSource({"22, 1, 0, 0, 23, 95.65, 100.00", "18, 2, 2, 1, 23, 78.26, 86.96", "0, 0, 0, 0, 0, missing, missing"})
    void rate_failsOrCountsWhatCameLate(
            int inTime, int late, int unsolved, int overdue, long n, String fails, String counts) {
        List<FactValue.Outcome> ended = Stream.of(
                        Collections.nCopies(inTime, new FactValue.Outcome("solved", false)),
                        Collections.nCopies(late, new FactValue.Outcome("solved", true)),
                        Collections.nCopies(unsolved, new FactValue.Outcome("unsolved", false)),
                        List.of(new FactValue.Outcome("withdrawn", false)))
                .flatMap(List::stream)
                .toList();
        List<FactValue.OpenCase> open = Stream.of(
                        Collections.nCopies(overdue, new FactValue.OpenCase(true)),
                        List.of(new FactValue.OpenCase(false)))
                .flatMap(List::stream)
                .toList();
        Measured failing = RateFigure.of(rate(Measure.Late.FAILS, null), ended, open);
        assertThat(failing.n()).isEqualTo(n);
        assertThat(printed(failing)).isEqualTo(fails);
        assertThat(printed(RateFigure.of(rate(Measure.Late.COUNTS, null), ended, open)))
                .isEqualTo(counts);
    }

    @Test
    void rate_withoutACase_isWhatTheSchemeSays() {
        Measure.Rate rate = rate(Measure.Late.FAILS, BigDecimal.valueOf(100));
        assertThat(printed(RateFigure.of(rate, List.of(), List.of()))).isEqualTo("100.00");
    }

    private static Measure.Rate rate(Measure.Late late, @Nullable BigDecimal none) {
        return new Measure.Rate(Set.of("solved"), Set.of("solved", "unsolved"), late, none);
    }

    @ParameterizedTest
    @CsvSource({"9 8 7 6, 87.5 62.5 37.5 12.5", "9 8 8 6, 87.5 50.0 50.0 12.5", "5, 50.0"})
    void scaleWithinACategory_goesByPlace(String figures, String scaled) {
        List<BigDecimal> all =
                Stream.of(figures.split(" ")).map(BigDecimal::new).toList();
        assertThat(all.stream().map(own -> Scaled.place(own, all).rounded(1).toString()))
                .containsExactly(scaled.split(" "));
    }

    private static Fraction value(Measured measured) {
        Fraction value = measured.value();
        return value == null ? Fraction.of(-1) : value;
    }

    private static String printed(Measured measured) {
        Fraction value = measured.value();
        return value == null ? "missing" : value.rounded(2).toString();
    }

    private static String interval(Measured measured) {
        HalfWidths halfWidths = measured.halfWidths();
        if (halfWidths == null) {
            return "none";
        }
        Spread spread = halfWidths.around(value(measured)).rounded(2);
        return spread.low() + " to " + spread.high();
    }
}
