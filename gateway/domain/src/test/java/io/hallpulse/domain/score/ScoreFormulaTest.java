package io.hallpulse.domain.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreFormulaTest {
    @Test
    void of_contractsSample_isAsPrinted() {
        ScoreFormula.Result result = new ScoreFormula(List.of()).of(new long[] {1, 0, 1, 3, 40});

        assertThat(result.n()).isEqualTo(Map.of("5", 40L, "4", 3L, "3", 1L, "2", 0L, "1", 1L));
        assertThat(result.n().keySet()).containsExactly("5", "4", "3", "2", "1");
        assertThat(result.satisfaction()).isEqualTo(0.978);
        assertThat(result.bad()).isEqualTo(0.022);
        assertThat(result.mean()).isEqualTo(9.6);
        assertThat(result.index()).isEqualTo(95.0);
    }

    @Test
    void of_neutralThree_isNeitherGoodNorBad() {
        ScoreFormula.Result result = new ScoreFormula(List.of(3)).of(new long[] {1, 0, 1, 3, 40});

        assertThat(result.satisfaction()).isEqualTo(0.956);
        assertThat(result.bad()).isEqualTo(0.022);
        assertThat(result.mean()).isEqualTo(9.6);
    }

    @Test
    void of_allWorstAndAllBest_reachBothEnds() {
        ScoreFormula formula = new ScoreFormula(List.of());

        assertThat(formula.of(new long[] {7, 0, 0, 0, 0}))
                .isEqualTo(new ScoreFormula.Result(Map.of("5", 0L, "4", 0L, "3", 0L, "2", 0L, "1", 7L), 0, 1, 2, 0));
        assertThat(formula.of(new long[] {0, 0, 0, 0, 7}))
                .isEqualTo(new ScoreFormula.Result(Map.of("5", 7L, "4", 0L, "3", 0L, "2", 0L, "1", 0L), 1, 0, 10, 100));
    }

    @Test
    void of_nothing_isRefused() {
        assertThatThrownBy(() -> new ScoreFormula(List.of()).of(new long[5]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
