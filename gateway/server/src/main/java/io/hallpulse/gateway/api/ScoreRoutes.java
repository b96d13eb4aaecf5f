package io.hallpulse.gateway.api;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Staff;
import io.hallpulse.domain.people.Access;
import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.time.Period;
import io.hallpulse.gateway.audit.Readings;
import io.hallpulse.gateway.history.GroupScores;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.hallpulse.gateway.score.HallDocuments;
import io.hallpulse.gateway.store.StoreReader;
import io.hallpulse.gateway.store.TallyReader;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.http.UnauthorizedResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The routes of halls and their scores, open to every screen. */
public final class ScoreRoutes implements Routes {
    private final KnownHalls halls;
    private final HallDocuments documents;
    private final StoreReader reader;
    private final Supplier<Halls> directory;
    private final Readings readings;
    private final InstantSource clock;

    /** A hall in the list of halls. */
    private record HallEntry(String id, Name name) {}

    /** @param clock the gateway's own, which says what the present periods are */
    public ScoreRoutes(
            KnownHalls halls,
            HallDocuments documents,
            StoreReader reader,
            Supplier<Halls> directory,
            InstantSource clock,
            Readings readings) {
        this.halls = halls;
        this.documents = documents;
        this.reader = reader;
        this.directory = directory;
        this.clock = clock;
        this.readings = readings;
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

    private void scores(Context context) throws IOException, InterruptedException {
        Hall hall = halls.require(context.pathParam("hall"));
        if (Stream.of("by", "from", "to").anyMatch(name -> context.queryParam(name) != null)) {
            RouteTable.json(context, groups(context, hall));
            return;
        }
        Period period = period(context);
        RouteTable.json(
                context,
                (readsAll(context, hall) ? documents.counted(hall.id(), period) : documents.of(hall.id(), period))
                        .orElseThrow(() -> new ServiceUnavailableResponse(
                                "the scores cannot be read now; the gateway's log says why")));
    }

    /** Whether what is not published yet is told: to auditors, whose reading is noted first. */
    private boolean readsAll(Context context, Hall hall) throws IOException, InterruptedException {
        Optional<SignedIn> auditor =
                SignedIn.ifAny(context).filter(one -> one.caller().is(Role.AUDITOR));
        if (auditor.isPresent()) {
            String query = context.queryString();
            readings.note(auditor.get().actor(), "scores", "hall=" + hall.id() + (query == null ? "" : "&" + query));
        }
        return auditor.isPresent();
    }

    private @Nullable Name staff(String id) {
        Staff found = directory.get().entries().staff().get(id);
        return found == null ? null : found.name();
    }

    private static Period period(Context context) {
        String word = Optional.ofNullable(context.queryParam("period")).orElse(Period.TODAY.word());
        return Period.ofWord(word)
                .orElseThrow(() -> new BadRequestResponse("period '" + word + "' is unknown; use "
                        + Arrays.stream(Period.values()).map(Period::word).collect(Collectors.joining(", "))));
    }

    private GroupScores groups(Context context, Hall hall) throws IOException, InterruptedException {
        String word = Optional.ofNullable(context.queryParam("by")).orElse("window");
        GroupScores.By by = GroupScores.By.ofWord(word)
                .orElseThrow(() -> new BadRequestResponse(
                        "by '" + word + "' is unknown; use window, staff, department, category or hall"));
        if (by == GroupScores.By.STAFF && SignedIn.ifAny(context).isEmpty()) {
            throw new UnauthorizedResponse("ratings by staff want a login; sign in at /login, or log in by HTTP Basic");
        }
        SpanQuery span = SpanQuery.of(context, hall.zone());
        if (span.from() == null && span.to() == null) {
            Optional<Period.Span> period = period(context).span(clock.instant(), hall.zone());
            span = new SpanQuery(
                    period.map(part -> part.from().toEpochMilli()).orElse(null),
                    period.map(part -> part.to().toEpochMilli()).orElse(null));
        } else if (context.queryParam("period") != null) {
            throw new BadRequestResponse("a period, or from and to: not both");
        }
        boolean all = readsAll(context, hall);
        long from = span.from() == null ? TallyReader.FROM_EVER : span.from();
        long to = span.to() == null ? Long.MAX_VALUE : span.to();
        return by == GroupScores.By.STAFF
                ? GroupScores.ofStaff(reader.staff(), all, hall, this::staff, from, to, clock.instant())
                : GroupScores.read(reader, all, hall, by, from, to, clock.instant());
    }
}
