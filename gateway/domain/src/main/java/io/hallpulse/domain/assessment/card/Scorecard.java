package io.hallpulse.domain.assessment.card;

import io.hallpulse.domain.assessment.figure.PartFigure;
import io.hallpulse.domain.assessment.figure.Total;
import io.hallpulse.domain.assessment.ranking.Place;
import java.util.Map;

/**
 * The figures of one subject in one round, as a tree: the total, its parts, what each was counted from (design 6).
 *
 * @param parts that apply to its category, by id
 */
public record Scorecard(String subject, String category, Map<String, PartFigure> parts, Total total, Place place) {
    public Scorecard {
        parts = Map.copyOf(parts);
    }
}
