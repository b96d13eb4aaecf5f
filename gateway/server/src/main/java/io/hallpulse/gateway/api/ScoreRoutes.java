package io.hallpulse.gateway.api;

import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.people.Access;
import io.hallpulse.domain.time.Period;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.score.HallDocuments;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.ServiceUnavailableResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The routes of halls and their scores, open to every screen. */
public final class ScoreRoutes implements Routes {
    private final KnownHalls halls;
    private final HallDocuments documents;

    /** A hall in the list of halls. */
    private record HallEntry(String id, Name name) {}

    public ScoreRoutes(KnownHalls halls, HallDocuments documents) {
        this.halls = halls;
        this.documents = documents;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/api/v1/halls", Access.ANYONE, this::halls);
        routes.get("/api/v1/halls/{hall}/scores", Access.ANYONE, this::scores);
    }

    private void halls(Context context) {
        List<HallEntry> entries = halls.all().stream()
                .map(hall -> new HallEntry(hall.id(), hall.name()))
                .toList();
        RouteTable.json(context, Map.of("halls", entries));
    }

    private void scores(Context context) {
        String hall = halls.require(context.pathParam("hall")).id();
        String word = Optional.ofNullable(context.queryParam("period")).orElse(Period.TODAY.word());
        Period period = Period.ofWord(word)
                .orElseThrow(() -> new BadRequestResponse("period '" + word + "' is unknown; use "
                        + Arrays.stream(Period.values()).map(Period::word).collect(Collectors.joining(", "))));
        RouteTable.json(
                context,
                documents
                        .of(hall, period)
                        .orElseThrow(() -> new ServiceUnavailableResponse(
                                "the scores cannot be read now; the gateway's log says why")));
    }
}
