package io.hallpulse.gateway.screen;

import io.hallpulse.gateway.config.HallConfig;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.gateway.score.HallScores;
import io.hallpulse.gateway.score.Period;
import io.hallpulse.gateway.score.Scoreboard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Scores as documents, completed with what the configuration says of their hall. Any thread. */
public final class Documents {
    private final Map<String, HallConfig> halls = new LinkedHashMap<>();
    private final Scoreboard scoreboard;
    private final Fault fault = new Fault(LoggerFactory.getLogger(Documents.class), "scores for the screens");

    public Documents(List<HallConfig> halls, Scoreboard scoreboard) {
        halls.forEach(hall -> this.halls.put(hall.id(), hall));
        this.scoreboard = scoreboard;
    }

    /** The document of this moment; none while the scores cannot be read, which is logged. */
    Optional<HallDocument> of(String hall, Period period) {
        try {
            HallDocument document = of(scoreboard.scores(hall, period).orElseThrow());
            fault.over();
            return Optional.of(document);
        } catch (RuntimeException e) {
            fault.occurred(Fault.oneLine(e));
            return Optional.empty();
        }
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
