package io.hallpulse.gateway.api;

import io.hallpulse.gateway.http.Problem;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The routes of those who watch the gateway: liveness, readiness and metrics. */
public final class HealthRoutes implements Routes {
    private final Supplier<Optional<String>> unready;
    private final PrometheusMeterRegistry meters;

    /** @param unready why the gateway is not ready, in one line */
    public HealthRoutes(Supplier<Optional<String>> unready, PrometheusMeterRegistry meters) {
        this.unready = unready;
        this.meters = meters;
        Gauge.builder("hallpulse.ready", () -> unready.get().isEmpty() ? 1 : 0)
                .description("1 while presses are stored, acknowledged and shown")
                .register(meters);
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.getAlways("/healthz", context -> RouteTable.json(context, Map.of("status", "up")));
        routes.getAlways("/readyz", this::ready);
        routes.getAlways("/metrics", context -> {
            context.contentType("text/plain; version=0.0.4; charset=utf-8");
            RouteTable.answer(context, meters.scrape().getBytes(StandardCharsets.UTF_8));
        });
    }

    private void ready(Context context) {
        Optional<String> reason = unready.get();
        if (reason.isEmpty()) {
            RouteTable.json(context, Map.of("status", "ready"));
        } else {
            Problem.of(503, reason.get()).answer(context);
        }
    }
}
