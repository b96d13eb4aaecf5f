package io.hallpulse.gateway.score;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Window;
import io.hallpulse.domain.time.Period;
import io.hallpulse.gateway.store.TallyReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One hall's published counts over one period, read from the database where they moved since. Any thread. */
final class PeriodSums {
    private final Hall hall;
    private final Period period;
    private final TallyReader tallies;
    private final Changes changes;
    private final Map<String, Read> known = new HashMap<>();
    private long from;

    private record Read(long change, long[] counts) {}

    PeriodSums(Hall hall, Period period, TallyReader tallies, Changes changes) {
        this.hall = hall;
        this.period = period;
        this.tallies = tallies;
        this.changes = changes;
    }

    /** Counts by window, five numbers each, that of level 1 first; not to be changed. */
    synchronized Map<String, long[]> at(Instant now) {
        Optional<Period.Span> span = period.span(now, hall.zone());
        long first = span.map(part -> part.from().toEpochMilli()).orElse(TallyReader.FROM_EVER);
        long end = span.map(part -> part.to().toEpochMilli()).orElse(Long.MAX_VALUE);
        if (first != from) {
            known.clear();
            from = first;
        }
        Map<String, Long> unread = new HashMap<>();
        for (Window window : hall.windows().values()) {
            long change = changes.last(hall.id(), window.id());
            Read read = known.get(window.id());
            if (read == null || read.change() != change) {
                unread.put(window.id(), change);
            }
        }
        read(unread, first, end);
        Map<String, long[]> counts = new HashMap<>();
        known.forEach((window, read) -> counts.put(window, read.counts()));
        return counts;
    }

    private void read(Map<String, Long> unread, long first, long end) {
        List<String> windows = new ArrayList<>(unread.keySet());
        TallyReader.Figures figures =
                period == Period.HOUR ? TallyReader.Figures.PUBLISHED_BY_HOUR : TallyReader.Figures.PUBLISHED;
        Map<String, long[]> sums = tallies.sums(figures, hall.id(), windows, first, end);
        unread.forEach((window, change) -> known.put(window, new Read(change, sums.getOrDefault(window, new long[5]))));
    }
}
