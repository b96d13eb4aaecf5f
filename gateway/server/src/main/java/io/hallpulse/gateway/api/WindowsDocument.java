package io.hallpulse.gateway.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.hallpulse.domain.directory.DutySchedule;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.domain.directory.Window;
import io.javalin.http.BadRequestResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The windows of all halls, as JSON. */
final class WindowsDocument implements TableDocument {
    /** A window and its hall. */
    @JsonPropertyOrder({"hall", "id", "name", "department", "category", "promises", "duties", "schedule"})
    record WindowEntry(
            String hall,
            String id,
            Name name,
            @Nullable String department,
            @Nullable String category,
            @Nullable Text promises,
            @Nullable Text duties,
            @Nullable String schedule) {}

    record WindowList(List<WindowEntry> windows) {}

    @Override
    public Object of(Halls halls) {
        List<WindowEntry> entries = new ArrayList<>();
        for (Hall hall : halls.all()) {
            for (Window window : hall.windows().values()) {
                entries.add(new WindowEntry(
                        hall.id(),
                        window.id(),
                        window.name(),
                        window.department(),
                        window.category(),
                        window.promises(),
                        window.duties(),
                        window.schedule().toString()));
            }
        }
        return new WindowList(entries);
    }

    @Override
    public Halls read(Halls halls, byte[] body) {
        WindowList wanted = TableDocument.body(body, WindowList.class);
        Map<String, List<Window>> byHall = new LinkedHashMap<>();
        for (WindowEntry entry : TableDocument.present(wanted.windows(), "windows")) {
            Hall of = entry.hall() == null ? null : halls.hall(entry.hall());
            if (of == null) {
                throw new BadRequestResponse("window " + entry.id() + ": no hall is called '" + entry.hall() + "'");
            }
            Window known = entry.id() == null ? null : of.windows().get(entry.id());
            byHall.computeIfAbsent(of.id(), hall -> new ArrayList<>())
                    .add(new Window(
                            TableDocument.present(entry.id(), "id"),
                            TableDocument.present(entry.name(), "name"),
                            entry.department() == null ? "" : entry.department(),
                            entry.category() == null ? "" : entry.category(),
                            told(entry.promises(), known == null ? Text.NONE : known.promises()),
                            told(entry.duties(), known == null ? Text.NONE : known.duties()),
                            schedule(entry, known)));
        }
        return halls.with(halls.all().stream()
                .map(hall -> hall.withWindows(byHall.getOrDefault(hall.id(), List.of())))
                .toList());
    }

    /** What an earlier version of this document did not name stays as it is where it is left out. */
    private static Text told(@Nullable Text wanted, Text known) {
        return wanted == null
                ? known
                : new Text(Objects.requireNonNullElse(wanted.zh(), ""), Objects.requireNonNullElse(wanted.en(), ""));
    }

    private static DutySchedule schedule(WindowEntry entry, @Nullable Window known) {
        String schedule = entry.schedule();
        if (schedule == null) {
            return known == null ? DutySchedule.NONE : known.schedule();
        }
        try {
            return DutySchedule.parse(schedule);
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse("window " + entry.id() + ": schedule: " + e.getMessage());
        }
    }
}
