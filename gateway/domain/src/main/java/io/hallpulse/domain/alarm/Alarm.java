package io.hallpulse.domain.alarm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An alarm as it stands.
 *
 * @param id 0 for one that is not stored yet
 * @param hall empty where it is the gateway's own
 * @param number of the last condition
 * @param noted up to which number somebody has acknowledged it
 * @param sinceMillis when it opened first
 * @param closedMillis when it closed last, null while it is open
 * @param count how often it opened
 * @param told what of it is on its way to people who are not at the console
 * @param acknowledgedBy who has taken it on, null for nobody
 * @param mutedUntilMillis until when nobody is told of it, null for no such time
 */
public record Alarm(
        long id,
        AlarmKind kind,
        String hall,
        String subject,
        String detail,
        long number,
        long noted,
        long sinceMillis,
        @Nullable Long closedMillis,
        int count,
        Told told,
        @Nullable String acknowledgedBy,
        @Nullable Long acknowledgedMillis,
        @Nullable Long mutedUntilMillis) {
    /** One that opens again within that time is the same alarm once more: a loose cable is one, with a count. */
    public static final Duration HOLD = Duration.ofMinutes(10);

    /** What was sent of an alarm. */
    public enum Told {
        NOTHING,
        OPENING,
        CLOSING
    }

    /** The first of its kind and subject, or the next one after the last has been closed for long. */
    static Alarm opened(Condition condition, long noted, long nowMillis) {
        return new Alarm(
                0,
                condition.kind(),
                condition.hall(),
                condition.subject(),
                condition.detail(),
                condition.number(),
                noted,
                nowMillis,
                null,
                1,
                Told.NOTHING,
                null,
                null,
                null);
    }

    public boolean isOpen() {
        return closedMillis == null;
    }

    /** Whether what happens now would be another alarm. */
    boolean isOver(long nowMillis) {
        return closedMillis != null && nowMillis - closedMillis >= HOLD.toMillis();
    }

    public boolean isMuted(long nowMillis) {
        return mutedUntilMillis != null && nowMillis < mutedUntilMillis;
    }

    AlarmKey key() {
        return new AlarmKey(kind, hall, subject);
    }

    Alarm reopened(Condition condition) {
        return with(condition.detail(), condition.number(), noted, null, count + 1);
    }

    Alarm still(Condition condition) {
        return with(condition.detail(), condition.number(), Math.min(noted, condition.number()), null, count);
    }

    Alarm closed(long number, long nowMillis) {
        return with(detail, number, Math.min(noted, number), nowMillis, count);
    }

    private Alarm with(String newDetail, long newNumber, long newNoted, @Nullable Long closed, int newCount) {
        return new Alarm(
                id,
                kind,
                hall,
                subject,
                newDetail,
                newNumber,
                newNoted,
                sinceMillis,
                closed,
                newCount,
                told,
                acknowledgedBy,
                acknowledgedMillis,
                mutedUntilMillis);
    }

    /** The same, once that of it was put on its way. */
    public Alarm told(Told now) {
        return new Alarm(
                id,
                kind,
                hall,
                subject,
                detail,
                number,
                noted,
                sinceMillis,
                closedMillis,
                count,
                now,
                acknowledgedBy,
                acknowledgedMillis,
                mutedUntilMillis);
    }

    /** Where it is, such as {@code north n-03}; empty where it is the gateway itself. */
    public String where() {
        return hall.isEmpty() ? subject : subject.isEmpty() ? hall : hall + " " + subject;
    }

    /** What is wrong in one line of Chinese. */
    public String zh() {
        return where() + "：" + kind.zh() + (detail.isEmpty() ? "" : "（" + detail + "）");
    }

    /** What is wrong in one line of English. */
    public String en() {
        return where() + ": " + kind.en() + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
}
