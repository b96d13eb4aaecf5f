package io.hallpulse.domain.assessment.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.assessment.card.CountedRound;
import io.hallpulse.domain.assessment.card.Example;
import io.hallpulse.domain.assessment.fact.Fact;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.figure.Fraction;
import io.hallpulse.domain.assessment.round.EarlierRound;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Condition;
import io.hallpulse.domain.assessment.scheme.Effect;
import io.hallpulse.domain.assessment.scheme.ItemName;
import io.hallpulse.domain.assessment.scheme.Post;
import io.hallpulse.domain.assessment.scheme.Ranking;
import io.hallpulse.domain.assessment.scheme.Rule;
import io.hallpulse.domain.assessment.scheme.Rule.At;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables X11 to X13 of the assessments' design, and what each condition and effect does. */
class RulesTest {
    private static final ItemName BREACH = new ItemName("record", "breach");
    private static final Condition TEN = new Condition.RankBetween(1, 10);
    private static final Condition THREE = new Condition.RankBetween(1, 3);
    private static final Effect TALK = new Effect.Open("talk", Post.HEAD, AssessmentRole.UNIT, null);
    private static final Effect REMOVAL = new Effect.Open("decide", Post.HEAD, AssessmentRole.UNIT, "removal");
    private static final Effect.Points DEDUCT = new Effect.Points(
            "annual-appraisal",
            List.of(Post.UNIT, Post.DEPUTY),
            new Effect.Amount.ByRank(
                    Stream.of("-2.0", "-1.8", "-1.6", "-1.4", "-1.2", "-1.0", "-0.8", "-0.6", "-0.4", "-0.2")
                            .map(BigDecimal::new)
                            .toList()),
            BigDecimal.valueOf(-4));
    /** Those of the scheme that ranks the hardest offices. */
    private static final Rule[] NANCHUAN = {
        rule("warn-leader", 0, TALK, TEN),
        rule("warn-head", 0, TALK, new Condition.RankBetween(4, 10)),
        rule("summon-head", 0, TALK, THREE),
        rule("remove-head", 2, REMOVAL, THREE),
        rule("remove-deputy", 3, REMOVAL, THREE),
        rule("deduct", 0, DEDUCT, TEN)
    };

    private static Rule rule(String id, int streak, Effect effect, Condition... when) {
        return new Rule(id, At.PUBLISHED, List.of(when), streak, List.of(effect));
    }

    private static List<Consequence> published(CountedRound counted) {
        return Rules.published(counted.round(), counted.facts(), counted.places());
    }

    private static Example offices(int count) {
        Example example = new Example().worstFirst().part("calls", 100);
        for (int i = 1; i <= count; i++) {
            example.subject(office(i), "all", Map.of(Post.HEAD, "head of " + office(i)));
        }
        return example;
    }

    private static String office(int number) {
        return "o" + (100 + number);
    }

    /** The one with rank 1 first. */
    private static void ranked(Example example, List<String> offices) {
        for (int i = 0; i < offices.size(); i++) {
            example.figure(
                    offices.get(i), "calls", BigDecimal.valueOf(90L - i, 1).toString());
        }
    }

    private static EarlierRound earlier(CountedRound counted) {
        return new EarlierRound(counted.round().period(), false, counted.places());
    }

    @Test
    void seventeenRounds_haveTheTotalsOfTheirSource() {
        Map<Integer, List<String>> planned = Map.of(
                3, List.of(office(1)),
                4, List.of(office(1)),
                8, List.of(office(2)),
                9, List.of(office(2)),
                12, List.of(office(3)),
                13, List.of(office(3)),
                14, List.of(office(3)));
        Map<String, Integer> acts = new TreeMap<>();
        List<EarlierRound> history = new ArrayList<>();
        for (int round = 1; round <= 17; round++) {
            Example example = offices(105).rules(NANCHUAN);
            history.forEach(example::after);
            List<String> order = new ArrayList<>(planned.getOrDefault(round, List.of()));
            for (int i = 0; i < 102; i++) {
                order.add(office(4 + (round * 10 + i) % 102));
            }
            for (int i = 1; i <= 3; i++) {
                if (!order.contains(office(i))) {
                    order.add(office(i));
                }
            }
            ranked(example, order);
            CountedRound counted = example.count("round " + round);
            published(counted).forEach(one -> acts.merge(one.rule(), 1, Integer::sum));
            history.add(earlier(counted));
        }
        assertThat(acts)
                .isEqualTo(Map.of(
                        "warn-leader", 170,
                        "warn-head", 119,
                        "summon-head", 51,
                        "remove-head", 3,
                        "remove-deputy", 1,
                        "deduct", 170));
    }

