package io.hallpulse.gateway.assessment.scheme;

import io.hallpulse.domain.assessment.scheme.Base;
import io.hallpulse.domain.assessment.scheme.Evaluators;
import io.hallpulse.domain.assessment.scheme.Post;
import io.hallpulse.domain.assessment.scheme.Privacy;
import io.hallpulse.domain.assessment.scheme.RoundPeriod;
import io.hallpulse.domain.assessment.scheme.Rounds;
import io.hallpulse.domain.assessment.scheme.SubjectKind;
import io.hallpulse.domain.assessment.scheme.Subjects;
import io.hallpulse.domain.calendar.Limit;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.runtime.config.YamlValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a scheme begins and ends with: basis, subjects, rounds, the register, who inspects, and privacy. */
final class HeadReader {
    private static final int MANY = 10_000_000;

    private final Values values;

    HeadReader(Values values) {
        this.values = values;
    }

    Name basis(YamlValue value) {
        if (value.isMapping()
                && value.entries().get("zh") != null
                && value.entries().get("zh").text().orElse("").isBlank()) {
            values.fault(
                    value.entries().get("zh"),
                    "is empty, and a scheme that proposes measures names its document; write it, or 待填 until it is known");
            return new Name("-", "-");
        }
        return values.name(value);
    }

    Subjects subjects(YamlValue value) {
        Section section = values.section(value, "kind posts categories", "expected");
        Section expected = section.readOrNull("expected", one -> values.section(one, "", "subjects units"));
        List<Post> posts = section.read("posts", one -> values.words(one, Post.class), List.of());
        for (Post post : posts) {
            if (!post.isHeld()) {
                section.read(
                        "posts",
                        one -> {
                            values.fault(one, "'" + post.word() + "' is no post that somebody holds; leave it out");
                            return one;
                        },
                        value);
            }
        }
        return new Subjects(
                section.read("kind", one -> values.word(one, SubjectKind.class), SubjectKind.WINDOW),
                new LinkedHashSet<>(posts),
                section.read("categories", one -> values.eachNamed(one, values::name), Map.of()),
                expected == null ? null : expected.readOrNull("subjects", this::many),
                expected == null ? null : expected.readOrNull("units", this::many));
    }

    private int many(YamlValue value) {
        return values.whole(value, 1, MANY);
    }

    Rounds rounds(YamlValue value) {
        Section section = values.section(value, "every", "fieldwork late");
        return new Rounds(
                section.read("every", one -> values.word(one, RoundPeriod.class), RoundPeriod.MONTH),
                section.readOrNull("fieldwork", this::fieldwork),
                section.readOrNull("late", values::limit));
    }

    private Rounds.Fieldwork fieldwork(YamlValue value) {
        Section section = values.section(value, "for", "after");
        Limit none = new Limit(0, Limit.Unit.D);
        return new Rounds.Fieldwork(
                section.read("after", one -> one.text().orElse("").equals("0d") ? none : values.limit(one), none),
                section.read("for", values::limit, none));
    }

    Base base(YamlValue value) {
        Section section = values.section(value, "", "from expected strata contactPerSubject exclude retention");
        return new Base(
                section.readOrNull("from", values::name),
                section.readOrNull("expected", this::many),
                section.read("strata", values::ids, List.of()),
                section.read("contactPerSubject", values::truth, false),
                new LinkedHashSet<>(section.read("exclude", one -> values.words(one, Base.Exclusion.class), List.of())),
                section.readOrNull("retention", values::limit));
    }

    Evaluators evaluators(YamlValue value) {
        Section section = values.section(value, "", "zh en expected term assign avoid rotate severity");
        return new Evaluators(
                new Text(section.read("zh", values::text, ""), section.read("en", values::text, "")),
                section.readOrNull("expected", this::many),
                section.readOrNull("term", values::limit),
                random(values, section),
                new LinkedHashSet<>(
                        section.read("avoid", one -> values.words(one, Evaluators.Conflict.class), List.of())),
                section.read("rotate", values::truth, false),
                section.readOrNull("severity", this::severity));
    }

    /** Whether {@code assign: random} stands there. */
    static boolean random(Values values, Section section) {
        section.read(
                "assign",
                one -> {
                    values.only(one, "random");
                    return one;
                },
                section.value());
        return section.has("assign");
    }

    private Evaluators.Severity severity(YamlValue value) {
        Section section = values.section(value, "atLeast beyond", "");
        return new Evaluators.Severity(
                section.read("atLeast", this::many, 1), section.read("beyond", values::upToHundred, Values.HUNDRED));
    }

    Privacy privacy(YamlValue value) {
        Section section = values.section(value, "minimum seal persons", "");
        return new Privacy(
                section.read("minimum", this::many, 1),
                section.readOrNull("seal", this::seal),
                section.read("persons", one -> values.word(one, Privacy.Persons.class), Privacy.Persons.NEVER));
    }

    private Privacy.@Nullable Seal seal(YamlValue value) {
        if (value.text().orElse("").equals("none")) {
            return null;
        }
        if (!value.isMapping()) {
            values.fault(value, "neither none nor a seal; write none, or {of: 3, need: 2}");
            return null;
        }
        Section section = values.section(value, "of need", "");
        int of = section.read("of", one -> values.whole(one, 2, 10), 2);
        return new Privacy.Seal(of, section.read("need", one -> values.whole(one, 2, of), 2));
    }
}
