package io.hallpulse.gateway.pages;

import io.hallpulse.domain.alarm.Alarm;
import io.hallpulse.domain.alarm.AlarmKind;
import io.hallpulse.domain.alarm.AlarmNote;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.people.Access;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.alarm.AlarmRefused;
import io.hallpulse.gateway.alarm.Alarms;
import io.hallpulse.gateway.http.Commit;
import io.hallpulse.gateway.http.Form;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.hallpulse.web.Frame;
import io.hallpulse.web.alarms.AlarmsView;
import io.hallpulse.web.alarms.AlarmsView.Line;
import io.hallpulse.web.alarms.AlarmsView.Note;
import io.hallpulse.web.alarms.AlarmsView.Row;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The page of alarms. */
final class AlarmPages implements Routes {
    private static final int MOST_BYTES = 8192;
    private static final int MOST_CLOSED = 50;
    private static final Duration MUTE = Duration.ofDays(1);
    /** Those whose subject is a window, or whatever sent what nobody can read. */
    private static final Set<AlarmKind> OF_NO_TERMINAL =
            EnumSet.of(AlarmKind.RULE_HITS, AlarmKind.BAD_RATINGS, AlarmKind.BAD_KEYS_UNPROVEN);

    private final Frames frames;
    private final KnownHalls halls;
    private final Alarms alarms;
    private final InstantSource clock;

    AlarmPages(Frames frames, KnownHalls halls, Alarms alarms, InstantSource clock) {
        this.frames = frames;
        this.halls = halls;
        this.alarms = alarms;
        this.clock = clock;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/console/alarms", Access.VIEWER, context -> answer(context, false));
        routes.post("/console/alarms", Access.TECHNICIAN, MOST_BYTES, this::act);
    }

    private void act(Context context, byte[] body) throws IOException, InterruptedException {
        Form form = Form.of(context, body);
        String id = form.text("id");
        String what = form.text("do");
        if (!id.matches("[1-9][0-9]{0,17}")
                || !Set.of("acknowledge", "comment", "mute").contains(what)) {
            throw new BadRequestResponse("'do' is acknowledge, comment or mute, of an alarm's id");
        }
        Actor actor = SignedIn.of(context).actor();
        try {
            Commit.of(
                    () -> act(actor, Long.parseLong(id), what, form.text("text").strip()));
        } catch (AlarmRefused e) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            answer(context, true);
            return;
        }
        context.redirect("alarms?done=" + what, HttpStatus.SEE_OTHER);
    }

    private CompletableFuture<Alarm> act(Actor actor, long id, String what, String text) {
        return switch (what) {
            case "acknowledge" -> alarms.acknowledge(actor, id, text);
            case "mute" -> alarms.mute(actor, id, clock.instant().plus(MUTE));
            default -> alarms.comment(actor, id, text);
        };
    }

    private void answer(Context context, boolean refused) {
        Frame frame = frames.of(context);
        Frame.HallChoice chosen = frame.hall();
        String hall = chosen == null ? "" : chosen.id();
        Frames.answer(
                context,
                "alarms/page",
                frame,
                new AlarmsView(
                        rows(alarms.open(), hall),
                        rows(alarms.closed(MOST_CLOSED), hall),
                        Optional.ofNullable(context.queryParam("done")).orElse(""),
                        refused));
    }

    /** @param hall whose alarms are wanted besides the gateway's own, empty for all */
    private List<Row> rows(List<Alarm> found, String hall) {
        List<Alarm> wanted = found.stream()
                .filter(alarm ->
                        hall.isEmpty() || alarm.hall().isEmpty() || alarm.hall().equals(hall))
                .toList();
        List<AlarmNote> notes = alarms.notes(wanted);
        return wanted.stream().map(alarm -> row(alarm, notes)).toList();
    }

    private Row row(Alarm alarm, List<AlarmNote> notes) {
        Hall hall = hall(alarm.hall());
        return new Row(
                alarm.id(),
                new Line(alarm.kind().zh(), alarm.kind().en()),
                new Line(alarm.kind().mendZh(), alarm.kind().mendEn()),
                hall == null
                        ? new Line(alarm.where(), alarm.where())
                        : new Line(
                                hall.name().zh() + " " + alarm.subject(),
                                hall.name().en() + " " + alarm.subject()),
                link(alarm),
                alarm.detail(),
                hall == null ? halls.all().get(0).zone() : hall.zone(),
                Instant.ofEpochMilli(alarm.sinceMillis()),
                instant(alarm.closedMillis()),
                alarm.count(),
                alarm.acknowledgedBy(),
                instant(alarm.mutedUntilMillis()),
                notes.stream()
                        .filter(note -> note.alarm() == alarm.id())
                        .map(note ->
                                new Note(Instant.ofEpochMilli(note.atMillis()), note.who(), note.what(), note.text()))
                        .toList());
    }

    private @Nullable Hall hall(String id) {
        return halls.all().stream()
                .filter(hall -> hall.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String link(Alarm alarm) {
        if (alarm.hall().isEmpty() || OF_NO_TERMINAL.contains(alarm.kind())) {
            return null;
        }
        String terminal = alarm.subject().split("/", 2)[0];
        return "terminals/" + alarm.hall() + "/" + terminal;
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
