package io.hallpulse.gateway.pages;

import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.upstream.Upstream;
import io.hallpulse.web.Frame;
import io.hallpulse.web.upstream.UpstreamView;
import io.hallpulse.web.upstream.UpstreamView.Refusal;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** The page of what goes up to the province. */
final class UpstreamPages implements Routes {
    private static final int MOST_NAMED = 200;

    private final Frames frames;
    private final Optional<Upstream> upstream;

    /** @param upstream nothing where nothing goes up */
    UpstreamPages(Frames frames, Optional<Upstream> upstream) {
        this.frames = frames;
        this.upstream = upstream;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/console/upstream", Access.OPERATOR, this::answer);
    }

    private void answer(Context context) {
        Frame frame = frames.of(context);
        ZoneId zone = frames.one(frame).zone();
        Frames.answer(
                context,
                "upstream/page",
                frame,
                upstream.map(up -> view(up, zone)).orElseGet(() -> UpstreamView.nothing(zone)));
    }

    private static UpstreamView view(Upstream upstream, ZoneId zone) {
        Upstream.Status status = upstream.status();
        List<Refusal> refusals = upstream.refused(MOST_NAMED).stream()
                .map(row -> new Refusal(row.rating(), row.reason(), Instant.ofEpochMilli(row.sinceMillis())))
                .toList();
        return new UpstreamView(
                true,
                zone,
                status.profile(),
                status.url(),
                status.area(),
                status.queued(),
                status.sent(),
                status.refused(),
                status.oldest(),
                status.lastSent(),
                status.fault(),
                refusals);
    }
}
