package io.hallpulse.domain.assessment.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.assessment.figure.Spread;
import io.hallpulse.domain.assessment.ranking.Ranks.Rank;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables X10 and X14 of the assessments' design. */
class RanksTest {
    private static final Map<String, BigDecimal> PRINTED =
            printed("96.40", "95.10", "95.10", "94.00", "93.20", "92.85", "92.85", "90.00");

    private static Map<String, BigDecimal> printed(String... figures) {
        Map<String, BigDecimal> printed = new LinkedHashMap<>();
        for (int i = 0; i < figures.length; i++) {
            printed.put(String.valueOf((char) ('A' + i)), new BigDecimal(figures[i]));
        }
        return printed;
    }

    private static Map<String, Integer> ranks(
            Map<String, BigDecimal> printed, boolean greaterFirst, Set<String> first) {
        Map<String, Integer> ranks = new LinkedHashMap<>();
        Ranks.of(printed, greaterFirst, first).forEach((subject, rank) -> ranks.put(subject, rank.rank()));
        return ranks;
    }

    @Test
    void equalFigures_shareARank() {
        assertThat(ranks(PRINTED, true, Set.of()))
                .isEqualTo(Map.of("A", 1, "B", 2, "C", 2, "D", 4, "E", 5, "F", 6, "G", 6, "H", 8));
        assertThat(ranks(PRINTED, false, Set.of()))
                .isEqualTo(Map.of("H", 1, "G", 2, "F", 2, "E", 4, "D", 5, "C", 6, "B", 6, "A", 8));
    }

    @Test
    void rank_tellsHowFarTheLastIs() {
        assertThat(Ranks.of(PRINTED, true, Set.of("H", "without figure")))
                .containsEntry("H", new Rank(1, 9, 8))
                .containsEntry("without figure", new Rank(1, 9, 8))
                .containsEntry("A", new Rank(3, 9, 7))
                .containsEntry("B", new Rank(4, 9, 5))
                .containsEntry("G", new Rank(8, 9, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1, 37, 52, 1, 9, 10",
        "37, 1, 1, 52, 2, 10, 11",
        "37 52, 1, 1, 1, 3, 11, 12",
        "1, 1, 37, 52, 1, 9, 10"
    })
    void proven_moveToRank1AndOthersDown(String proven, int lowest, int k, int l, int first, int ninth, int tenth) {
        Map<String, BigDecimal> offices = new LinkedHashMap<>();
        for (int i = 1; i <= 105; i++) {
            offices.put(Integer.toString(i), BigDecimal.valueOf(-i));
        }
        Map<String, Integer> ranks = ranks(offices, true, proven.isEmpty() ? Set.of() : Set.of(proven.split(" ")));
        assertThat(ranks)
                .containsEntry("37", k)
                .containsEntry("52", l)
                .containsEntry("1", first)
                .containsEntry("9", ninth)
                .containsEntry("10", tenth);
        assertThat(ranks.values()).contains(lowest);
    }

    @Test
    void edge_includesBreaksOrDraws() {
        Map<String, Integer> ranks = ranks(PRINTED, true, Set.of());
        assertThat(ListEdge.listed(ranks, 6, null)).containsExactlyInAnyOrder("A", "B", "C", "D", "E", "F", "G");
        Map<String, String> meter = Map.of("F", "93.0", "G", "94.1");
        assertThat(ListEdge.listed(
                        ranks,
                        6,
                        Comparator.comparing((String s) -> meter.getOrDefault(s, ""))
                                .reversed()))
                .containsExactlyInAnyOrder("A", "B", "C", "D", "E", "G");
        assertThat(Ticket.of("3-1-4-1-5-9", "2026-10", "F")).startsWith("d1882a8cfa3e");
        assertThat(Ticket.of("3-1-4-1-5-9", "2026-10", "G")).startsWith("457fa87ee5d9");
        assertThat(ListEdge.listed(ranks, 6, Comparator.comparing(s -> Ticket.of("3-1-4-1-5-9", "2026-10", s))))
                .containsExactlyInAnyOrder("A", "B", "C", "D", "E", "G");
        assertThat(ListEdge.listed(ranks, 2, Comparator.naturalOrder())).containsExactlyInAnyOrder("A", "B");
        assertThat(ListEdge.listed(ranks, 20, null)).hasSize(8);
    }

    @Test
    void places_areSharedOutByLargestRemainder() {
        assertThat(LargestRemainder.of(1000, Map.of("person", 121_300L, "business", 28_700L)))
                .isEqualTo(Map.of("person", 809L, "business", 191L));
        assertThat(LargestRemainder.of(100, Map.of("law", 620L, "service", 980L, "economy", 535L)))
                .isEqualTo(Map.of("law", 29L, "service", 46L, "economy", 25L));
        assertThat(LargestRemainder.of(1, Map.of("b", 1L, "a", 1L)))
                .containsEntry("a", 1L)
                .containsEntry("b", 0L);
    }

    @ParameterizedTest
    @CsvSource({"40, 5, 2", "41, 5, 3", "1, 5, 1", "0, 5, 0"})
    void percent_roundsUp(int league, BigDecimal percent, int count) {
        assertThat(Ranks.percent(league, percent)).isEqualTo(count);
    }

    @Test
    void doubt_whereIntervalsOverlap() {
        assertThat(Doubt.of(Map.of(
                        "wide", spread("10", "90"),
                        "within", spread("20", "30"),
                        "later", spread("80", "85"),
                        "alone", spread("95", "99"))))
                .containsExactlyInAnyOrder("wide", "within", "later");
    }

    private static Spread spread(String low, String high) {
        return new Spread(new BigDecimal(low), new BigDecimal(high));
    }
}
