package io.hallpulse.gateway.pages;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.http.Asset;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.web.Html;
import io.hallpulse.web.Words;
import io.hallpulse.web.hall.HallScreen;
import io.javalin.http.Context;

/** The route of the screen that hangs in a hall. */
public final class HallScreenPage implements Routes {
    private final KnownHalls halls;

    public HallScreenPage(KnownHalls halls) {
        this.halls = halls;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/screen/{hall}", Access.ANYONE, this::answer);
    }

    private void answer(Context context) {
        Hall hall = halls.require(context.pathParam("hall"));
        if (!PageAddress.sentOn(context)) {
            HallScreen screen = new HallScreen(
                    Words.ofCode(context.queryParam("lang")),
                    hall.id(),
                    hall.name().zh(),
                    hall.name().en());
            new Asset(Html.page("hall/screen", screen), Asset.contentType("html")).answer(context);
        }
    }
}
