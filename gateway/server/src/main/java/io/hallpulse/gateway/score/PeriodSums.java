package io.hallpulse.gateway.score;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Window;
import io.hallpulse.domain.time.Period;
import io.hallpulse.gateway.store.ChannelReader;
import io.hallpulse.gateway.store.TallyReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One hall's counts over one period, read from the database where they moved since. Any thread. */
final class PeriodSums {
    private final Hall hall;
    private final TallyReader.Figures figures;
    private final Function<Instant, Optional<Period.Span>> span;
    private final TallyReader tallies;
    private final @Nullable ChannelReader channels;
    private final Changes changes;
    private final Map<String, Read> known = new HashMap<>();
    private long from;

    private record Read(long change, long[] counts) {}

    private PeriodSums(
            Hall hall,
            TallyReader.Figures figures,
            Function<Instant, Optional<Period.Span>> span,
            TallyReader tallies,
            @Nullable ChannelReader channels,
            Changes changes) {
        this.hall = hall;
        this.figures = figures;
        this.span = span;
        this.tallies = tallies;
        this.channels = channels;
        this.changes = changes;
    }

    static PeriodSums of(Period period, Hall hall, TallyReader tallies, ChannelReader channels, Changes changes) {
        TallyReader.Figures figures =
                period == Period.HOUR ? TallyReader.Figures.PUBLISHED_BY_HOUR : TallyReader.Figures.PUBLISHED;
        return new PeriodSums(hall, figures, now -> period.span(now, hall.zone()), tallies, channels, changes);
    }

    /** With what is not published yet. */
    static PeriodSums counted(Period period, Hall hall, TallyReader tallies, ChannelReader channels, Changes changes) {
        return new PeriodSums(
                hall, TallyReader.Figures.COUNTED, now -> period.span(now, hall.zone()), tallies, channels, changes);
    }

    /** Those of the last seven days before today, of the keys alone: what is compared with them has no other channels yet. */
    static PeriodSums ofWeekBefore(Hall hall, TallyReader tallies, Changes changes) {
        return new PeriodSums(
                hall,
                TallyReader.Figures.PUBLISHED,
                now -> Optional.of(Period.daysBefore(7, now, hall.zone())),
                tallies,
                null,
                changes);
    }

    /** Counts by window, five numbers each, that of level 1 first; not to be changed. */
    synchronized Map<String, long[]> at(Instant now) {
        Optional<Period.Span> asked = span.apply(now);
        long first = asked.map(part -> part.from().toEpochMilli()).orElse(TallyReader.FROM_EVER);
        long end = asked.map(part -> part.to().toEpochMilli()).orElse(Long.MAX_VALUE);
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
        return channels == null
                ? counts
                : channels.addedTo(counts, hall, figures == TallyReader.Figures.COUNTED, first, end, now);
    }

    private void read(Map<String, Long> unread, long first, long end) {
        List<String> windows = new ArrayList<>(unread.keySet());
        Map<String, long[]> sums = tallies.sums(figures, hall.id(), windows, first, end);
        unread.forEach((window, change) -> known.put(window, new Read(change, sums.getOrDefault(window, new long[5]))));
    }
}
