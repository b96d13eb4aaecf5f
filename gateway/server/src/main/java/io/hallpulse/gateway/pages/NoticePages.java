package io.hallpulse.gateway.pages;

import io.hallpulse.domain.directory.CellFault;
import io.hallpulse.domain.directory.DirectoryTable;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Notice;
import io.hallpulse.domain.directory.Row;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.directory.Directory;
import io.hallpulse.gateway.http.Commit;
import io.hallpulse.gateway.http.Form;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.hallpulse.web.directory.CellError;
import io.hallpulse.web.directory.NoticesView;
import io.hallpulse.web.directory.NoticesView.Line;
import io.hallpulse.web.directory.NoticesView.State;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The page of a hall's notices. */
final class NoticePages implements Routes {
    private static final int MOST_BYTES = 16 * 1024;
    private static final Line EMPTY = new Line("", "", "", "", "", State.LATER);

    private final Frames frames;
    private final Directory directory;
    private final KnownHalls halls;
    private final InstantSource clock;

    NoticePages(Frames frames, Directory directory, KnownHalls halls, InstantSource clock) {
        this.frames = frames;
        this.directory = directory;
        this.halls = halls;
        this.clock = clock;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/console/notices", Access.VIEWER, context -> {
            Hall hall = frames.one(frames.of(context));
            String id = Optional.ofNullable(context.queryParam("id")).orElse("");
            Line form = lines(hall).stream()
                    .filter(line -> line.id().equals(id))
                    .findFirst()
                    .orElse(EMPTY);
            answer(context, hall, form, form.id(), null);
        });
        routes.post("/console/notices", Access.OPERATOR, MOST_BYTES, this::change);
    }

    private void change(Context context, byte[] body) throws IOException, InterruptedException {
        Form form = Form.of(context, body);
        Hall hall = halls.require(form.text("hall"));
        String id = form.text("id");
        boolean remove = form.text("do").equals("remove");
        Line line = new Line(id, form.text("zh"), form.text("en"), form.text("from"), form.text("to"), State.LATER);
        UnaryOperator<Halls> change = before -> remove
                ? DirectoryTable.NOTICES.remove(before, hall.id() + "/" + id)
                : DirectoryTable.NOTICES.put(before, row(before, hall, line));
        try {
            Commit.of(() -> directory.change(SignedIn.of(context).actor(), change));
        } catch (CellFault e) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            answer(context, hall, line, id, RowForms.error(e));
            return;
        }
        context.redirect("notices?done=" + (remove ? "removed" : "saved"), HttpStatus.SEE_OTHER);
    }

    private static Row row(Halls halls, Hall hall, Line line) {
        return new Row(Map.of(
                "hall",
                hall.id(),
                "id",
                line.id().isEmpty() ? free(halls.entries().notices().keySet(), hall.id()) : line.id(),
                "zh",
                line.zh(),
                "en",
                line.en(),
                "from",
                instant(line.from(), hall.zone()),
                "to",
                instant(line.to(), hall.zone())));
    }

    private static String free(Set<String> keys, String hall) {
        int number = 1;
        while (keys.contains(hall + "/n" + number)) {
            number++;
        }
        return "n" + number;
    }

    /** The hall's clock as an instant; what is none stays as it is, and the table refuses it. */
    private static String instant(String local, ZoneId zone) {
        try {
            return local.isEmpty()
                    ? ""
                    : LocalDateTime.parse(local).atZone(zone).toInstant().toString();
        } catch (DateTimeException e) {
            return local;
        }
    }

    private void answer(Context context, Hall hall, Line form, String edited, @Nullable CellError error) {
        Frames.answer(
                context,
                "notices/page",
                frames.of(context),
                new NoticesView(
                        hall.id(),
                        hall.zone().getId(),
                        lines(hall),
                        form,
                        edited,
                        error,
                        Optional.ofNullable(context.queryParam("done")).orElse("")));
    }

    private List<Line> lines(Hall hall) {
        Instant now = clock.instant();
        List<Line> lines = new ArrayList<>();
        for (Notice notice : directory.current().entries().notices().values()) {
            if (notice.hall().equals(hall.id())) {
                lines.add(new Line(
                        notice.id(),
                        notice.text().zh(),
                        notice.text().en(),
                        local(notice.from(), hall.zone()),
                        local(notice.to(), hall.zone()),
                        state(notice, now)));
            }
        }
        return lines;
    }

    private static State state(Notice notice, Instant now) {
        Instant from = notice.from();
        return notice.isInForce(now) ? State.NOW : from != null && now.isBefore(from) ? State.LATER : State.OVER;
    }

    private static String local(@Nullable Instant at, ZoneId zone) {
        return at == null
                ? ""
                : at.atZone(zone)
                        .toLocalDateTime()
                        .truncatedTo(ChronoUnit.MINUTES)
                        .toString();
    }
}
