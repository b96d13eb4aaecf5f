package io.hallpulse.domain.directory;

import io.hallpulse.domain.directory.CellFault.Rule;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Windows with their halls. */
final class WindowRows implements RowForm {
    @Override
    public List<String> columns() {
        return List.of(
                "hall",
                "id",
                "zh",
                "en",
                "department",
                "category",
                "promisesZh",
                "promisesEn",
                "dutiesZh",
                "dutiesEn",
                "schedule");
    }

    @Override
    public List<String> keys() {
        return List.of("hall", "id");
    }

    @Override
    public Map<String, Row> rows(Halls halls) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Hall hall : halls.all()) {
            for (Window window : hall.windows().values()) {
                rows.put(
                        hall.id() + '/' + window.id(),
                        Row.of(
                                "hall",
                                hall.id(),
                                "id",
                                window.id(),
                                "zh",
                                window.name().zh(),
                                "en",
                                window.name().en(),
                                "department",
                                window.department(),
                                "category",
                                window.category(),
                                "promisesZh",
                                window.promises().zh(),
                                "promisesEn",
                                window.promises().en(),
                                "dutiesZh",
                                window.duties().zh(),
                                "dutiesEn",
                                window.duties().en(),
                                "schedule",
                                window.schedule().toString()));
            }
        }
        return rows;
    }

    @Override
    public Halls put(Halls halls, Row row) {
        Cells cells = new Cells(row);
        Hall hall = cells.hall(halls);
        String id = cells.identifier("id");
        Window known = hall.windows().get(id);
        Window window = new Window(
                id,
                cells.name(),
                group(
                        row,
                        "department",
                        known == null ? "" : known.department(),
                        halls.entries().departments().keySet()),
                group(
                        row,
                        "category",
                        known == null ? "" : known.category(),
                        halls.entries().categories().keySet()),
                cells.sentences("promises"),
                cells.sentences("duties"),
                cells.schedule("schedule"));
        return withWindows(halls, hall.id(), windows -> {
            Map<String, Window> changed = new LinkedHashMap<>(windows);
            changed.put(id, window);
            return changed;
        });
    }

    /** One that the directory has; where it has none at all, or gateway.yaml wrote the present one, any will do. */
    private static String group(Row row, String column, String before, Set<String> known) {
        Cells cells = new Cells(row);
        return known.isEmpty() || row.get(column).equals(before)
                ? cells.text(column)
                : cells.knownOrEmpty(column, known);
    }

    @Override
    public Halls remove(Halls halls, String key) {
        String[] ids = key.split("/", 2);
        return withWindows(halls, ids[0], windows -> {
            Map<String, Window> left = new LinkedHashMap<>(windows);
            left.remove(ids[1]);
            if (left.isEmpty()) {
                throw new CellFault("id", ids[1], Rule.WANTED, "since a hall has at least one window");
            }
            return left;
        });
    }

    private static Halls withWindows(Halls halls, String id, UnaryOperator<Map<String, Window>> change) {
        Collection<Hall> changed = halls.all().stream()
                .map(hall -> hall.id().equals(id)
                        ? hall.withWindows(change.apply(hall.windows()).values())
                        : hall)
                .toList();
        return halls.with(changed);
    }
}
