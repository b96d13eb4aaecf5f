package io.hallpulse.domain.alarm;

/**
 * Something that is wrong now.
 *
 * @param hall where, empty where it is the gateway's own
 * @param subject of what in that hall, such as {@code n-03} or {@code n-03/panel}; one of a kind has one alarm at a time
 * @param detail one line for a technician, may be empty
 * @param number of a kind that is noted: grows with each further case; else 0
 */
public record Condition(AlarmKind kind, String hall, String subject, String detail, long number) {
    private static final int LONGEST = 200;

    public Condition {
        subject = line(subject);
        detail = line(detail);
    }

    /** One line that is not too long, whatever a terminal wrote: a database takes no zero byte, and a message has its bounds. */
    private static String line(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        if (line.length() <= LONGEST) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return line.substring(0, end) + "…";
    }

    /** One that is there or not. */
    public Condition(AlarmKind kind, String hall, String subject, String detail) {
        this(kind, hall, subject, detail, 0);
    }

    AlarmKey key() {
        return new AlarmKey(kind, hall, subject);
    }
}