    @ParameterizedTest
    @CsvSource({
        "1 4, ''",
        "2 3, remove-head",
        "2 3 1, remove-deputy",
        "2 3 1 1, ''",
        "2 5 3, ''",
        "2 x 3, remove-head",
        "2 n 3, remove-head",
        "2 n n 3, ''",
        "2 3 n, ''"
    })
    void streakOfExactlySoMany_isProposed(String rounds, String rule) {
        List<EarlierRound> history = new ArrayList<>();
        CountedRound counted = null;
        for (String round : rounds.split(" ", -1)) {
            Example example = offices(6).rules(NANCHUAN);
            history.forEach(example::after);
            List<String> order = new ArrayList<>(
                    Stream.of(2, 3, 4, 5, 6).map(RulesTest::office).toList());
            if (!round.equals("n")) {
                order.add(round.equals("x") ? 0 : Integer.parseInt(round) - 1, office(1));
            }
            ranked(example, order);
            counted = example.count();
            history.add(new EarlierRound("p", round.equals("x"), counted.places()));
        }
        assertThat(counted).isNotNull();
        assertThat(counted == null ? List.<Consequence>of() : published(counted))
                .filteredOn(
                        one -> one.subject().equals(office(1)) && one.effect().equals(REMOVAL))
                .extracting(Consequence::rule)
                .isEqualTo(rule.isEmpty() ? List.of() : List.of(rule));
    }

    @ParameterizedTest
    @CsvSource({"1, -2/1, -2/1", "10, -1/5, -1/5", "1 4, -17/5, -17/5", "1 2 3, -27/5, -4/1"})
    void pointsByRank_addUpForWhoeverReceivesThem(String ranks, String sum, String given) {
        Set<String> under = Stream.of(ranks.split(" ")).collect(Collectors.toSet());
        Example example = new Example().worstFirst().part("calls", 100).rules(NANCHUAN[5]);
        for (int i = 1; i <= 12; i++) {
            String deputy = under.contains(Integer.toString(i)) ? "leader" : "another " + i;
            example.subject(office(i), "all", Map.of(Post.DEPUTY, deputy));
        }
        ranked(
                example,
                Stream.iterate(1, i -> i + 1).limit(12).map(RulesTest::office).toList());
        CountedRound counted = example.count();
        List<PointsGiven> totals = PointsTotals.of(counted.round(), published(counted));
        assertThat(totals)
                .contains(new PointsGiven(
                        "deduct",
                        "annual-appraisal",
                        Post.DEPUTY,
                        "leader",
                        Fraction.parse(sum),
                        Fraction.parse(given)));
        assertThat(totals).hasSize(10 + 10 - under.size() + 1);
        assertThat(totals.get(0))
                .isEqualTo(new PointsGiven(
                        "deduct", "annual-appraisal", Post.UNIT, "unit of o101", Fraction.of(-2), Fraction.of(-2)));
    }

    @Test
    void conditionsOfARanking_holdTogether() {
        Example example = offices(4).grade("poor", 8).list(new Ranking.Take.Each(1), Ranking.Edge.BREAK);
        example.rules(
                rule("last", 0, TALK, new Condition.Last()),
                rule("lowest", 0, TALK, new Condition.Lowest(new BigDecimal("40"))),
                rule("listed", 0, TALK, new Condition.Listed(), THREE),
                rule("score", 0, TALK, new Condition.ScoreBetween(new BigDecimal("8.8"), new BigDecimal("9"))),
                rule("grade", 0, TALK, new Condition.GradeOf(Set.of("poor"))),
                rule("fact", 0, TALK, new Condition.FactOf(BREACH), TEN),
                rule("never", 0, TALK, new Condition.CaseAt("talk", "held"), TEN),
                rule("nor", 0, TALK, new Condition.CountBelow(BREACH, 5), TEN));
        ranked(example, List.of(office(1), office(2), office(3)));
        example.figure(office(4), "calls", "1").entry(office(3), "breach");
        assertThat(published(example.count()))
                .extracting(Consequence::rule, Consequence::subject)
                .containsExactly(
                        tuple("last", 4),
                        tuple("lowest", 3),
                        tuple("lowest", 4),
                        tuple("listed", 1),
                        tuple("score", 2),
                        tuple("score", 3),
                        tuple("grade", 1),
                        tuple("grade", 2),
                        tuple("grade", 3),
                        tuple("fact", 3));
    }

    private static Tuple tuple(String rule, int office) {
        return Assertions.tuple(rule, office(office));
    }

    @Test
    void whoIsNotRanked_meetsNoConditionOfARank() {
        Example example = offices(2)
                .rules(
                        rule("ten", 0, TALK, TEN),
                        rule("last", 0, TALK, new Condition.Last()),
                        rule("lowest", 0, TALK, new Condition.Lowest(BigDecimal.valueOf(100))),
                        rule("listed", 0, TALK, new Condition.Listed()),
                        rule("score", 0, TALK, new Condition.ScoreBetween(null, null)));
        ranked(example, List.of(office(1)));
        assertThat(published(example.count())).extracting(Consequence::subject).containsOnly(office(1));
    }

    @Test
    void case_isForTheHolderOfThePost() {
        Example example = offices(1)
                .rules(
                        rule("warn", 0, TALK, TEN),
                        rule("tell", 0, new Effect.Open("talk", Post.SUPERIOR, null, null), TEN));
        ranked(example, List.of(office(1)));
        assertThat(published(example.count()))
                .extracting(Consequence::holder)
                .containsExactly("head of " + office(1), null);
    }

