package io.hallpulse.domain.directory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A file's halls as a change of the directory: what the file says otherwise than when it was last imported. What was changed in the
 * directory since then stays, and so do halls and windows that the file does not name.
 */
public final class Import {
    private Import() {}

    /**
     * The directory after the import.
     *
     * @param current the directory as it stands
     * @param last the halls as the file had them when it was last imported
     * @param file the halls as the file has them now
     */
    public static Halls merge(Halls current, Halls last, Halls file) {
        Map<String, Hall> merged = new LinkedHashMap<>();
        if (!file.ids().equals(last.ids())) {
            file.all().forEach(hall -> merged.put(hall.id(), hall));
        }
        current.all().forEach(hall -> merged.put(hall.id(), hall));
        for (Hall hall : file.all()) {
            Hall known = current.hall(hall.id());
            Hall before = last.hall(hall.id());
            merged.put(hall.id(), known == null ? hall : merge(known, before == null ? known : before, hall));
        }
        return current.with(merged.values());
    }

    private static Hall merge(Hall current, Hall last, Hall file) {
        return new Hall(
                current.id(),
                changed(Hall::name, current, last, file),
                changed(Hall::zone, current, last, file),
                new ScreenRules(
                        changed(hall -> hall.screen().minimumRatings(), current, last, file),
                        changed(hall -> hall.screen().publishStep(), current, last, file),
                        changed(hall -> hall.screen().privacyDelay(), current, last, file),
                        changed(hall -> hall.screen().staleAfter(), current, last, file),
                        changed(hall -> hall.screen().viewing(), current, last, file)),
                changed(Hall::neutral, current, last, file),
                current.hours(),
                changed(Hall::channels, current, last, file),
                windows(current, last, file));
    }

    private static <T> T changed(Function<Hall, T> part, Hall current, Hall last, Hall file) {
        T now = part.apply(file);
        return Objects.equals(now, part.apply(last)) ? part.apply(current) : now;
    }

    private static Map<String, Window> windows(Hall current, Hall last, Hall file) {
        Map<String, Window> merged = new LinkedHashMap<>();
        List<String> order = new ArrayList<>(file.windows().keySet());
        if (!order.equals(List.copyOf(last.windows().keySet()))) {
            file.windows().values().forEach(window -> merged.put(window.id(), window));
        }
        current.windows().values().forEach(window -> merged.put(window.id(), window));
        for (Window window : file.windows().values()) {
            if (!window.equals(last.windows().get(window.id()))) {
                Window known = current.windows().get(window.id());
                merged.put(window.id(), known == null ? window : window.telling(known));
            }
        }
        for (Window window : last.windows().values()) { // taken out of the directory since the last import
            if (!current.windows().containsKey(window.id())
                    && window.equals(file.windows().get(window.id()))) {
                merged.remove(window.id());
            }
        }
        return merged;
    }
}
