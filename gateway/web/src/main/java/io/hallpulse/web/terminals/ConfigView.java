package io.hallpulse.web.terminals;

import io.hallpulse.web.Badge;
import io.hallpulse.web.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file that a terminal is wanted to run on.
 *
 * @param base the version that the text was made from, 0 for none
 * @param text of the file, as wanted or as just typed
 * @param shown the version whose difference from the one before is shown, 0 for none
 * @param fault why the last change was not made, one line; null where it was
 */
public record ConfigView(
        String hall,
        String terminal,
        ZoneId zone,
        boolean mayChange,
        long base,
        String text,
        List<Version> versions,
        long shown,
        List<Line> diff,
        List<SentRow> commands,
        @Nullable String fault) {
    public ConfigView {
        versions = List.copyOf(versions);
        diff = List.copyOf(diff);
        commands = List.copyOf(commands);
    }

    /** Its name with its hall. */
    public String key() {
        return hall + "/" + terminal;
    }

    /** A line of two versions: its mark is a blank, a minus or a plus. */
    public record Line(String mark, String text) {}

    /**
     * A version.
     *
     * @param applied whether the terminal runs on it or gave it up; null where that is not known
     * @param sent whether it went out from here, and not with the certificate
     */
    public record Version(
            long version,
            String by,
            Instant at,
            boolean sent,
            @Nullable Boolean applied,
            @Nullable String error) {
        public Badge badge() {
            if (applied == null) {
                return sent
                        ? new Badge("idle", "等待终端", "Not known yet")
                        : new Badge("info", "随证书下发", "With the certificate");
            }
            return applied ? new Badge("good", "已生效", "In force") : new Badge("bad", "已放弃", "Given up");
        }

        /** Its number in words. */
        public String name(Words t) {
            return t.of("第 " + version + " 版", "Version " + version);
        }
    }
}
