package io.hallpulse.domain.assessment.figure;

import io.hallpulse.domain.assessment.scheme.Measure;
import io.hallpulse.domain.assessment.scheme.Part;
import io.hallpulse.domain.assessment.scheme.Score;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A part of one subject's score.
 *
 * @param measured before it is scaled
 * @param figure as it is weighted; null where the part is missing
 * @param halfWidths of the figure; null where there is no interval
 * @param exact whether the figure has no error to tell of
 */
public record PartFigure(
        Part part,
        Measured measured,
        @Nullable Fraction figure,
        @Nullable HalfWidths halfWidths,
        boolean exact) {
    /** Unscaled. Under its minimum it is missing, save where the scheme says what no case at all is worth. */
    static PartFigure of(Part part, Measured measured) {
        boolean isNoneWorth = part.measure() instanceof Measure.Rate rate && rate.none() != null;
        boolean missing = measured.n() < part.minimum() && !isNoneWorth;
        return new PartFigure(
                part, measured, missing ? null : measured.value(), measured.halfWidths(), measured.exact());
    }

    public boolean isMissing() {
        return figure == null;
    }

    /** The figure as printed; null where the part is missing. */
    public @Nullable BigDecimal printed(int decimals) {
        return figure == null ? null : figure.rounded(decimals);
    }

    /** The figure as it counts: 0 where the part is missing and the scheme says that it is then 0. */
    public @Nullable Fraction counted(Score score) {
        return figure == null && score.missing().action() == Score.MissingDo.ZERO ? Fraction.ZERO : figure;
    }

    PartFigure scaledBy(Fraction factor) {
        return figure == null
                ? this
                : new PartFigure(
                        part,
                        measured,
                        figure.times(factor).atMost(Fraction.HUNDRED),
                        halfWidths == null ? null : halfWidths.times(factor),
                        exact);
    }

    /** By its place among others, which has no interval. */
    PartFigure scaledTo(Fraction place) {
        return new PartFigure(part, measured, place, null, false);
    }
}
