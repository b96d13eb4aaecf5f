package io.hallpulse.domain.duty;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who was on duty when. It does not change. */
public final class Duties {
    private record At(String hall, String window) {}

    private final Map<At, TreeMap<Long, Duty>> windows = new HashMap<>();

    public Duties(Collection<Duty> duties) {
        for (Duty duty : duties) {
            windows.computeIfAbsent(new At(duty.hall(), duty.window()), window -> new TreeMap<>())
                    .put(duty.fromMillis(), duty);
        }
    }

    /** The member of staff on duty at a window at an instant, null where nobody was. */
    public @Nullable String at(String hall, String window, long millis) {
        TreeMap<Long, Duty> duties = windows.get(new At(hall, window));
        Map.Entry<Long, Duty> last = duties == null ? null : duties.floorEntry(millis);
        return last == null ? null : last.getValue().at(millis);
    }
}
