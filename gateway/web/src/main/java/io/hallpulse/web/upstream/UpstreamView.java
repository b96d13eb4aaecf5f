package io.hallpulse.web.upstream;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with what goes up to the province.
 *
 * @param on whether anything goes up; where nothing does, all else but the zone is empty
 * @param zone by whose clock times are told
 * @param queued how many wait
 * @param oldest since when the first waits, null where none does
 * @param lastSent when the province last took one, null for never
 * @param fault why nothing goes up now, in one line, null where nothing is wrong
 * @param refusals the newest first
 */
public record UpstreamView(
        boolean on,
        ZoneId zone,
        String profile,
        String url,
        String area,
        long queued,
        long sent,
        long refused,
        @Nullable Instant oldest,
        @Nullable Instant lastSent,
        @Nullable String fault,
        List<Refusal> refusals) {
    public UpstreamView {
        refusals = List.copyOf(refusals);
    }

    /** A rating that did not go up, by its identity. */
    public record Refusal(String rating, String reason, Instant since) {}

    /** Where nothing goes up. */
    public static UpstreamView nothing(ZoneId zone) {
        return new UpstreamView(false, zone, "", "", "", 0, 0, 0, null, null, null, List.of());
    }
}