    @Test
    void proposalOfARankThatIsNotFirm_isWithheld() {
        Example example = new Example().worstFirst().named("calls", 100, 1).firm(Ranking.Then.REMIND_ONLY);
        example.rules(rule("remove", 0, REMOVAL, TEN), rule("warn", 0, TALK, TEN));
        example.subject("busy")
                .subject("worst")
                .ballots("calls", "worst", 30, 60)
                .ballots("calls", "busy", 40, 400);
        assertThat(published(example.count()))
                .extracting(Consequence::rule, Consequence::subject, Consequence::withheld)
                .containsExactly(
                        Assertions.tuple("remove", "worst", false),
                        Assertions.tuple("remove", "busy", true),
                        Assertions.tuple("warn", "worst", false),
                        Assertions.tuple("warn", "busy", false));
    }

    @Test
    void visitUnderAFigure_movesAStandingInTheOrderOfTheFile() {
        Rule slip = visit("slip", 80, new Effect.Move("plaque", List.of("held"), "rectify"));
        Rule yellow = visit("yellow", 60, new Effect.Move("plaque", List.of("held", "rectify"), "yellow"));
        Example example = new Example().part("covert", 100).rules(slip, yellow);
        FrozenSubject holder = new FrozenSubject("w", "all", "u", Map.of(), 0, 0, Set.of("plaque"));
        FrozenSubject another = new FrozenSubject("v", "all", "u", Map.of(), 0, 0, Set.of());
        assertThat(happened(example, visited("w", 24), holder)).containsExactly("slip");
        assertThat(happened(example, visited("w", 45), holder)).containsExactly("slip", "yellow");
        assertThat(happened(example, visited("w", 20), holder)).isEmpty();
        assertThat(happened(example, visited("v", 45), another))
                .as("holds no plaque")
                .isEmpty();
    }

    private static Rule visit(String id, int below, Effect effect) {
        return new Rule(
                id,
                At.FACT,
                List.of(new Condition.VisitBelow("covert", BigDecimal.valueOf(below)), new Condition.Held("plaque")),
                0,
                List.of(effect));
    }

    private static Happening visited(String subject, int deducted) {
        return new Happening.FactVerified(
                new Fact("f", "covert", subject, new FactValue.Visit(Map.of("thousandth", 1000 * deducted)), true));
    }

    private static List<String> happened(Example example, Happening happening, FrozenSubject subject) {
        return Rules.happened(example.round("2026").scheme(), happening, subject).stream()
                .map(Consequence::rule)
                .toList();
    }

    @Test
    void factCaseAndWeek_setOffTheirOwnRulesAlone() {
        Example example = new Example()
                .part("covert", 100)
                .rules(
                        new Rule("fact", At.FACT, List.of(new Condition.FactOf(BREACH)), 0, List.of(TALK)),
                        new Rule("case", At.CASE, List.of(new Condition.CaseAt("promise", "broken")), 0, List.of(TALK)),
                        new Rule("week", At.WEEK, List.of(new Condition.CountBelow(BREACH, 1)), 0, List.of(TALK)),
                        rule("published", 0, TALK, TEN));
        FrozenSubject subject = new FrozenSubject("w", "all", "u", Map.of(), 0, 0, Set.of());
        Fact breach = new Fact("f", "record", "w", new FactValue.Entry("breach", null), true);
        Fact banner = new Fact("f", "record", "w", new FactValue.Entry("banner", null), true);
        assertThat(happened(example, new Happening.FactVerified(breach), subject))
                .containsExactly("fact");
        assertThat(happened(example, new Happening.FactVerified(banner), subject))
                .isEmpty();
        assertThat(happened(example, new Happening.CaseMoved("promise", "broken"), subject))
                .containsExactly("case");
        assertThat(happened(example, new Happening.CaseMoved("promise", "kept"), subject))
                .isEmpty();
        assertThat(happened(example, new Happening.WeekEnded(Map.of()), subject))
                .containsExactly("week");
        assertThat(happened(example, new Happening.WeekEnded(Map.of(BREACH, 1)), subject))
                .isEmpty();
    }

    @Test
    void exclusionByAFact_leavesTheListButKeepsTheRank() {
        Example example = new Example().part("covert", 100).list(new Ranking.Take.Each(1), Ranking.Edge.BREAK);
        example.rules(new Rule(
                "disqualify",
                At.FACT,
                List.of(new Condition.FactOf(BREACH)),
                0,
                List.of(new Effect.ExcludeFromRound())));
        example.subject("a")
                .subject("b")
                .figure("a", "covert", "90")
                .figure("b", "covert", "80")
                .entry("a", "breach");
        CountedRound counted = example.count();
        assertThat(counted.cards().get(0).place().excluded()).containsExactly("disqualify");
        assertThat(counted.cards().get(0).place().rank()).isEqualTo(1);
        assertThat(counted.cards().get(1).place().listed()).isTrue();
    }
}
