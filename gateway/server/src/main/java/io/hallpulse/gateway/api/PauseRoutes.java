package io.hallpulse.gateway.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.domain.duty.Pause;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.duty.DutyRefused;
import io.hallpulse.gateway.duty.Pauses;
import io.hallpulse.gateway.http.Commit;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A window that pauses, and that is served again. It says what is so from now on, so that it takes no instant and wants no If-Match. */
public final class PauseRoutes implements Routes {
    private static final String PATH = "/api/v1/halls/{hall}/windows/{window}/pause";
    private static final int MOST_BYTES = 1024;

    private final Pauses pauses;

    public PauseRoutes(Pauses pauses) {
        this.pauses = pauses;
    }

    /** @param until when it ends at the latest */
    @JsonPropertyOrder({"hall", "window", "since", "until"})
    private record Answer(String hall, String window, Instant since, Instant until) {}

    @Override
    public void addTo(RouteTable routes) {
        routes.set(PATH, Access.OPERATOR, MOST_BYTES, this::pause);
        routes.unset(PATH, Access.OPERATOR, this::resume);
    }

    private void pause(Context context, byte[] body) throws IOException, InterruptedException {
        if (body.length > 0 && !TableDocument.body(body, JsonNode.class).isEmpty()) {
            throw new BadRequestResponse("a pause begins now and has nothing to set: send {}");
        }
        Pause pause = done(() ->
                pauses.pause(SignedIn.of(context).actor(), context.pathParam("hall"), context.pathParam("window")));
        RouteTable.json(
                context,
                new Answer(
                        pause.hall(),
                        pause.window(),
                        Instant.ofEpochMilli(pause.fromMillis()),
                        Instant.ofEpochMilli(pause.endsMillis())));
    }

    private void resume(Context context) throws IOException, InterruptedException {
        done(() -> pauses.resume(SignedIn.of(context).actor(), context.pathParam("hall"), context.pathParam("window")));
        context.status(HttpStatus.NO_CONTENT);
    }

    private static <T> T done(Supplier<CompletableFuture<T>> change) throws IOException, InterruptedException {
        try {
            return Commit.of(change);
        } catch (DutyRefused e) {
            throw new NotFoundResponse(String.valueOf(e.getMessage()));
        }
    }
}
