package io.hallpulse.gateway.assessment;

import io.hallpulse.contract.Reason;
import io.hallpulse.domain.assessment.matter.BadRatings;
import io.hallpulse.domain.channel.Channel;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.store.ChannelReader;
import io.hallpulse.gateway.store.TallyReader;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Ratings as a gateway's tallies have them. Any thread. */
public final class TallyRatings implements WindowRatings {
    private final Supplier<Halls> directory;
    private final TallyReader tallies;
    private final ChannelReader channels;

    /** Those of the halls in force. */
    public TallyRatings(Supplier<Halls> directory, TallyReader tallies, ChannelReader channels) {
        this.directory = directory;
        this.tallies = tallies;
        this.channels = channels;
    }

    @Override
    public List<Place> halls() {
        return directory.get().all().stream()
                .map(hall -> new Place(hall.id(), hall.zone()))
                .toList();
    }

    @Override
    public Map<String, BadRatings.Count> of(Place hall, LocalDate day) {
        return counts(hall, millis(hall, day), millis(hall, day.plusDays(1)));
    }

    @Override
    public Map<String, BadRatings.Count> before(Place hall, LocalDate day) {
        return counts(hall, TallyReader.FROM_EVER, millis(hall, day));
    }

    @Override
    public Map<String, Map<String, Long>> tags(Place hall, LocalDate from, LocalDate to) {
        long begin = millis(hall, from);
        long end = millis(hall, to);
        Map<String, long[]> ratings =
                channels.sums(hall.hall(), begin, end, Long.MAX_VALUE).getOrDefault(Channel.QR, Map.of());
        Map<String, Map<String, Long>> tags = new HashMap<>();
        channels.badReasons(hall.hall(), begin, end).forEach((window, counts) -> {
            if (Arrays.stream(ratings.getOrDefault(window, new long[5])).sum() >= BadRatings.MINIMUM) {
                Map<String, Long> ofWindow = new TreeMap<>();
                counts.forEach((code, n) -> ofWindow.put(text(code), n));
                tags.put(window, ofWindow);
            }
        });
        return tags;
    }

    private static String text(int code) {
        return Reason.of(code / 100).stream()
                .filter(reason -> reason.code() == code)
                .findFirst()
                .map(Reason::chinese)
                .orElse(Integer.toString(code));
    }

    private static long millis(Place hall, LocalDate day) {
        return day.atStartOfDay(hall.zone()).toInstant().toEpochMilli();
    }

    private Map<String, BadRatings.Count> counts(Place hall, long from, long to) {
        Map<String, BadRatings.Count> counts = new HashMap<>();
        Hall known = directory.get().hall(hall.hall());
        if (known != null) {
            tallies.sums(
                            TallyReader.Figures.COUNTED,
                            hall.hall(),
                            known.windows().keySet(),
                            from,
                            to)
                    .forEach((window, n) -> counts.put(window, BadRatings.Count.of(n)));
        }
        return counts;
    }
}
