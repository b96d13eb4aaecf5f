package io.hallpulse.web.alarms;

import io.hallpulse.web.Badge;
import io.hallpulse.web.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong, and was.
 *
 * @param open the oldest first
 * @param closed the newest first
 * @param done what was done just now: {@code acknowledge}, {@code comment}, {@code mute}, or empty
 * @param refused whether what was wanted could not be done, since nothing was written or the alarm is gone
 */
public record AlarmsView(List<Row> open, List<Row> closed, String done, boolean refused) {
    public AlarmsView {
        open = List.copyOf(open);
        closed = List.copyOf(closed);
    }

    /** How many nobody has taken on. */
    public long untaken() {
        return open.stream().filter(row -> row.acknowledgedBy() == null).count();
    }

    /** A line in both languages. */
    public record Line(String zh, String en) {
        public String in(Words t) {
            return t.of(zh, en);
        }
    }

    /** What somebody did or said. */
    public record Note(Instant at, String who, String what, String text) {
        /** In a word. */
        public String verb(Words t) {
            return switch (what) {
                case "acknowledge" -> t.of("确认", "Acknowledged");
                case "mute" -> t.of("静音", "Muted");
                default -> t.of("备注", "Comment");
            };
        }
    }

    /**
     * An alarm.
     *
     * @param where hall and subject, as a link's text
     * @param link the page of the terminal it is about, null for none
     * @param detail as the terminal or the gateway says it, may be empty
     * @param zone by whose clock times are told
     * @param count how often it has opened
     */
    public record Row(
            long id,
            Line title,
            Line mend,
            Line where,
            @Nullable String link,
            String detail,
            ZoneId zone,
            Instant since,
            @Nullable Instant closed,
            int count,
            @Nullable String acknowledgedBy,
            @Nullable Instant mutedUntil,
            List<Note> notes) {
        public Row {
            notes = List.copyOf(notes);
        }

        /** How it stands. */
        public Badge badge() {
            if (closed != null) {
                return new Badge("good", "已关闭", "Closed");
            }
            return acknowledgedBy == null ? new Badge("bad", "未处理", "Open") : new Badge("warn", "处理中", "Taken on");
        }
    }
}
