package io.hallpulse.gateway.assessment.scheme;

import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Condition;
import io.hallpulse.domain.assessment.scheme.Effect;
import io.hallpulse.domain.assessment.scheme.ItemName;
import io.hallpulse.domain.assessment.scheme.Post;
import io.hallpulse.domain.assessment.scheme.Rule;
import io.hallpulse.runtime.config.YamlValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;

/** Reads rules: when something is so, then do something. */
final class RuleReader {
    private static final int MANY = 1_000_000;

    private static final String CONDITIONS = "rank streak last lowest listed score grade fact visit held case count";
    private static final List<String> EFFECTS = List.of("open", "move", "points", "exclude");

    private final Values values;

    RuleReader(Values values) {
        this.values = values;
    }

    Rule rule(YamlValue value) {
        Section section = values.section(value, "id when do", "at");
        List<Condition> when = new ArrayList<>();
        int streak = section.read("when", one -> conditions(one, when), 0);
        return new Rule(
                section.read("id", values::id, ""),
                section.read("at", one -> values.word(one, Rule.At.class), Rule.At.PUBLISHED),
                when,
                streak,
                section.read(
                        "do", one -> values.list(one).stream().map(this::effect).toList(), List.of()));
    }

    /** Puts the conditions into a list and returns the streak. */
    private int conditions(YamlValue value, List<Condition> when) {
        Section section = values.section(value, "", CONDITIONS);
        add(when, section, "rank", this::rank);
        add(when, section, "last", one -> set(one, new Condition.Last()));
        add(when, section, "lowest", this::lowest);
        add(when, section, "listed", one -> set(one, new Condition.Listed()));
        add(when, section, "score", this::score);
        add(when, section, "grade", one -> new Condition.GradeOf(new LinkedHashSet<>(values.ids(one))));
        add(when, section, "fact", one -> new Condition.FactOf(values.item(one)));
        add(when, section, "visit", this::visit);
        add(when, section, "held", one -> new Condition.Held(values.id(one)));
        add(when, section, "case", this::caseAt);
        add(when, section, "count", this::count);
        if (value.isMapping() && value.entries().isEmpty()) {
            values.fault(value, "holds for everything; add a condition: " + CONDITIONS.replace(" ", ", "));
        }
        return section.read("streak", one -> values.whole(one, 2, 100), 0);
    }

    private static void add(List<Condition> when, Section section, String key, Function<YamlValue, Condition> read) {
        Condition condition = section.readOrNull(key, read);
        if (condition != null) {
            when.add(condition);
        }
    }

    private Condition set(YamlValue value, Condition condition) {
        values.only(value, "true");
        return condition;
    }

    private Condition rank(YamlValue value) {
        Section section = values.section(value, "to", "from");
        int from = section.read("from", one -> values.whole(one, 1, MANY), 1);
        return new Condition.RankBetween(from, section.read("to", one -> values.whole(one, from, MANY), from));
    }

    private Condition lowest(YamlValue value) {
        return new Condition.Lowest(values.section(value, "percent", "")
                .read("percent", one -> values.number(one, Values.LEAST_OVER_ZERO, Values.HUNDRED), Values.HUNDRED));
    }

    private Condition score(YamlValue value) {
        Section section = values.section(value, "", "from below");
        if (value.isMapping() && value.entries().isEmpty()) {
            values.fault(value, "holds for every score; add from or below");
        }
        return new Condition.ScoreBetween(
                section.readOrNull("from", values::upToHundred), section.readOrNull("below", values::upToHundred));
    }

    private Condition visit(YamlValue value) {
        Section section = values.section(value, "source below", "");
        return new Condition.VisitBelow(
                section.read("source", values::id, ""), section.read("below", values::upToHundred, BigDecimal.ZERO));
    }

    private Condition caseAt(YamlValue value) {
        Section section = values.section(value, "flow state", "");
        return new Condition.CaseAt(section.read("flow", values::id, ""), section.read("state", values::id, ""));
    }

    private Condition count(YamlValue value) {
        Section section = values.section(value, "item below", "");
        return new Condition.CountBelow(
                section.read("item", values::item, new ItemName("", "")),
                section.read("below", one -> values.whole(one, 1, MANY), 1));
    }

    private Effect effect(YamlValue value) {
        List<String> found =
                EFFECTS.stream().filter(value.entries()::containsKey).toList();
        if (found.size() != 1) {
            values.fault(value, "does one thing each: open, move, points or exclude; write a line for each");
            return new Effect.ExcludeFromRound();
        }
        return switch (found.get(0)) {
            case "open" -> open(values.section(value, "open to", "by propose"));
            case "move" -> {
                Section section = values.section(value, "move from to", "");
                yield new Effect.Move(
                        section.read("move", values::id, ""),
                        section.read("from", values::idsOrOne, List.of()),
                        section.read("to", values::id, ""));
            }
            case "points" -> values.section(value, "points", "").read("points", this::points, nothing());
            default -> {
                values.section(value, "exclude", "").readOrNull("exclude", one -> {
                    values.only(one, "round");
                    return one;
                });
                yield new Effect.ExcludeFromRound();
            }
        };
    }

    private Effect open(Section section) {
        return new Effect.Open(
                section.read("open", values::id, ""),
                section.read("to", one -> values.word(one, Post.class), Post.UNIT),
                section.readOrNull("by", one -> values.word(one, AssessmentRole.class)),
                section.readOrNull("propose", values::id));
    }

    private static Effect nothing() {
        return new Effect.ExcludeFromRound();
    }

    private Effect points(YamlValue value) {
        Section section = values.section(value, "into to", "byRank value most");
        if (section.has("byRank") == section.has("value")) {
            values.fault(value, "gives points in one way; write value, or byRank");
            return nothing();
        }
        Effect.Amount amount = section.has("value")
                ? new Effect.Amount.Flat(section.read("value", values::points, BigDecimal.ZERO))
                : new Effect.Amount.ByRank(section.read(
                        "byRank",
                        one -> values.list(one).stream().map(values::points).toList(),
                        List.of()));
        return new Effect.Points(
                section.read("into", values::id, ""),
                section.read("to", one -> values.wordsOrOne(one, Post.class), List.of()),
                amount,
                section.readOrNull("most", values::points));
    }
}
