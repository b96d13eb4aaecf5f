package io.hallpulse.domain.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrendTest {
    private static final ScoreFormula FORMULA = new ScoreFormula(List.of());

    @Test
    void of_withinTheIntervalOfToday_isNone() {
        assertThat(Trend.of(FORMULA, counts(1, 19), counts(20, 80))).isNull(); // 76.4 % to 99.1 %
        assertThat(Trend.of(FORMULA, counts(1, 19), counts(10, 990))).isNull();
    }

    @Test
    void of_outsideOfIt_isUpOrDown() {
        assertThat(Trend.of(FORMULA, counts(1, 19), counts(24, 76))).isEqualTo(Trend.UP);
        assertThat(Trend.of(FORMULA, counts(1, 19), counts(8, 1992))).isEqualTo(Trend.DOWN);
        assertThat(Trend.of(FORMULA, counts(0, 5), counts(300, 700))).isNull(); // five good ones may be chance
    }

    private static long[] counts(long bad, long good) {
        return new long[] {bad, 0, 0, 0, good};
    }
}
