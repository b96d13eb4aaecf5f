package io.hallpulse.gateway.assessment.scheme;

import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.calendar.Limit;
import io.hallpulse.runtime.config.YamlValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Reads flows: states, their limits, and the ways between them. */
final class FlowReader {
    private final Values values;

    FlowReader(Values values) {
        this.values = values;
    }

    Flow flow(YamlValue value) {
        Section section = values.section(value, "zh en states", "opens standing rotates board");
        return new Flow(
                values.name(section),
                new LinkedHashSet<>(section.read("opens", one -> values.words(one, Flow.Channel.class), List.of())),
                section.read("standing", values::truth, false),
                section.readOrNull("rotates", one -> values.word(one, Flow.Rotation.class)),
                section.read("board", values::truth, false),
                section.read("states", one -> values.eachNamed(one, this::state), Map.of()));
    }

    private Flow.State state(YamlValue value) {
        Section section = values.section(value, "", "limit atLimit warn extend late next end again");
        return new Flow.State(
                section.readOrNull("limit", this::limit),
                section.readOrNull("atLimit", values::id),
                section.readOrNull("warn", values::limit),
                section.readOrNull("extend", this::extension),
                section.read(
                        "late",
                        one -> values.section(one, "tell", "").read("tell", values::roles, List.of()),
                        List.of()),
                section.read("next", one -> values.eachNamed(one, this::transition), Map.of()),
                section.read("end", values::truth, false),
                section.readOrNull("again", values::limit));
    }

    private Flow.StateLimit limit(YamlValue value) {
        return value.text().orElse("").equals("own")
                ? new Flow.StateLimit.Own()
                : new Flow.StateLimit.For(values.limit(value));
    }

    private Flow.Extension extension(YamlValue value) {
        Section section = values.section(value, "by once", "");
        return new Flow.Extension(
                section.read("by", values::roles, List.of()),
                section.read("once", values::limit, new Limit(1, Limit.Unit.D)));
    }

    private Flow.Transition transition(YamlValue value) {
        Section section = values.section(value, "to by", "seconds needs within fact restart");
        return new Flow.Transition(
                section.read("to", values::id, ""),
                section.read("by", values::roles, List.of()),
                section.read("seconds", values::roles, List.of()),
                new LinkedHashSet<>(section.read("needs", one -> values.words(one, Flow.Need.class), List.of())),
                section.readOrNull("within", values::limit),
                section.readOrNull("fact", values::id),
                section.read("restart", values::truth, false));
    }
}
