package io.hallpulse.domain.assessment.ballot;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A pile of sheets that two clerks key without seeing each other's work (design 5.3, X24). Sheets are known by their place in the pile,
 * which is stamped on them.
 *
 * @param sheets how many there should be
 * @param struck places of sheets that are missing and were struck
 * @param first what the first clerk keyed, by place
 * @param second what the second one did
 * @param third what a third person found where these two differ
 */
public record PaperBatch(
        int sheets,
        Set<Integer> struck,
        Map<Integer, Sheet> first,
        Map<Integer, Sheet> second,
        Map<Integer, Sheet> third) {
    public PaperBatch {
        struck = Set.copyOf(struck);
        first = Map.copyOf(first);
        second = Map.copyOf(second);
        third = Map.copyOf(third);
    }

    /** Places of sheets that one of the clerks has not keyed, and nobody struck. */
    public List<Integer> missing(Map<Integer, Sheet> keyed) {
        return places(place -> !keyed.containsKey(place));
    }

    /** Places at which the clerks differ and no third person has decided. */
    public List<Integer> differing() {
        return places(place -> agreed(place) == null);
    }

    private List<Integer> places(IntPredicate wanted) {
        return IntStream.rangeClosed(1, sheets)
                .filter(place -> !struck.contains(place))
                .filter(wanted)
                .boxed()
                .toList();
    }

    private @Nullable Sheet agreed(int place) {
        Sheet decided = third.get(place);
        Sheet one = first.get(place);
        return decided != null ? decided : one != null && one.equals(second.get(place)) ? one : null;
    }

    /** What counts as keyed, by place. */
    public Map<Integer, Sheet> agreed() {
        Map<Integer, Sheet> agreed = new TreeMap<>();
        for (int place = 1; place <= sheets; place++) {
            Sheet sheet = struck.contains(place) ? null : agreed(place);
            if (sheet != null) {
                agreed.put(place, sheet);
            }
        }
        return agreed;
    }
}
