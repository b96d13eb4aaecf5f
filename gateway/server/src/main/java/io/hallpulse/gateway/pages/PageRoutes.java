package io.hallpulse.gateway.pages;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.List;

/** The routes of the pages that people open, and of their styles, scripts and pictures. */
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
        routes.get("/screen/{hall}", Access.ANYONE, context -> {
            halls.require(context.pathParam("hall"));
            page(context, "hall.html");
        });
        routes.get("/assets/{name}", Access.ANYONE, this::asset);
    }

    private void front(Context context) {
        List<Hall> all = halls.all();
        if (all.size() == 1) {
            context.redirect("screen/" + all.get(0).id(), HttpStatus.FOUND);
        } else {
            assets.page("halls.html").answer(context);
        }
    }

    private void asset(Context context) {
        String name = context.pathParam("name");
        assets.named(name)
                .orElseThrow(() -> new NotFoundResponse("no asset is called " + name))
                .answer(context);
    }

    /** A page, whose links are relative to its address: one that ends with a slash is sent to the same without. */
    private void page(Context context, String name) {
        String path = context.path();
        if (path.endsWith("/")) {
            String query = context.queryString();
            String last = path.replaceFirst("^.*/([^/]+)/+$", "$1");
            context.redirect("../" + last + (query == null ? "" : "?" + query), HttpStatus.FOUND);
        } else {
            assets.page(name).answer(context);
        }
    }
}
