package io.hallpulse.gateway.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Window;
import io.javalin.http.BadRequestResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The windows of all halls, as JSON. */
final class WindowsDocument implements TableDocument {
    /** A window and its hall. */
    @JsonPropertyOrder({"hall", "id", "name", "department", "category"})
    record WindowEntry(
            String hall,
            String id,
            Name name,
            @Nullable String department,
            @Nullable String category) {}

    record WindowList(List<WindowEntry> windows) {}

    @Override
    public Object of(Halls halls) {
        List<WindowEntry> entries = new ArrayList<>();
        for (Hall hall : halls.all()) {
            for (Window window : hall.windows().values()) {
                entries.add(
                        new WindowEntry(hall.id(), window.id(), window.name(), window.department(), window.category()));
            }
        }
        return new WindowList(entries);
    }

    @Override
    public Halls read(Halls halls, byte[] body) {
        WindowList wanted = TableDocument.body(body, WindowList.class);
        Map<String, List<Window>> byHall = new LinkedHashMap<>();
        for (WindowEntry entry : TableDocument.present(wanted.windows(), "windows")) {
            if (entry.hall() == null || halls.hall(entry.hall()) == null) {
                throw new BadRequestResponse("window " + entry.id() + ": no hall is called '" + entry.hall() + "'");
            }
            byHall.computeIfAbsent(entry.hall(), hall -> new ArrayList<>())
                    .add(new Window(
                            TableDocument.present(entry.id(), "id"),
                            TableDocument.present(entry.name(), "name"),
                            entry.department() == null ? "" : entry.department(),
                            entry.category() == null ? "" : entry.category()));
        }
        return halls.with(halls.all().stream()
                .map(hall -> hall.withWindows(byHall.getOrDefault(hall.id(), List.of())))
                .toList());
    }
}
