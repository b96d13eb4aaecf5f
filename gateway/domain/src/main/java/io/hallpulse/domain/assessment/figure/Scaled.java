package io.hallpulse.domain.assessment.figure;

import io.hallpulse.domain.assessment.round.FrozenRound;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.scheme.Part;
import io.hallpulse.domain.assessment.scheme.Part.Scaling;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The scale of a part (design 6.1; tables X8, X25): none, min(100, 100 x / target), or 100 (N − place + ½) / N among those of the category that
 * have the part. The greatest printed figure has place 1 whichever end is good; equal ones take the mean place.
 */
final class Scaled {
    private Scaled() {}

    static Map<String, PartFigure> of(Part part, FrozenRound round, Map<String, PartFigure> figures) {
        Scaling scaling = part.scaling();
        if (scaling == null) {
            return figures;
        }
        Map<String, PartFigure> scaled = new HashMap<>(figures);
        if (scaling instanceof Scaling.Target target) {
            Fraction factor = Fraction.HUNDRED.over(Fraction.of(target.target()));
            scaled.replaceAll((id, figure) -> figure.scaledBy(factor));
        } else {
            int decimals = round.scheme().score().decimals();
            round.byCategory().values().forEach(category -> scaleWithin(category, decimals, scaled));
        }
        return scaled;
    }

    private static void scaleWithin(List<FrozenSubject> category, int decimals, Map<String, PartFigure> figures) {
        Map<String, BigDecimal> printed = new HashMap<>();
        for (FrozenSubject subject : category) {
            PartFigure figure = figures.get(subject.id());
            BigDecimal own = figure == null ? null : figure.printed(decimals);
            if (own != null) {
                printed.put(subject.id(), own);
            }
        }
        List<BigDecimal> all = List.copyOf(printed.values());
        printed.forEach(
                (id, own) -> figures.computeIfPresent(id, (subject, figure) -> figure.scaledTo(place(own, all))));
    }

    /** What the place of one figure among all of them is worth. */
    static Fraction place(BigDecimal own, List<BigDecimal> all) {
        long greater = all.stream().filter(other -> other.compareTo(own) > 0).count();
        long equal = all.stream().filter(other -> other.compareTo(own) == 0).count();
        Fraction place = Fraction.of(2 * greater + 1 + equal, 2);
        return Fraction.of(2L * all.size() + 1, 2).minus(place).times(100).over(all.size());
    }
}
