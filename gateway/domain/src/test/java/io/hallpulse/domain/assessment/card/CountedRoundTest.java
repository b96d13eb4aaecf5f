package io.hallpulse.domain.assessment.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.assessment.fact.Fact;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.figure.Fraction;
import io.hallpulse.domain.assessment.figure.PartFigure;
import io.hallpulse.domain.assessment.ranking.EdgeTie;
import io.hallpulse.domain.assessment.ranking.NextRank;
import io.hallpulse.domain.assessment.ranking.Place;
import io.hallpulse.domain.assessment.ranking.WorstListPower;
import io.hallpulse.domain.assessment.scheme.Measure;
import io.hallpulse.domain.assessment.scheme.Part;
import io.hallpulse.domain.assessment.scheme.Ranking;
import io.hallpulse.domain.assessment.scheme.Ranking.Edge;
import io.hallpulse.domain.assessment.scheme.Ranking.Take;
import io.hallpulse.domain.assessment.scheme.Ranking.TieBreak;
import io.hallpulse.domain.assessment.scheme.Score;
import io.hallpulse.domain.assessment.scheme.Source;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables X4, X6, X8, X9, X10 and X25 of the assessments' design, counted from facts. */
class CountedRoundTest {
    private static Place place(CountedRound counted, String subject) {
        return Objects.requireNonNull(counted.places().get(subject));
    }

    private static String printed(CountedRound counted, String subject) {
        BigDecimal printed = place(counted, subject).printed();
        return printed == null ? "not ranked" : printed.toPlainString();
    }

    private static Stream<@Nullable Integer> ranks(CountedRound counted) {
        return counted.cards().stream().map(card -> card.place().rank());
    }

    @Test
    void named_ranksByShrunkShares() {
        CountedRound counted = new Example()
                .worstFirst()
                .firm(Ranking.Then.MARK)
                .named("calls", 100, 5)
                .subject("A")
                .subject("B")
                .subject("C")
                .subject("D")
                .subject("E")
                .subject("F")
                .ballots("calls", "A", 60, 400)
                .ballots("calls", "B", 18, 90)
                .ballots("calls", "C", 3, 4)
                .ballots("calls", "D", 3, 30)
                .ballots("calls", "E", 10, 250)
                .ballots("calls", "F", 0, 12)
                .count();
        assertThat(counted.cards().stream().map(card -> printed(counted, card.subject())))
                .containsExactly("14.86", "18.54", "not ranked", "10.78", "4.59", "7.47");
        assertThat(ranks(counted)).containsExactly(2, 1, null, 3, 5, 4);
        assertThat(counted.cards().stream().map(card -> card.place().firm()))
                .containsExactly(false, true, null, false, false, false);
        assertThat(place(counted, "C").missing()).isEqualTo(Map.of("calls", 4L));
        assertThat(place(counted, "A").problems()).containsExactly("cold");
    }

    @ParameterizedTest
    @CsvSource({
        "4.10, 6.25, 5.00, 0, 4.84",
        "4.10, 6.25, , 10, 4.82",
        "4.10, , , 40, 4.10",
        ", 6.25, 5.00, 60, not ranked"
    })
    void missingPart_sharesOutItsWeightUpToForty(
            @Nullable String directed, @Nullable String sampled, @Nullable String other, int missing, String score) {
        CountedRound counted = channels(new Example(), directed, sampled, other).count();
        assertThat(printed(counted, "office")).isEqualTo(score);
        assertThat(counted.cards().get(0).total().missing()).hasToString(missing + "/1");
    }

    @ParameterizedTest
    @CsvSource({
        "ZERO, 4.10, , , 2.46",
        "NOT_RANKED, 4.10, 6.25, , not ranked",
        "NOT_RANKED, 4.10, 6.25, 5.00, 4.84",
        "ZERO, , , , 0.00"
    })
    void missingPart_isZeroOrKeepsFromBeingRanked(
            Score.MissingDo action,
            @Nullable String directed,
            @Nullable String sampled,
            @Nullable String other,
            String score) {
        assertThat(printed(
                        channels(new Example().missing(action), directed, sampled, other)
                                .count(),
                        "office"))
                .isEqualTo(score);
    }

