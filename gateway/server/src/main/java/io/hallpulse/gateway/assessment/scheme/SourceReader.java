package io.hallpulse.gateway.assessment.scheme;

import io.hallpulse.domain.assessment.scheme.Checklist;
import io.hallpulse.domain.assessment.scheme.Form;
import io.hallpulse.domain.assessment.scheme.Scale;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.assessment.scheme.SourceKind;
import io.hallpulse.domain.assessment.scheme.SubjectKind;
import io.hallpulse.domain.assessment.scheme.Word;
import io.hallpulse.runtime.config.YamlValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads scales, forms, checklists and sources. */
final class SourceReader {
    private static final int MANY = 10_000_000;

    private final Values values;

    SourceReader(Values values) {
        this.values = values;
    }

    Scale scale(YamlValue value) {
        return new Scale(values.each(value, this::option));
    }

    private Scale.Option option(YamlValue value) {
        Section section = values.section(value, "id zh en", "value exclude asks");
        boolean excluded = section.read("exclude", values::truth, false);
        if (excluded == section.has("value")) {
            values.fault(value, "has a value, or is excluded; write one of value: 0 to 100 and exclude: true");
        }
        section.readOrNull("asks", one -> {
            values.only(one, "tip");
            return one;
        });
        return new Scale.Option(
                section.read("id", values::id, ""),
                values.name(section),
                section.readOrNull("value", values::points),
                section.has("asks"));
    }

    /** What a form is about. */
    enum About implements Word {
        ONE,
        MANY
    }

    Form form(YamlValue value) {
        About about = values.kind(value, "about", About.class).orElse(null);
        if (about == About.ONE) {
            Section section = values.section(value, "about questions", "");
            return new Form.One(section.read("questions", one -> values.each(one, this::question), List.of()));
        }
        if (about == About.MANY) {
            Section section = values.section(value, "about marks", "contact nominate remark");
            return new Form.Many(
                    section.readOrNull("contact", values::name),
                    section.readOrNull("nominate", this::most),
                    section.read("marks", one -> values.each(one, this::mark), List.of()),
                    section.readOrNull("remark", this::most));
        }
        return new Form.One(List.of());
    }

    private int most(YamlValue value) {
        return values.section(value, "most", "").read("most", this::count, 1);
    }

    private int count(YamlValue value) {
        return values.whole(value, 1, MANY);
    }

    private Form.Question question(YamlValue value) {
        Section section = values.section(value, "id zh en scale", "weight");
        return new Form.Question(
                section.read("id", values::id, ""),
                values.name(section),
                section.read("scale", values::id, ""),
                section.read(
                        "weight", one -> values.number(one, Values.LEAST_OVER_ZERO, Values.MILLION), BigDecimal.ONE));
    }

    private Form.Mark mark(YamlValue value) {
        Section section = values.section(value, "id zh en", "help");
        return new Form.Mark(
                section.read("id", values::id, ""), values.name(section), section.readOrNull("help", values::name));
    }

    Checklist checklist(YamlValue value) {
        return new Checklist(values.each(value, one -> {
            Section section = values.section(one, "id zh en deduct most", "");
            return new Checklist.Item(
                    section.read("id", values::id, ""),
                    values.name(section),
                    section.read("deduct", this::deduction, Values.LEAST_OVER_ZERO),
                    section.read("most", this::deduction, Values.HUNDRED));
        }));
    }

    private BigDecimal deduction(YamlValue value) {
        return values.number(value, Values.LEAST_OVER_ZERO, Values.HUNDRED);
    }

    /**
     * A source.
     *
     * @param subjects up to which presses are summed where it does not say
     */
    Source source(YamlValue value, SubjectKind subjects) {
        Optional<SourceKind> kind = values.kind(value, "kind", SourceKind.class);
        if (kind.isEmpty()) {
            return new Source.Cases(List.of());
        }
        return switch (kind.get()) {
            case PRESSES ->
                new Source.Presses(values.section(value, "kind", "rollUp")
                        .read("rollUp", one -> values.word(one, SubjectKind.class), subjects));
            case BALLOT -> ballot(values.section(value, "kind admission form", "draw reach period"));
            case SURVEY -> survey(values.section(value, "kind form by", "way places expected"));
            case VISITS ->
                visits(values.section(value, "kind checklist by", "assign ways perSubject among extra period"));
            case LEDGER ->
                new Source.Ledger(values.section(value, "kind items", "")
                        .read("items", one -> values.eachNamed(one, this::item), Map.of()));
            case CASES ->
                new Source.Cases(values.section(value, "kind flows", "").read("flows", values::ids, List.of()));
        };
    }

    private Source.Ballot ballot(Section section) {
        return new Source.Ballot(
                section.read("admission", one -> values.word(one, Source.Admission.class), Source.Admission.BOX),
                section.read("form", values::id, ""),
                section.readOrNull("draw", this::draw),
                section.read("reach", values::ids, List.of()),
                section.readOrNull(
                        "period",
                        one -> values.section(one, "month", "").read("month", month -> values.whole(month, 1, 12), 1)));
    }

    private Source.Draw draw(YamlValue value) {
        Section section = values.section(value, "size", "atLeastPerSubject allocate");
        return new Source.Draw(
                section.read("size", this::count, 1),
                section.read("atLeastPerSubject", this::count, 0),
                section.read(
                        "allocate", one -> values.word(one, Source.Allocation.class), Source.Allocation.PROPORTIONAL));
    }

    private Source.Survey survey(Section section) {
        return new Source.Survey(
                section.read("form", values::id, ""),
                section.read("by", values::roles, List.of()),
                section.read("way", values::id, ""),
                section.read("places", values::ids, List.of()),
                section.readOrNull("expected", this::count));
    }

    private Source.Visits visits(Section section) {
        section.readOrNull("period", one -> {
            values.only(one, "between-rounds");
            return one;
        });
        return new Source.Visits(
                section.read("checklist", values::id, ""),
                section.read("by", values::roles, List.of()),
                HeadReader.random(values, section),
                section.read("ways", values::ids, List.of()),
                section.read("perSubject", this::count, 1),
                section.read("extra", one -> values.section(one, "listed", "").read("listed", this::count, 0), 0),
                section.readOrNull(
                        "among", one -> values.section(one, "shortlist", "").read("shortlist", this::count, 1)),
                section.has("period"));
    }

    private Source.Item item(YamlValue value) {
        Section section = values.section(value, "zh en verify", "value proof");
        section.readOrNull("proof", one -> {
            values.only(one, "required");
            return one;
        });
        return new Source.Item(
                values.name(section),
                section.read("verify", values::roles, List.of()),
                section.readOrNull("value", values::points),
                section.has("proof"));
    }
}
