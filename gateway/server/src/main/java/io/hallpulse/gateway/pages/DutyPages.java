package io.hallpulse.gateway.pages;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Staff;
import io.hallpulse.domain.directory.Window;
import io.hallpulse.domain.duty.Duty;
import io.hallpulse.domain.people.Access;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.duty.DutyRefused;
import io.hallpulse.gateway.duty.OnDuty;
import io.hallpulse.gateway.duty.Pauses;
import io.hallpulse.gateway.http.Commit;
import io.hallpulse.gateway.http.Form;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.hallpulse.web.duty.DutyView;
import io.hallpulse.web.duty.DutyView.Line;
import io.hallpulse.web.duty.DutyView.Person;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The page on which staff are signed in at windows, and out, and on which windows pause. */
final class DutyPages implements Routes {
    private static final int MOST_BYTES = 4096;

    private final Frames frames;
    private final OnDuty onDuty;
    private final Pauses pauses;
    private final Supplier<Halls> directory;
    private final KnownHalls halls;

    DutyPages(Frames frames, OnDuty onDuty, Pauses pauses, Supplier<Halls> directory, KnownHalls halls) {
        this.frames = frames;
        this.onDuty = onDuty;
        this.pauses = pauses;
        this.directory = directory;
        this.halls = halls;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/console/duty", Access.VIEWER, context -> answer(context, frames.one(frames.of(context)), "", ""));
        routes.post("/console/duty", Access.OPERATOR, MOST_BYTES, this::change);
    }

    private void change(Context context, byte[] body) throws IOException, InterruptedException {
        Form form = Form.of(context, body);
        Hall hall = halls.require(form.text("hall"));
        String window = form.text("window");
        String staff = form.text("staff");
        String what = form.text("do");
        Actor actor = SignedIn.of(context).actor();
        try {
            Commit.of(() -> switch (what) {
                case "out" -> onDuty.signOut(actor, hall.id(), window).thenApply(done -> what);
                case "pause" -> pauses.pause(actor, hall.id(), window).thenApply(done -> what);
                case "resume" -> pauses.resume(actor, hall.id(), window).thenApply(done -> what);
                default -> onDuty.signIn(actor, hall.id(), window, staff).thenApply(done -> what);
            });
        } catch (DutyRefused e) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            answer(context, hall, window, staff);
            return;
        }
        context.redirect(
                "duty?done=" + (List.of("out", "pause", "resume").contains(what) ? what : "in"), HttpStatus.SEE_OTHER);
    }

    /**
     * Answers with the page.
     *
     * @param refused the window at which somebody could not sign in, empty for none
     * @param wanted who that was, may be empty
     */
    private void answer(Context context, Hall hall, String refused, String wanted) {
        List<Person> people = directory.get().entries().staff().values().stream()
                .filter(staff -> staff.hall().isEmpty() || staff.hall().equals(hall.id()))
                .map(DutyPages::person)
                .toList();
        List<Line> lines = new ArrayList<>();
        for (Window window : hall.windows().values()) {
            Duty duty = onDuty.at(hall.id(), window.id()).orElse(null);
            lines.add(new Line(
                    window.id(),
                    window.name().zh(),
                    window.name().en(),
                    duty == null ? null : person(duty),
                    duty == null ? null : Instant.ofEpochMilli(duty.fromMillis()),
                    onDuty.atTerminal(hall.id(), window.id()).isPresent(),
                    usual(hall, window),
                    pauses.at(hall.id(), window.id())
                            .map(pause -> Instant.ofEpochMilli(pause.fromMillis()))
                            .orElse(null)));
        }
        Frames.answer(
                context,
                "duty/page",
                frames.of(context),
                new DutyView(
                        hall.id(),
                        hall.zone(),
                        lines,
                        people,
                        refused,
                        wanted,
                        Optional.ofNullable(context.queryParam("done")).orElse("")));
    }

    private @Nullable Person person(Duty duty) {
        Staff staff = directory.get().entries().staff().get(String.valueOf(duty.staff()));
        return staff == null ? null : person(staff);
    }

    private static Person person(Staff staff) {
        return new Person(staff.id(), staff.name().zh(), staff.name().en());
    }

    private String usual(Hall hall, Window window) {
        Staff staff = directory.get().staffAt(hall.id(), window.id());
        return staff == null ? "" : staff.id();
    }
}
