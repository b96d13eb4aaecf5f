package io.hallpulse.gateway.account;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** A point of time as people write it in addresses and options. */
public final class TimeText {
    private static final int DATE = "2026-11-22".length();

    private TimeText() {}

    /**
     * Milliseconds since 1970 where a span ends, which it does not include: an instant, or the end of a day, so that the whole day
     * belongs to the span.
     *
     * @param zone says when a day ends
     * @throws IllegalArgumentException with one line, where the text is neither
     */
    public static long endMillis(String text, ZoneId zone) {
        return millis(text, zone, 1);
    }

    /**
     * Milliseconds since 1970 of an instant, or of the beginning of a day.
     *
     * @param zone says when a day begins
     * @throws IllegalArgumentException with one line, where the text is neither
     */
    public static long millis(String text, ZoneId zone) {
        return millis(text, zone, 0);
    }

    private static long millis(String text, ZoneId zone, int daysLater) {
        try {
            return text.length() == DATE
                    ? LocalDate.parse(text)
                            .plusDays(daysLater)
                            .atStartOfDay(zone)
                            .toInstant()
                            .toEpochMilli()
                    : OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no time; write 2026-11-22 or 2026-11-22T10:04:05Z", e);
        }
    }
}
