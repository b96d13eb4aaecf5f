package io.hallpulse.domain.directory;

import io.hallpulse.domain.directory.CellFault.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Halls without their windows. One that is not in the directory comes in with its windows, by gateway.yaml. */
final class HallRows implements RowForm {
    @Override
    public List<String> columns() {
        return List.of(
                "id",
                "zh",
                "en",
                "timeZone",
                "minimumRatings",
                "publishStep",
                "privacyDelayMillis",
                "staleAfterMillis",
                "diagonalInches",
                "distanceMetres",
                "neutral");
    }

    @Override
    public List<String> keys() {
        return List.of("id");
    }

    @Override
    public Map<String, Row> rows(Halls halls) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Hall hall : halls.all()) {
            rows.put(
                    hall.id(),
                    Row.of(
                            "id",
                            hall.id(),
                            "zh",
                            hall.name().zh(),
                            "en",
                            hall.name().en(),
                            "timeZone",
                            hall.zone().getId(),
                            "minimumRatings",
                            Integer.toString(hall.screen().minimumRatings()),
                            "publishStep",
                            Integer.toString(hall.screen().publishStep()),
                            "privacyDelayMillis",
                            Long.toString(hall.screen().privacyDelay().toMillis()),
                            "staleAfterMillis",
                            Long.toString(hall.screen().staleAfter().toMillis()),
                            "diagonalInches",
                            Double.toString(hall.screen().viewing().diagonalInches()),
                            "distanceMetres",
                            Double.toString(hall.screen().viewing().distanceMetres()),
                            "neutral",
                            hall.neutral().isEmpty() ? "" : "3"));
        }
        return rows;
    }

    @Override
    public Halls put(Halls halls, Row row) {
        Cells cells = new Cells(row);
        String id = cells.known("id", halls.ids());
        List<Hall> changed = new ArrayList<>();
        for (Hall hall : halls.all()) {
            changed.add(hall.id().equals(id) ? changed(hall, row, cells) : hall);
        }
        return halls.with(changed);
    }

    private static Hall changed(Hall hall, Row row, Cells cells) {
        String neutral = row.get("neutral");
        if (!neutral.isEmpty() && !neutral.equals("3")) {
            throw new CellFault("neutral", neutral, Rule.NUMBER, "3, or nothing");
        }
        return Hall.of(
                hall.id(),
                cells.name(),
                cells.zone("timeZone"),
                new ScreenRules(
                        (int) cells.number("minimumRatings", 0, 1_000_000),
                        (int) cells.number("publishStep", 1, 1000),
                        Duration.ofMillis(cells.number("privacyDelayMillis", 0, 3_600_000)),
                        Duration.ofMillis(cells.number("staleAfterMillis", 1000, Integer.MAX_VALUE)),
                        new Viewing(
                                cells.decimal("diagonalInches", Viewing.LEAST_INCHES, Viewing.MOST_INCHES),
                                cells.decimal("distanceMetres", Viewing.LEAST_METRES, Viewing.MOST_METRES))),
                neutral.isEmpty() ? List.of() : List.of(3),
                hall.windows().values());
    }

    @Override
    public Halls remove(Halls halls, String key) {
        List<Hall> left =
                halls.all().stream().filter(hall -> !hall.id().equals(key)).toList();
        if (left.isEmpty()) {
            throw new CellFault("id", key, Rule.WANTED, "since a gateway serves at least one hall");
        }
        return halls.with(left);
    }
}
