package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.matter.BadRatings;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.store.TallyReader;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Ratings as a gateway's tallies have them. Any thread. */
public final class TallyRatings implements WindowRatings {
    private final Supplier<Halls> directory;
    private final TallyReader tallies;

    public TallyRatings(Supplier<Halls> directory, TallyReader tallies) {
        this.directory = directory;
        this.tallies = tallies;
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
