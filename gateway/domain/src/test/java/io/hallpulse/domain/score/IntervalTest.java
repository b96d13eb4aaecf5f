package io.hallpulse.domain.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalTest {
    @Test
    void of_asPublishedTablesHaveIt() {
        assertInterval(19, 20, 0.764, 0.991);
        assertInterval(81, 263, 0.255, 0.366); // Newcombe 1998, method 3
        assertInterval(15, 148, 0.062, 0.161);
        assertInterval(0, 20, 0, 0.161);
        assertInterval(1, 29, 0.006, 0.172);
        assertThat(Interval.of(7, 7).high()).isEqualTo(1);
        assertThatThrownBy(() -> Interval.of(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Interval.of(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void formula_neutral_isNotGood() {
        assertThat(new ScoreFormula(List.of(3)).interval(new long[] {0, 0, 10, 0, 10}))
                .isEqualTo(Interval.of(10, 20));
    }

    @Test
    void ranking_overlapping_areTied() {
        Interval high = new Interval(0.9, 0.95);
        Interval middle = new Interval(0.8, 0.91);
        Interval low = new Interval(0.5, 0.7);
        assertThat(Ranking.of(Arrays.asList(low, high, null, middle)))
                .containsExactly(
                        new Ranking.Place(3, false), new Ranking.Place(1, true), null, new Ranking.Place(1, true));
    }

    private static void assertInterval(long part, long whole, double low, double high) {
        Interval interval = Interval.of(part, whole);
        assertThat(interval.low()).isCloseTo(low, within(0.0006));
        assertThat(interval.high()).isCloseTo(high, within(0.0006));
    }
}