    private static Example channels(
            Example example, @Nullable String directed, @Nullable String sampled, @Nullable String other) {
        example.part("directed", 60).part("sampled", 30).part("other", 10).subject("office");
        figure(example, "office", "directed", directed);
        figure(example, "office", "sampled", sampled);
        figure(example, "office", "other", other);
        return example;
    }

    private static void figure(Example example, String subject, String part, @Nullable String figure) {
        if (figure != null) {
            example.figure(subject, part, figure);
        }
    }

    @Test
    void yearlyScore_ofSixParts() {
        Example example = new Example()
                .part("midyear", 25)
                .part("yearend", 25)
                .part("daily", 20)
                .part("third-party", 15)
                .part("mystery", 5)
                .part("hotline", 10);
        unit(example, "power", "86.48", "88.10", "79.00", "84.20", "92.50", "95.65");
        unit(example, "station", "61.20", "58.75", "64.00", null, "70.00", "80.00");
        unit(example, "water", "86.48", "88.10", "79.00", "84.20", "92.50", "95.60");
        unit(example, "hospital", null, null, "90.00", "91.00", "95.00", "100.00");
        CountedRound counted = example.count();
        assertThat(Stream.of("power", "station", "water", "hospital").map(unit -> printed(counted, unit)))
                .containsExactly("86.27", "63.87", "86.26", "not ranked");
        assertThat(Stream.of("power", "station", "water", "hospital")
                        .map(unit -> place(counted, unit).rank()))
                .containsExactly(1, 3, 2, null);
        assertThat(place(counted, "hospital").missing()).isEqualTo(Map.of("midyear", 0L, "yearend", 0L));
        assertThat(place(counted, "station").of()).isEqualTo(3);
    }

    private static void unit(Example example, String unit, @Nullable String... figures) {
        example.subject(unit);
        List<String> parts = List.of("midyear", "yearend", "daily", "third-party", "mystery", "hotline");
        for (int i = 0; i < figures.length; i++) {
            figure(example, unit, parts.get(i), figures[i]);
        }
    }

    @ParameterizedTest
    @CsvSource({"INCLUDE, A B C D E F G", "BREAK, A B C D E G", "DRAW, A B C D E G"})
    void listOfSix_settlesItsEdge(Edge edge, String listed) {
        CountedRound counted = windows(new Example().list(new Take.Each(6), edge, new TieBreak.ByPart("meter")), "94.1")
                .count();
        assertThat(ranks(counted)).containsExactly(1, 2, 2, 4, 5, 6, 6, 8);
        assertThat(listed(counted)).containsExactly(listed.split(" "));
    }

    @Test
    void listOfSix_isBrokenByThePartAndNotByTheTicket() {
        Example example = new Example().list(new Take.Each(6), Edge.BREAK, new TieBreak.ByPart("meter"));
        assertThat(listed(windows(example, "92.0").count())).contains("F").doesNotContain("G");
    }

    @Test
    void tieAtTheEdge_isToldWithWhatSettledIt() {
        Example broken = new Example().list(new Take.Each(6), Edge.BREAK, new TieBreak.ByPart("meter"));
        assertThat(ties(windows(broken, "94.1").count()))
                .containsExactly(new EdgeTie(6, List.of("G"), List.of("F"), new TieBreak.ByPart("meter")));
        Example alike = new Example().list(new Take.Each(6), Edge.BREAK, new TieBreak.ByPart("meter"));
        assertThat(ties(windows(alike, "93.0").count()))
                .as("the ticket settles what no part does")
                .singleElement()
                .satisfies(tie -> assertThat(tie.by()).isNull());
        Example included = new Example().list(new Take.Each(6), Edge.INCLUDE, new TieBreak.ByPart("meter"));
        assertThat(ties(windows(included, "94.1").count()))
                .as("nobody is left out")
                .isEmpty();
    }

