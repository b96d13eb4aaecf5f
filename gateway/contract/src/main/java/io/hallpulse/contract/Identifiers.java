package io.hallpulse.contract;

/** Identifiers as they stand in topics, messages and configuration: {@code [A-Za-z0-9_-]{1,32}}. */
public final class Identifiers {
    private Identifiers() {}

    /** Whether {@code text} is an identifier. */
    public static boolean isIdentifier(String text) {
        return isMadeOf(text, true);
    }

    /** Whether {@code text} is an identifier without capitals, as halls and terminals want. */
    public static boolean isLowerCaseIdentifier(String text) {
        return isMadeOf(text, false);
    }

    /**
     * Returns {@code text} if it is an identifier.
     *
     * @throws IllegalArgumentException with one line that names {@code what} and the mend
     */
    public static String requireIdentifier(String what, String text) {
        if (!isIdentifier(text)) {
            throw new IllegalArgumentException(
                    what + " '" + text + "' is no identifier; use 1 to 32 of A-Z a-z 0-9 _ -");
        }
        return text;
    }

    /** As {@link #requireIdentifier}, without capitals. */
    public static String requireLowerCaseIdentifier(String what, String text) {
        if (!isLowerCaseIdentifier(text)) {
            throw new IllegalArgumentException(
                    what + " '" + text + "' is no lower-case identifier; use 1 to 32 of a-z 0-9 _ -");
        }
        return text;
    }

    private static boolean isMadeOf(String text, boolean capitals) {
        if (text.isEmpty() || text.length() > 32) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fits = (c >= 'a' && c <= 'z')
                    || (c >= '0' && c <= '9')
                    || c == '_'
                    || c == '-'
                    || (capitals && c >= 'A' && c <= 'Z');
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
