package io.hallpulse.domain.assessment.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FractionTest {
    @ParameterizedTest
    @CsvSource({"94/786, 47/393", "4.10, 41/10", "-2, -2/1", "-6/4, -3/2", "0/7, 0/1", "-0.5, -1/2"})
    void parse_isInLowestTerms(String text, String lowest) {
        assertThat(Fraction.parse(text)).hasToString(lowest);
    }

    @Test
    void signIsTheNumerators() {
        assertThat(Fraction.of(6, -4)).hasToString("-3/2");
        assertThat(Fraction.of(-6, -4)).hasToString("3/2");
    }

    @ParameterizedTest
    @CsvSource({
        "95.104, 2, 95.10",
        "94.995, 2, 95.00",
        "94.9949, 2, 94.99",
        "1/3, 4, 0.3333",
        "-0.005, 2, -0.01",
        "5/2, 0, 3"
    })
    void rounded_isHalfUp(String exact, int decimals, BigDecimal printed) {
        assertThat(Fraction.parse(exact).rounded(decimals)).isEqualTo(printed);
    }

    @Test
    void sums_areExact() {
        Fraction tenth = Fraction.parse("0.1");
        Fraction sum = Fraction.ZERO;
        for (int i = 0; i < 10; i++) {
            sum = sum.plus(tenth);
        }
        assertThat(sum).isEqualTo(Fraction.ONE);
        assertThat(sum.minus(tenth).over(tenth)).isEqualTo(Fraction.of(9));
        assertThat(Fraction.of(7).atLeast(Fraction.ZERO).atMost(Fraction.of(3))).isEqualTo(Fraction.of(3));
    }

    @Test
    void nothingUnderTheLine_isRefused() {
        assertThatThrownBy(() -> Fraction.parse("3/0"))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("3/0");
    }

    /** A power of ten is three characters, and more digits than any memory has. */
    @ParameterizedTest
    @ValueSource(strings = {"1e200000000", "1E9", "-1e-9", "0x1", "", "1/", "/2", "1/-2", "+1", ".5", " 1", "１"})
    void whatIsNotDigitsAlone_isRefusedAtOnce(String text) {
        assertThatThrownBy(() -> Fraction.parse(text)).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void numberOfTooManyDigits_isRefused() {
        assertThatThrownBy(() -> Fraction.parse("1".repeat(2001))).isInstanceOf(NumberFormatException.class);
        assertThat(Fraction.parse("1".repeat(2000)).signum()).isPositive();
    }
}
