package io.hallpulse.domain.score;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order of shares as far as their intervals tell it. A share is behind those whose intervals lie wholly above its own; where intervals
 * overlap nobody knows who is ahead.
 */
public final class Ranking {
    private Ranking() {}

    /**
     * A place.
     *
     * @param place one more than there are surely better ones
     * @param tied whether another one may be as good
     */
    public record Place(int place, boolean tied) {}

    /**
     * The places of some shares, in their order.
     *
     * @param intervals null for a share that is not known, which has no place
     */
    public static List<@Nullable Place> of(List<@Nullable Interval> intervals) {
        List<@Nullable Place> places = new ArrayList<>();
        for (int i = 0; i < intervals.size(); i++) {
            places.add(place(intervals, i));
        }
        return places;
    }

    private static @Nullable Place place(List<@Nullable Interval> intervals, int index) {
        Interval own = intervals.get(index);
        if (own == null) {
            return null;
        }
        int better = 0;
        boolean tied = false;
        for (int i = 0; i < intervals.size(); i++) {
            Interval other = intervals.get(i);
            if (other != null && i != index) {
                better += other.low() > own.high() ? 1 : 0;
                tied |= own.overlaps(other);
            }
        }
        return new Place(better + 1, tied);
    }
}
