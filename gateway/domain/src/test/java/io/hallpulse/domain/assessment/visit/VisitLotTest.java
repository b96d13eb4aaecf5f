package io.hallpulse.domain.assessment.visit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import io.hallpulse.domain.assessment.card.Example;
import io.hallpulse.domain.assessment.ranking.Place;
import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.assessment.round.EarlierRound;
import io.hallpulse.domain.assessment.round.FrozenRound;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Measure;
import io.hallpulse.domain.assessment.scheme.Part;
import io.hallpulse.domain.assessment.scheme.Ranking;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.people.Ties;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which visits a round wants, and whom the lot sends. */
class VisitLotTest {
    private static final int EXAMPLES = 60;
    private static final String PERIOD = "2026-10";

    private static void forAllSeeds(LongConsumer property) {
        qt().withExamples(EXAMPLES).forAll(longs().all()).checkAssert(property::accept);
    }

    private static Source.Visits visits(int perSubject, int extra, @Nullable Integer shortlist, String... ways) {
        return new Source.Visits(
                "exact", List.of(AssessmentRole.INSPECTOR), true, List.of(ways), perSubject, extra, shortlist, false);
    }

    private static Example example(int subjects, Source.Visits visits) {
        Example example = new Example().source("patrol", visits).part(part("patrol", Set.of()));
        IntStream.range(0, subjects).forEach(i -> example.subject("s" + i));
        return example;
    }

    private static Part part(String from, Set<String> only) {
        return new Part(from, BigDecimal.valueOf(100), only, from, new Measure.Checks(), 1, null);
    }

    private static Inspector inspector(String name, @Nullable String unit, String... interests) {
        return new Inspector(name, Set.of(AssessmentRole.INSPECTOR), new Ties(unit, null, List.of(interests)));
    }

    private static List<Inspector> inspectors(int n) {
        return IntStream.range(0, n).mapToObj(i -> inspector("i" + i, null)).toList();
    }

    private static Map<String, Set<String>> names(FrozenRound round) {
        return round.subjects().stream()
                .collect(Collectors.toMap(
                        subject -> subject.id(), subject -> Set.of("office:" + subject.id(), "unit:u" + subject.id())));
    }

    private static List<Drawn> draw(FrozenRound round, List<Inspector> inspectors) {
        return new VisitLot(round, names(round), inspectors, Map.of(), List.of()).draw(VisitPlan.of(round));
    }

    private static Map<String, Integer> loads(List<Drawn> drawn) {
        Map<String, Integer> loads = new TreeMap<>();
        drawn.forEach(one -> loads.merge(String.valueOf(one.inspector()), 1, Integer::sum));
        return loads;
    }

    private static Place place(int rank, boolean listed) {
        return new Place(rank, 9, 9, listed, null, null, false, List.of(), List.of(), null, List.of(), Map.of());
    }

    @Test
    void loads_withoutConflicts_differByOneAtMost() {
        forAllSeeds(seed -> {
            Random random = new Random(seed);
            int people = 1 + random.nextInt(7);
            int perSubject = 1 + random.nextInt(6);
            FrozenRound round = example(1 + random.nextInt(12), visits(perSubject, 0, null))
                    .seed(Long.toString(seed))
                    .round(PERIOD);
            List<Drawn> drawn = draw(round, inspectors(people));
            assertThat(drawn).hasSize(round.subjects().size() * perSubject).allMatch(one -> one.reason() == null);
            Map<String, Integer> loads = loads(drawn);
            IntSummaryStatistics all = IntStream.range(0, people)
                    .map(i -> loads.getOrDefault("i" + i, 0))
                    .summaryStatistics();
            assertThat(all.getMax() - all.getMin()).as("%s", loads).isLessThanOrEqualTo(1);
        });
    }

    @Test
    void visitsThatOneAloneMayMake_areTakenFirst_soThatLoadsStayEven() {
        forAllSeeds(seed -> {
            FrozenRound round =
                    example(3, visits(2, 0, null)).seed(Long.toString(seed)).round(PERIOD);
            assertThat(loads(draw(round, List.of(inspector("li", "us2"), inspector("wang", null)))))
                    .isEqualTo(Map.of("li", 3, "wang", 3));
        });
    }

