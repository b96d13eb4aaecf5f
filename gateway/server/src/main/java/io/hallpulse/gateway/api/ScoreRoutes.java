package io.hallpulse.gateway.api;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.people.Access;
import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.time.Period;
import io.hallpulse.gateway.history.GroupScores;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.hallpulse.gateway.score.HallDocuments;
import io.hallpulse.gateway.store.TallyReader;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The routes of halls and their scores, open to every screen. */
public final class ScoreRoutes implements Routes {
    private final KnownHalls halls;
    private final HallDocuments documents;
    private final TallyReader tallies;
    private final InstantSource clock;

    /** A hall in the list of halls. */
    private record HallEntry(String id, Name name) {}

    /** @param clock the gateway's own, which says what the present periods are */
    public ScoreRoutes(KnownHalls halls, HallDocuments documents, TallyReader tallies, InstantSource clock) {
        this.halls = halls;
        this.documents = documents;
        this.tallies = tallies;
        this.clock = clock;
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
        Hall hall = halls.require(context.pathParam("hall"));
        if (Stream.of("by", "from", "to").anyMatch(name -> context.queryParam(name) != null)) {
            RouteTable.json(context, groups(context, hall));
            return;
        }
        RouteTable.json(
                context,
                documents
                        .of(hall.id(), period(context))
                        .orElseThrow(() -> new ServiceUnavailableResponse(
                                "the scores cannot be read now; the gateway's log says why")));
    }

    private static Period period(Context context) {
        String word = Optional.ofNullable(context.queryParam("period")).orElse(Period.TODAY.word());
        return Period.ofWord(word)
                .orElseThrow(() -> new BadRequestResponse("period '" + word + "' is unknown; use "
                        + Arrays.stream(Period.values()).map(Period::word).collect(Collectors.joining(", "))));
    }

    private GroupScores groups(Context context, Hall hall) {
        String word = Optional.ofNullable(context.queryParam("by")).orElse("window");
        GroupScores.By by = GroupScores.By.ofWord(word)
                .orElseThrow(() -> new BadRequestResponse(
                        word.equals("staff")
                                ? "by staff: ratings are not summed by staff in this version; use window, department, category or hall"
                                : "by '" + word + "' is unknown; use window, department, category or hall"));
        SpanQuery span = SpanQuery.of(context, hall.zone());
        if (span.from() == null && span.to() == null) {
            Optional<Period.Span> period = period(context).span(clock.instant(), hall.zone());
            span = new SpanQuery(
                    period.map(part -> part.from().toEpochMilli()).orElse(null),
                    period.map(part -> part.to().toEpochMilli()).orElse(null));
        } else if (context.queryParam("period") != null) {
            throw new BadRequestResponse("a period, or from and to: not both");
        }
        return GroupScores.read(
                tallies,
                SignedIn.ifAny(context)
                        .filter(one -> one.caller().is(Role.AUDITOR))
                        .isPresent(),
                hall,
                by,
                span.from() == null ? TallyReader.FROM_EVER : span.from(),
                span.to() == null ? Long.MAX_VALUE : span.to(),
                clock.instant());
    }
}