    private static List<EdgeTie> ties(CountedRound counted) {
        Map<String, Map<String, PartFigure>> figures =
                counted.cards().stream().collect(Collectors.toMap(Scorecard::subject, Scorecard::parts));
        return EdgeTie.of(counted.round(), id -> figures.getOrDefault(id, Map.of()), counted.places());
    }

    @Test
    void nextRank_isTheOneBefore_andTheFirstHasNone() {
        CountedRound counted = windows(new Example().list(new Take.Each(6), Edge.INCLUDE), "94.1")
                .count();
        assertThat(NextRank.of(counted.round(), counted.places(), "A")).isEmpty();
        assertThat(NextRank.of(counted.round(), counted.places(), "H"))
                .contains(new NextRank(6, new BigDecimal("92.85"), new BigDecimal("2.85"), List.of("F", "G")));
        assertThat(NextRank.of(counted.round(), counted.places(), "C"))
                .as("not the one that shares the rank")
                .contains(new NextRank(1, new BigDecimal("96.40"), new BigDecimal("1.30"), List.of("A")));
    }

    @Test
    void pointsOfParts_addUpToTheScore() {
        CountedRound counted = windows(new Example(), "94.1").count();
        for (Scorecard card : counted.cards()) {
            Fraction sum =
                    card
                            .total()
                            .points(
                                    counted.round().scheme().score(),
                                    card.parts().values())
                            .values()
                            .stream()
                            .reduce(Fraction.ZERO, Fraction::plus);
            assertThat(sum).as(card.subject()).isEqualTo(card.total().figure());
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 4", "4, 4", "7, 12", "12, 12", "18, 12", "19, 30", "1000, 120"})
    void howMuchAListTells_isTheNearestRowOfTheSimulation(int answers, int row) {
        assertThat(WorstListPower.nearest(answers).answers()).isEqualTo(row);
        assertThat(WorstListPower.answers(1000, 105)).isEqualTo(12);
        assertThat(WorstListPower.answers(1000, 0)).isZero();
    }

    private static Example windows(Example example, String meterOfG) {
        example.part("meter", 50).part("patrol", 50);
        String[] scores = {"96.40", "95.104", "95.096", "94.00", "93.20", "92.85", "92.85", "90.00"};
        for (int i = 0; i < scores.length; i++) {
            String window = String.valueOf((char) ('A' + i));
            BigDecimal meter = new BigDecimal(window.equals("G") ? meterOfG : "93.0");
            BigDecimal patrol =
                    new BigDecimal(scores[i]).multiply(BigDecimal.valueOf(2)).subtract(meter);
            example.subject(window)
                    .figure(window, "meter", meter.toPlainString())
                    .figure(window, "patrol", patrol.toPlainString());
        }
        return example;
    }

    private static List<String> listed(CountedRound counted) {
        return counted.cards().stream()
                .filter(card -> card.place().listed())
                .map(Scorecard::subject)
                .toList();
    }

    @Test
    void provenBreach_comesFirstOrKeepsOut() {
        Example proven = new Example().part("patrol", 100).first("breach").list(new Take.Each(2), Edge.BREAK);
        proven.worstFirst().subject("a").subject("b").subject("c").subject("unvisited");
        proven.figure("a", "patrol", "90").figure("b", "patrol", "80").figure("c", "patrol", "70");
        proven.entry("unvisited", "breach").entry("c", "breach");
        CountedRound counted = proven.count();
        assertThat(ranks(counted)).containsExactly(3, 4, 1, 1);
        assertThat(listed(counted)).containsExactly("c", "unvisited");
        assertThat(place(counted, "unvisited").first()).isTrue();

        Example barred = new Example().part("patrol", 100).bar("breach").list(new Take.Each(2), Edge.BREAK);
        barred.subject("a").subject("b").subject("c");
        barred.figure("a", "patrol", "90").figure("b", "patrol", "80").figure("c", "patrol", "70");
        barred.entry("a", "breach");
        counted = barred.count();
        assertThat(ranks(counted)).containsExactly(1, 2, 3);
        assertThat(listed(counted)).containsExactly("b", "c");
        assertThat(place(counted, "a").barred()).containsExactly("record.breach");
    }

    @Test
    void places_areSharedOutByCategory() {
        Example example = new Example()
                .within(Ranking.Within.CATEGORY, "law", "service")
                .part("patrol", 100)
                .list(new Take.Spread(3), Edge.BREAK);
        for (String id : List.of("l1", "l2", "s1", "s2", "s3", "s4")) {
            example.subject(id, id.startsWith("l") ? "law" : "service", Map.of());
            example.figure(id, "patrol", "9" + id.charAt(1));
        }
        CountedRound counted = example.count();
        assertThat(ranks(counted)).containsExactly(2, 1, 4, 3, 2, 1);
        assertThat(listed(counted)).containsExactly("l2", "s3", "s4");
        assertThat(listed(example.list(new Take.ByCategory(Map.of("law", 2, "service", 0)), Edge.BREAK)
                        .count()))
                .containsExactly("l1", "l2");
        assertThat(listed(example.list(new Take.Each(1), Edge.BREAK).count())).containsExactly("l2", "s4");
    }

    @ParameterizedTest
    @CsvSource({
        "95.20, -2 -2 0.5, -7/2, -7/2, 91.70",
        "95.20, -2 -2 -2 -2 0.5, -15/2, -6/1, 89.20",
        "99.50, 0.5 0.5 0.5 0.5 0.5, 5/2, 2/1, 100.00",
        "1.00, -2 -2 -2, -6/1, -6/1, 0.00"
    })
    void points_areAddedAfterWeighting(String weighted, String points, String sum, String cut, String score) {
        Example example =
                new Example().part("patrol", 100).adjust(-6, 2).subject("w").figure("w", "patrol", weighted);
        for (String one : points.split(" ", -1)) {
            example.entry("w", "criticism", one);
        }
        example.entry("w", "breach", "-50");
        CountedRound counted = example.count();
        assertThat(counted.cards().get(0).total().adjusted()).singleElement().satisfies(adjusted -> {
            assertThat(adjusted.sum()).hasToString(sum);
            assertThat(adjusted.figure()).hasToString(cut);
        });
        assertThat(printed(counted, "w")).isEqualTo(score);
    }

    @Test
    void points_areThoseOfTheItemWhereTheFactHasNone() {
        CountedRound counted = new Example()
                .part("patrol", 100)
                .adjust(-6, 2)
                .subject("w")
                .figure("w", "patrol", "90")
                .entry("w", "criticism")
                .entry("w", "banner")
                .count();
        assertThat(printed(counted, "w")).isEqualTo("88.50");
    }

    @ParameterizedTest
    @CsvSource({
        "95.00, 95.00, star5",
        "94.995, 95.00, star5",
        "94.9949, 94.99, star4",
        "80.00, 80.00, star3",
        "59.99, 59.99, "
    })
    void grade_goesByThePrintedFigure(String exact, String printed, @Nullable String grade) {
        Example one = new Example()
                .grade("star5", 95)
                .grade("star4", 90)
                .grade("star3", 80)
                .grade("star2", 70);
        one.grade("star1", 60).part("patrol", 100).adjust(-100, 2).subject("w").figure("w", "patrol", "100");
        one.entry(
                "w",
                "criticism",
                new BigDecimal(exact).subtract(new BigDecimal("100")).toPlainString());
        CountedRound counted = one.count();
        assertThat(printed(counted, "w")).isEqualTo(printed);
        assertThat(place(counted, "w").grade()).isEqualTo(grade);
    }

    @Test
    void target_isFullMarks() {
        Part part = new Part(
                "hotline",
                BigDecimal.valueOf(100),
                Set.of(),
                "hotline",
                new Measure.Rate(
                        Set.of("solved"), Set.of("solved", "unsolved"), Measure.Late.FAILS, BigDecimal.valueOf(100)),
                3,
                new Part.Scaling.Target(BigDecimal.valueOf(95)));
        Example example = new Example()
                .source("hotline", new Source.Cases(List.of("hotline")))
                .part(part)
                .subject("a")
                .subject("b")
                .subject("none");
        cases(example, "a", 22, 1, 0, 0);
        cases(example, "b", 18, 2, 2, 1);
        CountedRound counted = example.count();
        assertThat(counted.cards().stream().map(card -> printed(counted, card.subject())))
                .containsExactly("100.00", "82.38", "100.00");
    }

    private static void cases(Example example, String subject, int inTime, int late, int unsolved, int overdue) {
        for (int i = 0; i < inTime + late; i++) {
            example.fact("hotline", subject, new FactValue.Outcome("solved", i >= inTime));
        }
        for (int i = 0; i < unsolved; i++) {
            example.fact("hotline", subject, new FactValue.Outcome("unsolved", false));
        }
        for (int i = 0; i < overdue; i++) {
            example.fact("hotline", subject, new FactValue.OpenCase(true));
        }
        example.fact("hotline", subject, new FactValue.OpenCase(false));
    }

    @Test
    void statedFact_doesNotCountYetAndAStruckOneNoMore() {
        Example example = new Example().part("patrol", 100).subject("w").figure("w", "patrol", "90");
        example.fact(new Fact("stated", "patrol", "w", new FactValue.Visit(Map.of("thousandth", 90_000)), false));
        assertThat(printed(example.count(), "w")).isEqualTo("90.00");
        example.figure("w", "patrol", "50");
        assertThat(printed(example.count(), "w")).isEqualTo("70.00");
        example.fact(new Fact("strike", "patrol", null, new FactValue.Strike("f1"), false));
        assertThat(printed(example.count(), "w"))
                .as("the strike is not verified")
                .isEqualTo("70.00");
    }

    @Test
    void card_isCanonicalJson() {
        CountedRound counted = new Example()
                .part("patrol", 100)
                .adjust(-6, 2)
                .subject("w")
                .figure("w", "patrol", "90.5")
                .entry("w", "criticism")
                .count();
        assertThat(CardJson.text(counted.round().scheme(), counted.cards()))
                .isEqualTo(
                        "[{\"adjust\":[{\"figure\":\"-2/1\",\"from\":\"record\",\"items\":[\"criticism\",\"banner\"],"
                                + "\"n\":1,\"sum\":\"-2/1\"}],\"category\":\"all\",\"parts\":{\"patrol\":{\"figure\":\"181/2\","
                                + "\"formula\":\"checklist\",\"n\":1,\"printed\":\"90.50\",\"visits\":[{\"deducted\":\"19/2\","
                                + "\"figure\":\"181/2\"}],\"weight\":\"100/1\"}},\"ranking\":{\"fromLast\":1,\"listed\":true,"
                                + "\"of\":1,\"printed\":\"88.50\",\"rank\":1},\"subject\":\"w\",\"total\":{\"figure\":\"177/2\","
                                + "\"missing\":\"0/1\",\"present\":\"100/1\",\"printed\":\"88.50\"}}]");
        assertThat(counted.digest()).matches("[0-9a-f]{64}");
    }

    @Test
    void text_isEscapedAsCanonicalJsonHasIt() {
        assertThat(CanonicalJson.text(Map.of("b", "\"\\\n\u0001窗口", "a", List.of(1, 2L, true), "c", Map.of())))
                .isEqualTo("{\"a\":[1,2,true],\"b\":\"\\\"\\\\\\n\\u0001窗口\",\"c\":{}}");
    }
}
