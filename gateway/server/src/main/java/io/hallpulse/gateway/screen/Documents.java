package io.hallpulse.gateway.screen;

import io.hallpulse.gateway.config.HallConfig;
import io.hallpulse.gateway.score.HallScores;
import io.hallpulse.gateway.score.Period;
import io.hallpulse.gateway.score.Scoreboard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scores as documents, completed with what the configuration says of their hall. Any thread. */
final class Documents {
    private final Map<String, HallConfig> halls = new LinkedHashMap<>();
    private final Scoreboard scoreboard;

    Documents(List<HallConfig> halls, Scoreboard scoreboard) {
        halls.forEach(hall -> this.halls.put(hall.id(), hall));
        this.scoreboard = scoreboard;
    }

    /** In the order of the configuration. */
    List<HallConfig> halls() {
        return List.copyOf(halls.values());
    }

    boolean isHall(String hall) {
        return halls.containsKey(hall);
    }

    HallDocument of(String hall, Period period) {
        return of(scoreboard.scores(hall, period).orElseThrow());
    }

    HallDocument of(HallScores scores) {
        HallConfig hall = halls.get(scores.hall());
        if (hall == null) {
            throw new IllegalArgumentException("scores of an unknown hall: " + scores.hall());
        }
        return new HallDocument(
                hall.id(),
                hall.name(),
                hall.timeZone(),
                scores.asOf(),
                scores.period(),
                hall.screen().minimumRatings(),
                hall.neutral(),
                Overall.of(scores.windows(), hall.neutral()),
                scores.windows());
    }
}
