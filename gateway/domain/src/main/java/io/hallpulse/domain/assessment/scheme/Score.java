package io.hallpulse.domain.assessment.scheme;

import io.hallpulse.domain.directory.Name;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What facts are worth.
 *
 * @param good which end of the scale is the good one
 * @param decimals of a printed figure, 0 to 6
 * @param parts at least one, ids differing; weights are 100 together in every category
 * @param adjust points added after weighting
 * @param grades from the highest threshold down
 */
public record Score(
        Good good,
        int decimals,
        List<Part> parts,
        Missing missing,
        List<Adjustment> adjust,
        Weighting weighting,
        List<Grade> grades) {
    /** Which end of the scale is the good one. */
    public enum Good implements Word {
        HIGH,
        LOW
    }

    /** What becomes of the weight of a part under its minimum. */
    public enum MissingDo implements Word {
        /** The other parts share it. */
        REDISTRIBUTE,
        /** The part counts 0. */
        ZERO,
        /** The subject is not ranked. */
        NOT_RANKED
    }

    /**
     * Missing parts.
     *
     * @param most weight of 100 that may be missing before a subject is not ranked, 0 to 100
     */
    public record Missing(MissingDo action, BigDecimal most) {}

    /** How answers are weighted for who did not answer. */
    public enum Weighting implements Word {
        NONE,
        STRATA
    }

    /**
     * Points of a ledger, added after weighting.
     *
     * @param from id of a ledger
     * @param items ids of its items that count
     * @param least points, not over {@code most}
     * @param most points
     */
    public record Adjustment(String from, List<String> items, BigDecimal least, BigDecimal most) {
        public Adjustment {
            items = List.copyOf(items);
        }
    }

    /**
     * A grade by the printed figure.
     *
     * @param from the figure from which on it is given, 0 to 100
     */
    public record Grade(String id, Name name, BigDecimal from) {}

    public Score {
        parts = List.copyOf(parts);
        adjust = List.copyOf(adjust);
        grades = List.copyOf(grades);
    }

    /** The parts that count in a category, in the order of the file. */
    public List<Part> partsOf(String category) {
        return parts.stream().filter(part -> part.countsIn(category)).toList();
    }

    /** The grade that a better figure would reach next; empty where there is none, or where a greater figure is a worse one. */
    public Optional<Grade> gradeAbove(BigDecimal printed) {
        return good == Good.LOW
                ? Optional.empty()
                : grades.stream()
                        .filter(grade -> grade.from().compareTo(printed) > 0)
                        .min(Comparator.comparing(Grade::from));
    }
}
