package io.hallpulse.gateway.screen;

import io.hallpulse.gateway.config.HallConfig;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.gateway.score.HallScores;
import io.hallpulse.gateway.score.Period;
import io.hallpulse.gateway.score.Scoreboard;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Scores as documents, completed with what the configuration says of their hall. Any thread. */
final class Documents {
    private final Map<String, HallConfig> halls = new LinkedHashMap<>();
    private final Scoreboard scoreboard;
    private final Fault fault = new Fault(LoggerFactory.getLogger(Documents.class), "scores for the screens");

    Documents(List<HallConfig> halls, Scoreboard scoreboard) {
        halls.forEach(hall -> this.halls.put(hall.id(), hall));
        this.scoreboard = scoreboard;
    }

    /** In the order of the configuration. */
    List<HallConfig> halls() {
        return List.copyOf(halls.values());
    }

    /** @throws NotFoundResponse for a hall that is not served here */
    HallConfig requireHall(String hall) {
        HallConfig found = halls.get(hall);
        if (found == null) {
            throw new NotFoundResponse("no hall is called '" + hall + "'; /api/v1/halls lists them");
        }
        return found;
    }

    /**
     * The document of this moment.
     *
     * @throws ServiceUnavailableResponse while the scores cannot be read
     */
    HallDocument of(String hall, Period period) {
        try {
            HallDocument document = of(scoreboard.scores(hall, period).orElseThrow());
            fault.over();
            return document;
        } catch (RuntimeException e) {
            fault.occurred(Fault.oneLine(e));
            throw new ServiceUnavailableResponse("the scores cannot be read now; the gateway's log says why");
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
