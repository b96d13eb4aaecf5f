package io.hallpulse.web.directory;

import io.hallpulse.web.Badge;
import io.hallpulse.web.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The notices of a hall, and a form for one of them.
 *
 * @param hall its id
 * @param zone by whose clock they begin and end
 * @param form the one to write or change
 * @param edited the id of the one that is changed, empty for a new one
 * @param error what is wrong with the form, null where nothing is
 * @param done what was done just now: {@code saved}, {@code removed}, or empty
 */
public record NoticesView(
        String hall,
        String zone,
        List<Line> notices,
        Line form,
        String edited,
        @Nullable CellError error,
        String done) {
    public NoticesView {
        notices = List.copyOf(notices);
    }

    /** Whether a notice is shown now. */
    public enum State {
        NOW("good", "公布中", "On screen"),
        LATER("info", "未开始", "Not yet"),
        OVER("idle", "已结束", "Over");

        private final Badge badge;

        State(String tone, String zh, String en) {
            this.badge = new Badge(tone, zh, en);
        }

        public Badge badge() {
            return badge;
        }
    }

    /**
     * A notice.
     *
     * @param from the hall's clock as {@code 2026-12-01T08:00}, empty for at once
     * @param to likewise, empty for as long as it stands
     */
    public record Line(String id, String zh, String en, String from, String to, State state) {
        /** When it is shown. */
        public String span(Words t) {
            String begin = from.isEmpty() ? t.of("立即", "at once") : from.replace('T', ' ');
            String end = to.isEmpty() ? t.of("一直", "for good") : to.replace('T', ' ');
            return begin + t.of(" 至 ", " to ") + end;
        }
    }
}
