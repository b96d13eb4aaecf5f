package io.hallpulse.contract.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Instants as text. The form that agents write, {@code 2026-11-22T10:03:11.204Z}, is taken apart by hand, since the general parser
 * was half the cost of reading a press; any other form is left to that one, so that both accept the same.
 */
final class WireInstant {
    private static final String FORM = "0000-00-00T00:00:00.000Z";
    private static final int SECONDS_PER_DAY = 86_400;

    private WireInstant() {}

    /** The instant, null where the text is none. */
    static @Nullable Instant parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return isOfForm(text) ? read(text) : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean isOfForm(String text) {
        if (text.length() != FORM.length()) {
            return false;
        }
        for (int i = 0; i < FORM.length(); i++) {
            char c = text.charAt(i);
            if (FORM.charAt(i) == '0' ? c < '0' || c > '9' : c != FORM.charAt(i)) {
                return false;
            }
        }
        return number(text, 11, 2) < 24 && number(text, 14, 2) < 60 && number(text, 17, 2) < 60;
    }

    private static Instant read(String text) {
        long day = LocalDate.of(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2))
                .toEpochDay();
        long second =
                day * SECONDS_PER_DAY + number(text, 11, 2) * 3600L + number(text, 14, 2) * 60L + number(text, 17, 2);
        return Instant.ofEpochSecond(second, number(text, 20, 3) * 1_000_000L);
    }

    private static int number(String text, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
