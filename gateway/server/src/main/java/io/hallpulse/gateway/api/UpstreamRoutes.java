package io.hallpulse.gateway.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.store.UpstreamRow;
import io.hallpulse.gateway.upstream.Upstream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How it stands with what goes up to the province, and what was refused. */
public final class UpstreamRoutes implements Routes {
    private static final int MOST_NAMED = 1000;

    private final Optional<Upstream> upstream;

    /** @param upstream nothing where nothing goes up */
    public UpstreamRoutes(Optional<Upstream> upstream) {
        this.upstream = upstream;
    }

    @JsonPropertyOrder({"profile", "area", "queued", "sent", "refused", "oldest", "lastSent", "fault", "refusals"})
    private record Document(
            @Nullable String profile,
            @Nullable String area,
            long queued,
            long sent,
            long refused,
            @Nullable Instant oldest,
            @Nullable Instant lastSent,
            @Nullable String fault,
            List<Refusal> refusals) {}

    /** A rating by its identity, without its case number, which is for auditors. */
    @JsonPropertyOrder({"rating", "reason", "since"})
    private record Refusal(String rating, String reason, Instant since) {
        static Refusal of(UpstreamRow row) {
            return new Refusal(row.rating(), row.reason(), Instant.ofEpochMilli(row.sinceMillis()));
        }
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/api/v1/upstream", Access.OPERATOR, context -> RouteTable.json(context, document()));
    }

    private Document document() {
        if (upstream.isEmpty()) {
            return new Document(null, null, 0, 0, 0, null, null, null, List.of());
        }
        Upstream.Status status = upstream.get().status();
        return new Document(
                status.profile(),
                status.area(),
                status.queued(),
                status.sent(),
                status.refused(),
                status.oldest(),
                status.lastSent(),
                status.fault(),
                upstream.get().refused(MOST_NAMED).stream().map(Refusal::of).toList());
    }
}
