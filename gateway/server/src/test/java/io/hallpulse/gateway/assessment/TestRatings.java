package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.matter.BadRatings;
import io.hallpulse.domain.assessment.matter.BadRatings.Count;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Ratings of the keys of one hall, as a test gives them; more may come of a day that is over. */
final class TestRatings implements WindowRatings {
    static final String HALL = "north";

    private final Map<LocalDate, Map<String, Count>> days = new TreeMap<>();

    /** More ratings of a window for a day, whenever they arrive. */
    void give(String day, String window, int bad, int ratings) {
        days.computeIfAbsent(LocalDate.parse(day), none -> new HashMap<>())
                .merge(window, new Count(bad / 2, bad - bad / 2, ratings), Count::plus);
    }

    @Override
    public List<Place> halls() {
        return List.of(new Place(HALL, AssessRig.ZONE));
    }

    @Override
    public Map<String, BadRatings.Count> of(Place hall, LocalDate day) {
        return days.getOrDefault(day, Map.of());
    }

    @Override
    public Map<String, Map<String, Long>> tags(Place hall, LocalDate from, LocalDate to) {
        return Map.of();
    }

    @Override
    public Map<String, BadRatings.Count> before(Place hall, LocalDate day) {
        Map<String, Count> sums = new HashMap<>();
        days.forEach((one, windows) -> {
            if (one.isBefore(day)) {
                windows.forEach((window, count) -> sums.merge(window, count, Count::plus));
            }
        });
        return sums;
    }
}
