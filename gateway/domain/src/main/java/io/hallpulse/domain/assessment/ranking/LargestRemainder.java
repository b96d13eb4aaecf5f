package io.hallpulse.domain.assessment.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Places shared out by size (design 6.5, X14): whole shares first, then one each to the largest remainders, the first by name where they are equal. */
public final class LargestRemainder {
    private LargestRemainder() {}

    /** The places of each, all of them together {@code places}; none where nobody has a size. */
    public static Map<String, Long> of(long places, Map<String, Long> sizes) {
        long whole = sizes.values().stream().mapToLong(Long::longValue).sum();
        Map<String, Long> shares = new TreeMap<>();
        if (whole == 0) {
            return shares;
        }
        Map<String, Long> remainders = new TreeMap<>();
        sizes.forEach((name, size) -> {
            shares.put(name, places * size / whole);
            remainders.put(name, places * size % whole);
        });
        List<Map.Entry<String, Long>> largest = new ArrayList<>(remainders.entrySet());
        largest.sort(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
        long left = places - shares.values().stream().mapToLong(Long::longValue).sum();
        largest.stream().limit(left).forEach(entry -> shares.merge(entry.getKey(), 1L, Long::sum));
        return shares;
    }
}
