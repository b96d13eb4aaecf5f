package io.hallpulse.domain.fraud;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a rule can be tuned by.
 *
 * @param name of it, unique in its rule
 * @param preset what it is unless somebody says otherwise
 * @param least the least value allowed
 * @param most the greatest value allowed
 * @param whole whether it is a whole number
 */
public record Parameter(String name, BigDecimal preset, BigDecimal least, BigDecimal most, boolean whole) {
    static Parameter whole(String name, int preset, int least, int most) {
        return new Parameter(
                name, BigDecimal.valueOf(preset), BigDecimal.valueOf(least), BigDecimal.valueOf(most), true);
    }

    static Parameter fraction(String name, String preset, String least, String most) {
        return new Parameter(name, new BigDecimal(preset), new BigDecimal(least), new BigDecimal(most), false);
    }

    /**
     * The value that a text stands for.
     *
     * @throws IllegalArgumentException with one line that names the parameter and the mend
     */
    BigDecimal parse(String rule, String text) {
        BigDecimal value;
        try {
            value = new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw wrong(rule, text, e);
        }
        boolean fits = value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
        if (!fits || value.scale() > 8 || (whole && value.stripTrailingZeros().scale() > 0)) {
            throw wrong(rule, text, null);
        }
        return normal(value);
    }

    /** The one way in which a value is written. */
    static BigDecimal normal(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private IllegalArgumentException wrong(String rule, String text, @Nullable NumberFormatException cause) {
        String shown = text.length() > 40 ? text.substring(0, 40) : text;
        return new IllegalArgumentException(
                "rule " + rule + ": " + name + " is '" + shown + "'; write " + (whole ? "a whole number" : "a number")
                        + " from " + least.toPlainString() + " to " + most.toPlainString(),
                cause);
    }
}
