package io.hallpulse.gateway.stream;

import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;

/** The route of the live scores of a hall, as Server-Sent Events. */
public final class StreamRoutes implements Routes {
    private final KnownHalls halls;
    private final ScoreStreams streams;

    public StreamRoutes(KnownHalls halls, ScoreStreams streams) {
        this.halls = halls;
        this.streams = streams;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.getAlways("/api/v1/halls/{hall}/scores/stream", this::stream);
    }

    private void stream(Context context) {
        String hall = halls.require(context.pathParam("hall")).id();
        if (context.method().equals(HandlerType.HEAD)) {
            context.contentType("text/event-stream").header(Header.CACHE_CONTROL, "no-store");
        } else {
            streams.join(context, hall);
        }
    }
}
