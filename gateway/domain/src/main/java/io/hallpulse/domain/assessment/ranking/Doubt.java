package io.hallpulse.domain.assessment.ranking;

import io.hallpulse.domain.assessment.figure.Spread;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which places are in doubt (design 6.4): intervals that overlap may hide either order, so both are marked ≈. */
public final class Doubt {
    private Doubt() {}

    /** Those whose interval overlaps another one's. */
    public static Set<String> of(Map<String, Spread> intervals) {
        List<Map.Entry<String, Spread>> byLow = new ArrayList<>(intervals.entrySet());
        byLow.sort(
                (one, other) -> one.getValue().low().compareTo(other.getValue().low()));
        Set<String> doubtful = new HashSet<>();
        Map.Entry<String, Spread> highest = null;
        for (Map.Entry<String, Spread> next : byLow) {
            if (highest != null && highest.getValue().overlaps(next.getValue())) {
                doubtful.add(highest.getKey());
                doubtful.add(next.getKey());
            }
            if (highest == null
                    || highest.getValue().high().compareTo(next.getValue().high()) < 0) {
                highest = next;
            }
        }
        return doubtful;
    }
}
