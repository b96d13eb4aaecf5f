package io.hallpulse.gateway.pages;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.http.Asset;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.web.Frame.HallChoice;
import io.hallpulse.web.Html;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.List;

/** The routes of the first page, and of all pages' styles, scripts and pictures. */
public final class PageRoutes implements Routes {
    private final KnownHalls halls;
    private final Assets assets;

    public PageRoutes(KnownHalls halls, Assets assets) {
        this.halls = halls;
        this.assets = assets;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/", Access.ANYONE, this::front);
        routes.get("/assets/{name}", Access.ANYONE, this::asset);
    }

    private void front(Context context) {
        List<Hall> all = halls.all();
        if (all.size() == 1) {
            context.redirect("screen/" + all.get(0).id(), HttpStatus.FOUND);
        } else {
            List<HallChoice> choices = all.stream()
                    .map(hall -> new HallChoice(
                            hall.id(), hall.name().zh(), hall.name().en()))
                    .toList();
            new Asset(Html.page("hall/list", choices), Asset.contentType("html")).answer(context);
        }
    }

    private void asset(Context context) {
        String name = context.pathParam("name");
        assets.named(name)
                .orElseThrow(() -> new NotFoundResponse("no asset is called " + name))
                .answer(context);
    }
}
