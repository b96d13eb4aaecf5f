package io.hallpulse.gateway.assessment.scheme;

import io.hallpulse.domain.assessment.scheme.Measure;
import io.hallpulse.domain.assessment.scheme.Part;
import io.hallpulse.domain.assessment.scheme.Score;
import io.hallpulse.runtime.config.YamlValue;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what facts are worth: parts with their measures, adjustments, grades. */
final class ScoreReader {
    /** Of 100: how much may be missing where a scheme does not say. */
    private static final BigDecimal MISSING_AT_MOST = BigDecimal.valueOf(40);

    private static final String PART = "id weight from measure minimum";
    private static final String PART_MAY = "only scale";

    private final Values values;

    ScoreReader(Values values) {
        this.values = values;
    }

    Score score(YamlValue value) {
        Section section = values.section(value, "good decimals parts missing", "adjust weighting grades");
        return new Score(
                section.read("good", one -> values.word(one, Score.Good.class), Score.Good.HIGH),
                section.read("decimals", one -> values.whole(one, 0, 6), 0),
                section.read("parts", one -> values.each(one, this::part), List.of()),
                section.read(
                        "missing", this::missing, new Score.Missing(Score.MissingDo.REDISTRIBUTE, MISSING_AT_MOST)),
                section.read(
                        "adjust",
                        one -> values.list(one).stream().map(this::adjustment).toList(),
                        List.of()),
                section.read("weighting", one -> values.word(one, Score.Weighting.class), Score.Weighting.NONE),
                section.read("grades", one -> values.each(one, this::grade), List.of()));
    }

    private Score.Missing missing(YamlValue value) {
        Section section = values.section(value, "do", "most");
        return new Score.Missing(
                section.read("do", one -> values.word(one, Score.MissingDo.class), Score.MissingDo.REDISTRIBUTE),
                section.read("most", values::upToHundred, MISSING_AT_MOST));
    }

    private Score.Adjustment adjustment(YamlValue value) {
        Section section = values.section(value, "from items least most", "");
        return new Score.Adjustment(
                section.read("from", values::id, ""),
                section.read("items", values::ids, List.of()),
                section.read("least", values::points, BigDecimal.ZERO),
                section.read("most", values::points, BigDecimal.ZERO));
    }

    private Score.Grade grade(YamlValue value) {
        Section section = values.section(value, "id zh en from", "");
        return new Score.Grade(
                section.read("id", values::id, ""),
                values.name(section),
                section.read("from", values::upToHundred, BigDecimal.ZERO));
    }

    private Part part(YamlValue value) {
        YamlValue given = value.entries().get("measure");
        if (given != null && given.text().orElse("").equals("points")) {
            values.fault(given, "points of a ledger are added after weighting; put them under score.adjust");
            return nothing();
        }
        Optional<Measure.Kind> kind = values.kind(value, "measure", Measure.Kind.class);
        if (kind.isEmpty()) {
            return nothing();
        }
        return switch (kind.get()) {
            case LEVELS -> {
                Section section = values.section(value, PART + " as", PART_MAY);
                yield part(
                        section,
                        new Measure.Levels(section.read(
                                "as", one -> values.word(one, Measure.LevelFigure.class), Measure.LevelFigure.INDEX)));
            }
            case CHOICE -> part(values.section(value, PART, PART_MAY), new Measure.Choice());
            case NAMED -> {
                Section section = values.section(value, PART + " marks", PART_MAY + " of prior");
                yield part(section, named(section));
            }
            case CHECKLIST -> part(values.section(value, PART, PART_MAY), new Measure.Checks());
            case RATE -> {
                Section section = values.section(value, PART + " count of", PART_MAY + " late none");
                yield part(section, rate(section));
            }
        };
    }

    private static Part nothing() {
        return new Part("", BigDecimal.ONE, Set.of(), "", new Measure.Choice(), 0, null);
    }

    private Measure.Named named(Section section) {
        return new Measure.Named(
                section.read("marks", one -> values.eachNamed(one, values::upToHundred), Map.of()),
                section.read("of", one -> values.word(one, Measure.Among.class), Measure.Among.CONTACT),
                section.read("prior", one -> values.whole(one, 0, 1_000_000), Measure.Named.PRIOR));
    }

    private Measure.Rate rate(Section section) {
        return new Measure.Rate(
                new LinkedHashSet<>(section.read("count", values::ids, List.of())),
                new LinkedHashSet<>(section.read("of", values::ids, List.of())),
                section.read("late", one -> values.word(one, Measure.Late.class), Measure.Late.FAILS),
                section.readOrNull("none", values::upToHundred));
    }

    private Part part(Section section, Measure measure) {
        return new Part(
                section.read("id", values::id, ""),
                section.read(
                        "weight", one -> values.number(one, Values.LEAST_OVER_ZERO, Values.HUNDRED), BigDecimal.ONE),
                new LinkedHashSet<>(section.read("only", values::ids, List.of())),
                section.read("from", values::id, ""),
                measure,
                section.read("minimum", one -> values.whole(one, 0, 1_000_000), 0),
                section.readOrNull("scale", this::scaling));
    }

    private Part.@Nullable Scaling scaling(YamlValue value) {
        if (value.text().orElse("").equals("none")) {
            return null;
        }
        Section section = values.section(value, "", "target within");
        if (value.entries().size() != 1) {
            values.fault(value, "is scaled in one way; write none, {target: 95} or {within: category}");
            return null;
        }
        if (section.has("within")) {
            section.readOrNull("within", one -> {
                values.only(one, "category");
                return one;
            });
            return new Part.Scaling.WithinCategory();
        }
        return new Part.Scaling.Target(section.read(
                "target", one -> values.number(one, Values.LEAST_OVER_ZERO, Values.HUNDRED), Values.HUNDRED));
    }
}
