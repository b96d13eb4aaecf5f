package io.hallpulse.gateway.stream;

import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;

/** The routes of what is told as it happens, as Server-Sent Events: the scores of a hall, and for the console what moves. */
public final class StreamRoutes implements Routes {
    private final KnownHalls halls;
    private final ScoreStreams scores;
    private final EventStreams events;

    public StreamRoutes(KnownHalls halls, ScoreStreams scores, EventStreams events) {
        this.halls = halls;
        this.scores = scores;
        this.events = events;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.getAlways("/api/v1/halls/{hall}/scores/stream", this::scores);
        routes.get("/api/v1/events", Access.VIEWER, this::events);
    }

    private void scores(Context context) {
        String hall = halls.require(context.pathParam("hall")).id();
        if (!isHead(context)) {
            scores.join(context, hall);
        }
    }

    private void events(Context context) {
        String named = context.queryParam("hall");
        String hall = named == null ? null : halls.require(named).id();
        if (!isHead(context)) {
            events.join(context, hall);
        }
    }

    private static boolean isHead(Context context) {
        boolean isHead = context.method().equals(HandlerType.HEAD);
        if (isHead) {
            context.contentType("text/event-stream").header(Header.CACHE_CONTROL, "no-store");
        }
        return isHead;
    }
}
