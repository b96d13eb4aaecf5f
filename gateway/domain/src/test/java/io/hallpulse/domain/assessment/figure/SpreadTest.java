package io.hallpulse.domain.assessment.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables X3, X16 and X25 of the assessments' design. */
class SpreadTest {
    @ParameterizedTest
    @CsvSource({
        "0, 10, 0.0000, 0.2775",
        "1, 10, 0.0179, 0.4042",
        "5, 10, 0.2366, 0.7634",
        "10, 10, 0.7225, 1.0000",
        "3, 4, 0.3006, 0.9544",
        "3, 30, 0.0346, 0.2562",
        "30, 300, 0.0709, 0.1392",
        "60, 400, 0.1183, 0.1883",
        "82, 165, 0.4216, 0.5725",
        "142, 165, 0.7995, 0.9053"
    })
    void share_isThatOfWilson(long part, long whole, BigDecimal low, BigDecimal high) {
        assertThat(Spread.ofShare(part, whole).rounded(4)).isEqualTo(new Spread(low, high));
    }

    @Test
    void share_ofWeightedAnswers_takesTheirEffectiveNumber() {
        Fraction n = Fraction.of(60);
        assertThat(Spread.ofShare(n.times(Fraction.parse("0.86")), n, Spread.Z)
                        .times100()
                        .rounded(1))
                .isEqualTo(new Spread(new BigDecimal("75.1"), new BigDecimal("92.6")));
    }

    @Test
    void total_hasTheRootOfTheSquares() {
        List<HalfWidths> parts = List.of(errors("2.1", 25), errors("2.0", 25), errors("3.0", 20), errors("1.8", 15));
        HalfWidths total = HalfWidths.ofTotal(parts);
        assertThat(total.above()).isCloseTo(new BigDecimal("1.92"), within(new BigDecimal("0.005")));
        Spread power = total.around(Fraction.parse("86.27"));
        assertThat(power.overlaps(total.around(Fraction.parse("86.26")))).isTrue();
        assertThat(total.around(Fraction.of(99)).rounded(2).high()).isEqualTo(new BigDecimal("100.00"));
        assertThat(total.around(Fraction.ONE).rounded(2).low()).isEqualTo(new BigDecimal("0.00"));
    }

    private static HalfWidths errors(String standardError, int weight) {
        BigDecimal half = new BigDecimal(standardError).multiply(new BigDecimal("1.96"));
        return new HalfWidths(half, half).times(Fraction.of(weight, 100));
    }

    @Test
    void overlaps_whereTheyTouch() {
        Spread low = new Spread(BigDecimal.ONE, BigDecimal.TEN);
        assertThat(low.overlaps(new Spread(BigDecimal.TEN, new BigDecimal("11"))))
                .isTrue();
        assertThat(low.overlaps(new Spread(new BigDecimal("10.01"), new BigDecimal("11"))))
                .isFalse();
    }
}
