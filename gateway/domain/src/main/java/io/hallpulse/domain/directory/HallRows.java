package io.hallpulse.domain.directory;

import io.hallpulse.domain.channel.Channel;
import io.hallpulse.domain.directory.CellFault.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Halls without their windows, which come by their own table. What a new hall does not say is as in a configuration that does not say it. */
final class HallRows implements RowForm {
    private static final Row UNSAID = Row.of(
            "timeZone",
            "Asia/Shanghai",
            "minimumRatings",
            "5",
            "publishStep",
            "5",
            "privacyDelayMillis",
            "30000",
            "staleAfterMillis",
            "60000",
            "diagonalInches",
            "75",
            "distanceMetres",
            "10");

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
                "neutral",
                "hours",
                "channels");
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
                            hall.neutral().isEmpty() ? "" : "3",
                            "hours",
                            hall.hours().toString(),
                            "channels",
                            hall.channels().stream().map(Channel::word).collect(Collectors.joining(" "))));
        }
        return rows;
    }

    @Override
    public Halls put(Halls halls, Row row) {
        String id = new Cells(row).lowerCaseIdentifier("id");
        List<Hall> changed = new ArrayList<>();
        for (Hall hall : halls.all()) {
            changed.add(hall.id().equals(id) ? hall(row, hall.windows().values()) : hall);
        }
        if (!halls.ids().contains(id)) {
            Row filled = row;
            for (Map.Entry<String, String> cell : UNSAID.cells().entrySet()) {
                filled = filled.get(cell.getKey()).isEmpty() ? filled.with(cell.getKey(), cell.getValue()) : filled;
            }
            changed.add(hall(filled, List.of()));
        }
        return halls.with(changed);
    }

    private static Hall hall(Row row, Collection<Window> windows) {
        Cells cells = new Cells(row);
        String neutral = row.get("neutral");
        if (!neutral.isEmpty() && !neutral.equals("3")) {
            throw new CellFault("neutral", neutral, Rule.NUMBER, "3, or nothing");
        }
        return Hall.of(
                        row.get("id"),
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
                        cells.hours("hours"),
                        windows)
                .withChannels(channels(row.get("channels")));
    }

    private static Set<Channel> channels(String words) {
        try {
            return words.isEmpty() ? Set.of() : Channel.ofWords(List.of(words.split("\\s+")));
        } catch (IllegalArgumentException e) {
            throw new CellFault("channels", words, Rule.NUMBER, Channel.words() + ", or nothing");
        }
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
