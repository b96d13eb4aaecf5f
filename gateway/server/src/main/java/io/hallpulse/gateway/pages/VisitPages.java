package io.hallpulse.gateway.pages;

import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.http.Asset;
import io.hallpulse.gateway.http.EntityTag;
import io.hallpulse.gateway.http.Headers;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.web.Html;
import io.hallpulse.web.Words;
import io.hallpulse.web.visits.VisitsPage;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The page on an inspector's phone, and the service worker that keeps it there. Neither says anything of anybody, so that a phone may keep
 * them and open them while nobody can be asked who signed in; what is to be visited comes from the interface, to whom it belongs.
 */
public final class VisitPages implements Routes {
    private static final String WORKER = "visits-worker.js";
    /** What the worker keeps beside the page. */
    private static final List<String> FILES = List.of(
            WORKER,
            "icon.svg",
            "language.js",
            "tokens.css",
            "visits.css",
            "visits.js",
            "visits-form.js",
            "visits-photo.js",
            "visits-send.js",
            "visits-store.js");

    private final Assets assets;

    public VisitPages(Assets assets) {
        this.assets = assets;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/visits", Access.ANYONE, this::page);
        routes.get("/visits/worker.js", Access.ANYONE, this::worker);
    }

    private void page(Context context) {
        if (!PageAddress.sentOn(context)) {
            context.header("Content-Security-Policy", Headers.policy("visits-worker"));
            new Asset(html(Words.ofCode(context.queryParam("lang"))), Asset.contentType("html")).answer(context);
        }
    }

    private static byte[] html(Words words) {
        return Html.page("visits/page", new VisitsPage(words));
    }

    /** Begins with the digest of all that it keeps, so that a browser sees another worker when any of it has changed. */
    private void worker(Context context) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(html(Words.ofCode("zh")));
        FILES.forEach(name -> all.writeBytes(assets.named(name).orElseThrow().bytes()));
        String version = "const VERSION = " + EntityTag.of(all.toByteArray()) + ";\n";
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        script.writeBytes(version.getBytes(StandardCharsets.UTF_8));
        script.writeBytes(assets.named(WORKER).orElseThrow().bytes());
        context.header("Service-Worker-Allowed", "../visits");
        new Asset(script.toByteArray(), Asset.contentType(WORKER)).answer(context);
    }
}