    @Test
    void nobody_visitsTheOwnUnit_norADeclaredInterest_norWhomTheyVisitedBefore() {
        forAllSeeds(seed -> {
            Random random = new Random(seed);
            FrozenRound round = example(8, visits(3, 0, null))
                    .rotate()
                    .seed(Long.toString(seed))
                    .round(PERIOD);
            List<Inspector> people = new ArrayList<>();
            Map<String, Set<String>> before = new HashMap<>();
            for (int i = 0; i < 5; i++) {
                people.add(inspector("i" + i, "us" + random.nextInt(8), "office:s" + random.nextInt(8)));
                before.put("s" + random.nextInt(8), Set.of("i" + random.nextInt(5)));
            }
            Map<String, Set<String>> names = names(round);
            List<Drawn> drawn = new VisitLot(round, names, people, before, List.of()).draw(VisitPlan.of(round));
            for (Drawn one : drawn) {
                Set<String> ofSubject = names.getOrDefault(one.visit().subject(), Set.of());
                List<Inspector> may = people.stream()
                        .filter(who -> !ofSubject.contains("unit:" + who.ties().unit())
                                && who.ties().interests().stream().noneMatch(ofSubject::contains)
                                && !before.getOrDefault(one.visit().subject(), Set.of())
                                        .contains(who.name()))
                        .toList();
                assertThat(may.stream().map(Inspector::name).anyMatch(name -> name.equals(one.inspector())))
                        .as("%s of %s", one, may)
                        .isEqualTo(!may.isEmpty());
                assertThat(one.reason() == null).isEqualTo(!may.isEmpty());
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"unit", "office", "department"})
    void nobody_visitsWhatTheyBelongTo_ofWhateverKind(String kind) {
        Set<String> names = Set.of("window:north/A03", kind + ":tax");
        assertThat(inspector("li", "tax").isTiedTo(names)).isTrue();
        assertThat(inspector("li", "land").isTiedTo(names)).isFalse();
        assertThat(inspector("li", "north").isTiedTo(Set.of("window:north/A03", "hall:north")))
                .as("a hall is no unit of anybody")
                .isFalse();
    }

    @Test
    void sameSeed_isTheSameLot_whateverTheOrderOfWhatIsGiven() {
        forAllSeeds(seed -> {
            Random random = new Random(seed);
            Example example = example(9, visits(4, 0, null, "open", "covert"));
            FrozenRound round = example.seed("1-2-3").round(PERIOD);
            List<Inspector> people = new ArrayList<>(inspectors(4));
            people.add(inspector("tied", "us3", "office:s4"));
            List<Drawn> once = draw(round, people);
            Collections.shuffle(people, random);
            List<Visit> shuffled = new ArrayList<>(VisitPlan.of(round));
            Collections.shuffle(shuffled, random);
            assertThat(new VisitLot(round, names(round), people, Map.of(), List.of()).draw(shuffled))
                    .isEqualTo(once);
            assertThat(draw(example.seed(Long.toString(seed)).round(PERIOD), people))
                    .isNotEqualTo(once);
        });
    }

    /** What the manual tells anybody to do with sha256sum, done here. */
    @Test
    void lot_isDrawnAgainByHand() {
        FrozenRound round = example(3, visits(2, 0, null, "open", "covert"))
                .seed("3-1-4-1-5-9")
                .round(PERIOD);
        List<Drawn> drawn = draw(round, inspectors(2));
        List<String> texts = new ArrayList<>();
        for (String subject : List.of("s0", "s1", "s2")) {
            for (int n = 1; n <= 2; n++) {
                texts.add("3-1-4-1-5-9|example/2026-10|patrol/" + subject + "/" + n);
            }
        }
        texts.sort(Comparator.comparing(Ticket::sha256));
        assertThat(drawn)
                .extracting(one -> one.visit().id())
                .isEqualTo(texts.stream()
                        .map(text -> text.substring(text.lastIndexOf('|') + 1))
                        .toList());
        String first = texts.get(0);
        assertThat(drawn.get(0).inspector())
                .isEqualTo(Ticket.sha256(first + "/i0").compareTo(Ticket.sha256(first + "/i1")) < 0 ? "i0" : "i1");
        assertThat(Ticket.sha256("3-1-4-1-5-9|example/2026-10|patrol/s0/1"))
                .as("by sha256sum")
                .isEqualTo("90a9888cb39529a34599e1691f620c36f5eab05b57250b3f23dce2f84a477416");
        for (String subject : List.of("s0", "s1", "s2")) {
            assertThat(drawn.stream()
                            .filter(one -> one.visit().subject().equals(subject))
                            .map(Drawn::way))
                    .containsExactlyInAnyOrder("open", "covert");
        }
    }

    @Test
    void subject_thatNobodyMayVisit_isNamedWithTheReason() {
        FrozenRound round = example(1, visits(1, 0, null)).rotate().round(PERIOD);
        assertThat(draw(round, List.of()))
                .extracting(Drawn::reason)
                .allMatch(reason -> reason != null && reason.en().equals("nobody has the role inspector"));
        assertThat(draw(round, List.of(inspector("a", "us0"), inspector("b", null, "unit:us0"))))
                .extracting(Drawn::reason)
                .allMatch(reason -> reason != null && reason.en().startsWith("each of 2 is of its unit"));
        assertThat(new VisitLot(
                                round,
                                names(round),
                                List.of(inspector("a", "us0"), inspector("c", null)),
                                Map.of("s0", Set.of("c")),
                                List.of())
                        .draw(VisitPlan.of(round)))
                .extracting(Drawn::reason)
                .allMatch(reason -> reason != null && reason.en().startsWith("each of 1 who may visit it"));
    }

    @Test
    void visitsLeft_areDrawnAmongThePresent_withWhatTheyHaveAlready() {
        FrozenRound round = example(6, visits(1, 0, null)).round(PERIOD);
        List<Drawn> all = draw(round, inspectors(3));
        List<Drawn> gone =
                all.stream().filter(one -> "i0".equals(one.inspector())).toList();
        List<Drawn> stay =
                all.stream().filter(one -> !"i0".equals(one.inspector())).toList();
        List<Inspector> present = List.of(inspector("i1", null), inspector("i2", null), inspector("new", null));
        List<Drawn> again = new VisitLot(round, names(round), present, Map.of(), stay)
                .draw(gone.stream().map(Drawn::visit).toList());
        assertThat(loads(again)).isEqualTo(Map.of("new", 2));
    }

    @Test
    void plan_hasMoreForTheListed_aShortListByRank_andOnlyCategoriesThatCount() {
        Map<String, Place> places =
                Map.of("s1", place(2, true), "s3", place(1, true), "s4", place(3, false), "s0", place(4, false));
        EarlierRound before = new EarlierRound("2026-09", false, places);
        assertThat(counts(VisitPlan.of(
                        example(5, visits(1, 2, null)).after(before).round(PERIOD))))
                .isEqualTo(Map.of("s0", 1L, "s1", 3L, "s2", 1L, "s3", 3L, "s4", 1L));
        assertThat(counts(VisitPlan.of(example(5, visits(1, 0, 3)).after(before).round(PERIOD))))
                .isEqualTo(Map.of("s1", 1L, "s3", 1L, "s4", 1L));
        Example two = new Example()
                .within(Ranking.Within.CATEGORY, "law", "trade")
                .source("files", visits(1, 0, null))
                .part(part("files", Set.of("law")))
                .subject("a", "law", Map.of())
                .subject("b", "trade", Map.of());
        assertThat(counts(VisitPlan.of(two.round(PERIOD)))).isEqualTo(Map.of("a", 1L));
    }

    private static Map<String, Long> counts(List<Visit> visits) {
        return visits.stream().collect(Collectors.groupingBy(Visit::subject, Collectors.counting()));
    }

    @Test
    void days_areSpreadOverThePeriod() {
        LocalDate from = LocalDate.of(2026, 10, 1);
        LocalDate to = LocalDate.of(2026, 10, 31);
        assertThat(List.of(
                        VisitPlan.day(from, to, 1, 4),
                        VisitPlan.day(from, to, 2, 4),
                        VisitPlan.day(from, to, 4, 4),
                        VisitPlan.day(from, to, 1, 1)))
                .extracting(LocalDate::getDayOfMonth)
                .containsExactly(1, 8, 24, 1);
    }
}
