package io.hallpulse.web.publication;

import io.hallpulse.web.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of all that was published, the newest first.
 *
 * @param zone by whose clock times are told
 * @param fingerprint of the key of the newest one, in groups of four; empty where there is none
 * @param pem the public key; empty where there is none
 */
public record PublicationsView(List<Line> lines, ZoneId zone, String fingerprint, String pem) {
    public PublicationsView {
        lines = List.copyOf(lines);
    }

    /**
     * One of them.
     *
     * @param scheme null where it was withdrawn
     * @param show list, table, honours, board or notice; empty where it was withdrawn
     * @param state live, replaced or withdrawn
     */
    public record Line(
            String digest,
            String round,
            SheetView.@Nullable Label scheme,
            String show,
            String state,
            Instant live,
            String reason,
            @Nullable String replaces,
            @Nullable String replacedBy) {
        public String title(Words t) {
            SheetView.Label name = scheme;
            return name == null ? round : name.text(t) + " · " + SheetView.kind(show, t);
        }
    }

    /** What a state is called. */
    public static String state(String state, Words t) {
        return switch (state) {
            case "live" -> t.of("有效", "in force");
            case "replaced" -> t.of("已更正", "corrected");
            default -> t.of("已撤回", "withdrawn");
        };
    }
}
