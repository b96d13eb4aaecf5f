package io.hallpulse.domain.press;

import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The seqs of one run that were received, as unbroken ranges. Duplicates are found here, by identity; what is below the last
 * one and not in here is a gap. Not thread-safe.
 */
public final class ReceivedRanges {
    private final NavigableMap<Long, Long> ranges;
    private final Set<Long> touched = new HashSet<>();

    /** A run of which nothing was received. */
    public ReceivedRanges() {
        this(new TreeMap<>());
    }

    /** Ranges from first seq to last, disjoint and not adjacent. */
    public ReceivedRanges(NavigableMap<Long, Long> ranges) {
        this.ranges = new TreeMap<>(ranges);
    }

    public boolean contains(long seq) {
        Map.Entry<Long, Long> range = ranges.floorEntry(seq);
        return range != null && range.getValue() >= seq;
    }

    /**
     * Takes a seq in.
     *
     * @return whether it was not in before
     */
    public boolean add(long seq) {
        Map.Entry<Long, Long> before = ranges.floorEntry(seq);
        if (before != null && before.getValue() >= seq) {
            return false;
        }
        boolean joinsBefore = before != null && before.getValue() == seq - 1;
        long from = joinsBefore ? before.getKey() : seq;
        Long after = ranges.remove(seq + 1);
        if (after != null) {
            touched.add(seq + 1);
        }
        ranges.put(from, after == null ? seq : after);
        touched.add(from);
        return true;
    }

    /** What to acknowledge to an outbox whose lowest seq is {@code low}: the end of the range that holds it, else {@code low - 1}. */
    public long upTo(long low) {
        Map.Entry<Long, Long> range = ranges.floorEntry(low);
        return range == null || range.getValue() < low ? low - 1 : range.getValue();
    }

    /** The highest seq received, 0 where none was. */
    public long highest() {
        return ranges.isEmpty() ? 0 : ranges.lastEntry().getValue();
    }

    /** How many seqs were received. */
    public long count() {
        return ranges.entrySet().stream()
                .mapToLong(range -> range.getValue() - range.getKey() + 1)
                .sum();
    }

    /** How many seqs from 1 to {@code last} were not received. */
    public long missing(long last) {
        return last
                - ranges.headMap(last, true).entrySet().stream()
                        .mapToLong(range -> Math.min(range.getValue(), last) - range.getKey() + 1)
                        .sum();
    }

    /** How many ranges there are; what they cost in memory. */
    public int size() {
        return ranges.size();
    }

    /** What changed since this was last asked: a range's first seq to its last, or to null where no range begins there any more. */
    public Map<Long, @Nullable Long> takeChanges() {
        Map<Long, @Nullable Long> changes = new TreeMap<>();
        for (long from : touched) {
            changes.put(from, ranges.get(from));
        }
        touched.clear();
        return changes;
    }
}
