package io.hallpulse.gateway.config;

/** Numbers with a unit. */
final class Measures {
    private Measures() {}

    static double parse(String text, String unit, String example) {
        if (!text.matches("[0-9]{1,4}(\\.[0-9]{1,2})?" + unit)) {
            throw new IllegalArgumentException("'" + text + "' is no length in this unit; write " + example);
        }
        return Double.parseDouble(text.substring(0, text.length() - unit.length()));
    }
}
