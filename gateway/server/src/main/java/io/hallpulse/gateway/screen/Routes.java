package io.hallpulse.gateway.screen;

import io.hallpulse.contract.message.Json;
import io.hallpulse.gateway.config.HallConfig;
import io.hallpulse.gateway.config.Name;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.gateway.score.Period;
import io.hallpulse.runtime.log.DistinctLog;
import io.javalin.config.JavalinConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The paths of the HTTP face: what is asked, and who answers. */
final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final Asset HALLS_PAGE = Asset.named("halls.html");
    private static final Asset SCREEN_PAGE = Asset.named("screen.html");
    private static final Map<String, Asset> ASSETS = Stream.of(
                    "screen.css",
                    "screen.js",
                    "feed.js",
                    "language.js",
                    "layout.js",
                    "place.js",
                    "stream-limit.js",
                    "tile.js",
                    "words.js",
                    "halls.js",
                    "icon.svg",
                    "console.css",
                    "console.js",
                    "console-words.js",
                    "manual.css")
            .collect(Collectors.toUnmodifiableMap(Function.identity(), Asset::named));

    private final DistinctLog failures = new DistinctLog(LOG, System::nanoTime);
    private final Documents documents;
    private final ScoreStreams streams;
    private final Supplier<Optional<String>> unready;
    private final PrometheusMeterRegistry meters;

    /** A hall in the list of halls. */
    private record HallEntry(String id, Name name) {}

    Routes(
            Documents documents,
            ScoreStreams streams,
            Supplier<Optional<String>> unready,
            PrometheusMeterRegistry meters) {
        this.documents = documents;
        this.streams = streams;
        this.unready = unready;
        this.meters = meters;
    }

    void addTo(JavalinConfig javalin, RouteTable routes) {
        routes.get("/", this::front);
        routes.get("/screen/{hall}", context -> {
            hall(context);
            RouteTable.page(context, SCREEN_PAGE);
        });
        routes.get("/assets/{name}", this::asset);
        routes.get("/api/v1/halls", this::halls);
        routes.get("/api/v1/halls/{hall}/scores", this::scores);
        routes.getAlways("/api/v1/halls/{hall}/scores/stream", this::stream);
        routes.getAlways("/healthz", context -> json(context, Map.of("status", "up")));
        routes.getAlways("/readyz", this::ready);
        routes.getAlways("/metrics", context -> {
            context.contentType("text/plain; version=0.0.4; charset=utf-8");
            RouteTable.answer(context, meters.scrape().getBytes(StandardCharsets.UTF_8));
        });
        javalin.router.javaLangErrorHandler((answer, error) -> {
            answer.setStatus(HttpStatus.INTERNAL_SERVER_ERROR.getCode());
            LOG.error("a request failed", error);
        });
        javalin.routes.exception(HttpResponseException.class, Routes::refuse);
        javalin.routes.exception(Exception.class, (failure, context) -> {
            failures.fault(
                    "a request failed: " + Fault.oneLine(failure), failure); // whose client may be gone, and it with it
            Problem.of(500, "the gateway failed to answer; its log says why").answer(context);
        });
    }

    private void front(Context context) {
        List<HallConfig> halls = documents.halls();
        if (halls.size() == 1) {
            context.redirect("screen/" + halls.get(0).id(), HttpStatus.FOUND);
        } else {
            HALLS_PAGE.answer(context);
        }
    }

    private void asset(Context context) {
        Asset asset = ASSETS.get(context.pathParam("name"));
        if (asset == null) {
            throw new NotFoundResponse("no asset is called " + context.pathParam("name"));
        }
        asset.answer(context);
    }

    private void halls(Context context) {
        List<HallEntry> entries = documents.halls().stream()
                .map(hall -> new HallEntry(hall.id(), hall.name()))
                .toList();
        json(context, Map.of("halls", entries));
    }

    private void scores(Context context) {
        String hall = hall(context);
        String word = Optional.ofNullable(context.queryParam("period")).orElse(Period.TODAY.word());
        Period period = Period.ofWord(word)
                .orElseThrow(() -> new BadRequestResponse("period '" + word + "' is unknown; use "
                        + Arrays.stream(Period.values()).map(Period::word).collect(Collectors.joining(", "))));
        json(context, documents.of(hall, period));
    }

    private void stream(Context context) {
        String hall = hall(context);
        if (context.method().equals(HandlerType.HEAD)) {
            context.contentType("text/event-stream").header(Header.CACHE_CONTROL, "no-store");
        } else {
            streams.join(context, hall);
        }
    }

    private void ready(Context context) {
        Optional<String> reason = unready.get();
        if (reason.isEmpty()) {
            json(context, Map.of("status", "ready"));
        } else {
            Problem.of(503, reason.get()).answer(context);
        }
    }

    /** The hall of the path. */
    private String hall(Context context) {
        return documents.requireHall(context.pathParam("hall")).id();
    }

    static void json(Context context, Object document) {
        context.contentType("application/json").header(Header.CACHE_CONTROL, "no-store");
        RouteTable.answer(context, Json.write(document));
    }

    private static void refuse(HttpResponseException refusal, Context context) {
        String detail = String.valueOf(refusal.getMessage());
        if (refusal.getStatus() == HttpStatus.METHOD_NOT_ALLOWED.getCode()) {
            context.header(Header.ALLOW, "GET, HEAD");
            detail = "only GET and HEAD are answered here";
        }
        Problem.of(refusal.getStatus(), detail).answer(context);
    }
}
