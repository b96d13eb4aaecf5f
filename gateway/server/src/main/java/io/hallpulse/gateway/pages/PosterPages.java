package io.hallpulse.gateway.pages;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Window;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.web.rate.PosterView;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;

/** The sheet of paper with the QR code of a counter. */
final class PosterPages implements Routes {
    private final Frames frames;
    private final KnownHalls halls;
    private final RateCodes codes;

    PosterPages(Frames frames, KnownHalls halls, RateCodes codes) {
        this.frames = frames;
        this.halls = halls;
        this.codes = codes;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/console/poster/{hall}/{window}", Access.VIEWER, this::answer);
    }

    private void answer(Context context) {
        Hall hall = halls.require(context.pathParam("hall"));
        Window window = hall.windows().get(context.pathParam("window"));
        if (window == null) {
            throw new NotFoundResponse("hall " + hall.id() + " has no window '" + context.pathParam("window") + "'");
        }
        Frames.answer(
                context,
                "rate/poster",
                frames.of(context),
                new PosterView(
                        hall.name().zh(),
                        hall.name().en(),
                        window.id(),
                        window.name().zh(),
                        window.name().en(),
                        codes.of(context, hall.id() + "/" + window.id())));
    }
}
