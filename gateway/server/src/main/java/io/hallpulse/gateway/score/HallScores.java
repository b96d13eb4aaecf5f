package io.hallpulse.gateway.score;

import io.hallpulse.domain.time.Period;
import java.time.Instant;
import java.util.List;

/**
 * The scores of a hall's windows over a period, in the order of the configuration.
 *
 * @param period the word of a {@link Period}
 * @param curve the hall's hours of today, whatever the period
 */
public record HallScores(String hall, Instant asOf, String period, List<CurvePoint> curve, List<WindowScore> windows) {
    public HallScores {
        curve = List.copyOf(curve);
        windows = List.copyOf(windows);
    }
}
