package io.hallpulse.gateway.api;

import io.hallpulse.domain.alarm.Alarm;
import io.hallpulse.domain.alarm.AlarmNote;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.alarm.AlarmRefused;
import io.hallpulse.gateway.alarm.Alarms;
import io.hallpulse.gateway.http.Commit;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is wrong and was, and what people do about it. */
public final class AlarmRoutes implements Routes {
    private static final String PATH = "/api/v1/alarms";
    private static final int MOST_BYTES = 4096;
    private static final int MOST_CLOSED = 200;

    private final Alarms alarms;
    private final KnownHalls halls;

    public AlarmRoutes(Alarms alarms, KnownHalls halls) {
        this.alarms = alarms;
        this.halls = halls;
    }

    private record Said(@Nullable String text) {}

    private record Until(@Nullable Instant until) {}

    @Override
    public void addTo(RouteTable routes) {
        routes.get(PATH, Access.VIEWER, this::list);
        routes.post(PATH + "/{alarm}/acknowledge", Access.TECHNICIAN, MOST_BYTES, (context, body) -> {
            String text = body.length == 0 ? "" : text(body);
            answer(context, id -> alarms.acknowledge(SignedIn.of(context).actor(), id, text));
        });
        routes.post(
                PATH + "/{alarm}/comment",
                Access.TECHNICIAN,
                MOST_BYTES,
                (context, body) -> answer(
                        context, id -> alarms.comment(SignedIn.of(context).actor(), id, text(body))));
        routes.post(
                PATH + "/{alarm}/mute",
                Access.TECHNICIAN,
                MOST_BYTES,
                (context, body) ->
                        answer(context, id -> alarms.mute(SignedIn.of(context).actor(), id, until(body))));
    }

    private static String text(byte[] body) {
        String text = TableDocument.body(body, Said.class).text();
        return text == null ? "" : text;
    }

    private static Instant until(byte[] body) {
        return TableDocument.present(TableDocument.body(body, Until.class).until(), "until");
    }

    private void list(Context context) {
        String state = context.queryParam("state");
        if (state != null && !state.equals("open") && !state.equals("closed")) {
            throw new BadRequestResponse("state is open or closed");
        }
        String hall = context.queryParam("hall");
        if (hall != null) {
            halls.require(hall);
        }
        List<Alarm> found = new ArrayList<>();
        if (!"closed".equals(state)) {
            found.addAll(alarms.open());
        }
        if (!"open".equals(state)) {
            found.addAll(alarms.closed(MOST_CLOSED));
        }
        if (hall != null) {
            found.removeIf(alarm -> !alarm.hall().isEmpty() && !alarm.hall().equals(hall));
        }
        List<AlarmNote> notes = alarms.notes(found);
        RouteTable.json(
                context,
                Map.of(
                        "alarms",
                        found.stream()
                                .map(alarm -> AlarmDocument.of(alarm, notes))
                                .toList()));
    }

    private interface Act {
        CompletableFuture<Alarm> on(long id);
    }

    private void answer(Context context, Act act) throws IOException, InterruptedException {
        String id = context.pathParam("alarm");
        if (!id.matches("[1-9][0-9]{0,17}")) {
            throw new NotFoundResponse("there is no alarm " + id);
        }
        Alarm alarm = done(() -> act.on(Long.parseLong(id)));
        RouteTable.json(context, AlarmDocument.of(alarm, alarms.notes(List.of(alarm))));
    }

    private static Alarm done(Supplier<CompletableFuture<Alarm>> act) throws IOException, InterruptedException {
        try {
            return Commit.of(act);
        } catch (AlarmRefused e) {
            HttpStatus status = e.isUnknown() ? HttpStatus.NOT_FOUND : HttpStatus.UNPROCESSABLE_CONTENT;
            throw new HttpResponseException(status.getCode(), String.valueOf(e.getMessage()));
        }
    }
}
