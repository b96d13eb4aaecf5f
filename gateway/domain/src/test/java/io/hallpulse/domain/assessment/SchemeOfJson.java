package io.hallpulse.domain.assessment;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Checklist;
import io.hallpulse.domain.assessment.scheme.Condition;
import io.hallpulse.domain.assessment.scheme.Effect;
import io.hallpulse.domain.assessment.scheme.Form;
import io.hallpulse.domain.assessment.scheme.ItemName;
import io.hallpulse.domain.assessment.scheme.Measure;
import io.hallpulse.domain.assessment.scheme.Part;
import io.hallpulse.domain.assessment.scheme.Post;
import io.hallpulse.domain.assessment.scheme.Privacy;
import io.hallpulse.domain.assessment.scheme.Ranking;
import io.hallpulse.domain.assessment.scheme.RoundPeriod;
import io.hallpulse.domain.assessment.scheme.Rounds;
import io.hallpulse.domain.assessment.scheme.Rule;
import io.hallpulse.domain.assessment.scheme.Scale;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Score;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.assessment.scheme.SubjectKind;
import io.hallpulse.domain.assessment.scheme.Subjects;
import io.hallpulse.domain.assessment.scheme.Word;
import io.hallpulse.domain.directory.Name;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A scheme of a stored round: what counts of it; labels, flows and publications are not stored. Defaults: {@code README.md} there. */
final class SchemeOfJson {
    private static final Name UNSAID = new Name("无", "none");

    private SchemeOfJson() {}

    static Scheme read(JsonNode file) {
        Map<String, Name> categories = map(file.get("subjects").get("categories"), node -> UNSAID);
        return new Scheme(
                file.get("scheme").asText(),
                1,
                UNSAID,
                UNSAID,
                UNSAID,
                new Subjects(SubjectKind.WINDOW, Set.of(Post.HEAD, Post.DEPUTY), categories, null, null),
                new Rounds(RoundPeriod.QUARTER, null, null),
                null,
                null,
                map(file.get("scales"), SchemeOfJson::scale),
                map(file.get("forms"), SchemeOfJson::form),
                map(file.get("sources"), SchemeOfJson::source),
                map(file.get("checklists"), SchemeOfJson::checklist),
                score(file.get("score")),
                ranking(file.get("ranking")),
                list(file.get("rules"), SchemeOfJson::rule),
                Map.of(),
                List.of(),
                new Privacy(5, null, Privacy.Persons.NEVER));
    }

    private static Scale scale(JsonNode node) {
        return new Scale(list(
                node, option -> new Scale.Option(option.get("id").asText(), UNSAID, number(option, "value"), false)));
    }

    private static Form form(JsonNode node) {
        if (node.get("about").asText().equals("many")) {
            return new Form.Many(
                    UNSAID,
                    null,
                    list(node.get("marks"), mark -> new Form.Mark(mark.get("id").asText(), UNSAID, null)),
                    null);
        }
        return new Form.One(list(
                node.get("questions"),
                question -> new Form.Question(
                        question.get("id").asText(),
                        UNSAID,
                        question.get("scale").asText(),
                        number(question, "weight", BigDecimal.ONE))));
    }

    private static Source source(JsonNode node) {
        List<AssessmentRole> by = List.of(AssessmentRole.INSPECTOR);
        return switch (node.get("kind").asText()) {
            case "presses" -> new Source.Presses(SubjectKind.WINDOW);
            case "ballot" ->
                new Source.Ballot(
                        word(Source.Admission.class, node.get("admission")),
                        node.get("form").asText(),
                        null,
                        List.of(),
                        null);
            case "survey" -> new Source.Survey(node.get("form").asText(), by, "", List.of(), null);
            case "visits" -> new Source.Visits(node.get("checklist").asText(), by, true, List.of(), 1, 0, null, false);
            case "ledger" ->
                new Source.Ledger(
                        map(node.get("items"), item -> new Source.Item(UNSAID, by, number(item, "value"), false)));
            default -> new Source.Cases(list(node.get("flows"), JsonNode::asText));
        };
    }

    private static Checklist checklist(JsonNode node) {
        return new Checklist(list(
                node,
                item -> new Checklist.Item(
                        item.get("id").asText(),
                        UNSAID,
                        item.get("deduct").decimalValue(),
                        item.get("most").decimalValue())));
    }

    private static Score score(JsonNode node) {
        JsonNode missing = node.get("missing");
        Score.MissingDo action = word(Score.MissingDo.class, missing.get("do"));
        BigDecimal most = BigDecimal.valueOf(action == Score.MissingDo.ZERO ? 100 : 40);
        List<Score.Grade> grades = new ArrayList<>(list(
                node.get("grades"),
                grade -> new Score.Grade(
                        grade.get("id").asText(), UNSAID, grade.get("from").decimalValue())));
        grades.sort((a, b) -> b.from().compareTo(a.from()));
        return new Score(
                word(Score.Good.class, node.get("good")),
                node.get("decimals").intValue(),
                list(node.get("parts"), SchemeOfJson::part),
                new Score.Missing(action, number(missing, "most", most)),
                list(
                        node.get("adjust"),
                        adjust -> new Score.Adjustment(
                                adjust.get("from").asText(),
                                list(adjust.get("items"), JsonNode::asText),
                                adjust.get("least").decimalValue(),
                                adjust.get("most").decimalValue())),
                Score.Weighting.NONE,
                grades);
    }

    private static Part part(JsonNode node) {
        JsonNode scale = node.get("scale");
        Part.Scaling scaling = scale == null
                ? null
                : scale.has("target")
                        ? new Part.Scaling.Target(scale.get("target").decimalValue())
                        : new Part.Scaling.WithinCategory();
        return new Part(
                node.get("id").asText(),
                node.get("weight").decimalValue(),
                new LinkedHashSet<>(list(node.get("only"), JsonNode::asText)),
                node.get("from").asText(),
                measure(node),
                node.get("minimum").intValue(),
                scaling);
    }

    private static Measure measure(JsonNode node) {
        return switch (word(Measure.Kind.class, node.get("measure"))) {
            case LEVELS ->
                new Measure.Levels(word(Measure.LevelFigure.class, node.get("as"), Measure.LevelFigure.INDEX));
            case CHOICE -> new Measure.Choice();
            case NAMED ->
                new Measure.Named(
                        map(node.get("marks"), JsonNode::decimalValue),
                        word(Measure.Among.class, node.get("of"), Measure.Among.CONTACT),
                        number(node, "prior", BigDecimal.valueOf(Measure.Named.PRIOR))
                                .intValueExact());
            case CHECKLIST -> new Measure.Checks();
            case RATE ->
                new Measure.Rate(
                        Set.copyOf(list(node.get("count"), JsonNode::asText)),
                        Set.copyOf(list(node.get("of"), JsonNode::asText)),
                        word(Measure.Late.class, node.get("late"), Measure.Late.FAILS),
                        number(node, "none"));
        };
    }

    private static Ranking ranking(JsonNode node) {
        JsonNode list = node.get("list");
        JsonNode take = list.get("take");
        Ranking.Take places = take.isObject()
                ? new Ranking.Take.ByCategory(map(take, JsonNode::intValue))
                : list.has("spread")
                        ? new Ranking.Take.Spread(take.intValue())
                        : new Ranking.Take.Each(take.intValue());
        JsonNode firm = node.get("firm");
        return new Ranking(
                word(Ranking.Within.class, node.get("within")),
                word(Ranking.Order.class, node.get("order")),
                new Ranking.Listing(places, word(Ranking.Edge.class, list.get("edge"), Ranking.Edge.BREAK)),
                list(node.get("breakBy"), SchemeOfJson::tieBreak),
                list(node.get("first"), SchemeOfJson::item),
                list(node.get("bar"), SchemeOfJson::item),
                firm == null
                        ? null
                        : new Ranking.Firm(
                                firm.get("confidence").decimalValue(), word(Ranking.Then.class, firm.get("then"))));
    }

    private static Ranking.TieBreak tieBreak(JsonNode node) {
        return switch (node.asText()) {
            case "services" -> new Ranking.TieBreak.Services();
            case "contacts" -> new Ranking.TieBreak.Contacts();
            case "previous" -> new Ranking.TieBreak.Previous();
            default -> new Ranking.TieBreak.ByPart(node.asText());
        };
    }

    private static ItemName item(JsonNode node) {
        String[] name = node.asText().split("\\.", 2);
        return new ItemName(name[0], name[1]);
    }

    private static Rule rule(JsonNode node) {
        JsonNode when = node.get("when");
        JsonNode rank = when.get("rank");
        int from = rank == null ? 1 : number(rank, "from", BigDecimal.ONE).intValue();
        List<Condition> conditions = new ArrayList<>();
        when.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            switch (entry.getKey()) {
                case "rank" ->
                    conditions.add(
                            new Condition.RankBetween(from, value.get("to").intValue()));
                case "last" -> conditions.add(new Condition.Last());
                case "lowest" ->
                    conditions.add(new Condition.Lowest(value.get("percent").decimalValue()));
                case "listed" -> conditions.add(new Condition.Listed());
                case "score" ->
                    conditions.add(new Condition.ScoreBetween(number(value, "from"), number(value, "below")));
                case "grade" -> conditions.add(new Condition.GradeOf(Set.copyOf(list(value, JsonNode::asText))));
                case "fact" -> conditions.add(new Condition.FactOf(item(value)));
                case "visit" ->
                    conditions.add(new Condition.VisitBelow(
                            value.get("source").asText(), value.get("below").decimalValue()));
                case "held" -> conditions.add(new Condition.Held(value.asText()));
                case "streak" -> {}
                default -> throw new IllegalArgumentException(entry.getKey());
            }
        });
        return new Rule(
                node.get("id").asText(),
                word(Rule.At.class, node.get("at"), Rule.At.PUBLISHED),
                conditions,
                number(when, "streak", BigDecimal.ZERO).intValue(),
                list(node.get("do"), SchemeOfJson::effect));
    }

    private static Effect effect(JsonNode node) {
        if (node.has("open")) {
            JsonNode by = node.get("by");
            JsonNode propose = node.get("propose");
            return new Effect.Open(
                    node.get("open").asText(),
                    word(Post.class, node.get("to")),
                    by == null ? null : word(AssessmentRole.class, by),
                    propose == null ? null : propose.asText());
        }
        if (node.has("move")) {
            return new Effect.Move(
                    node.get("move").asText(),
                    list(node.get("from"), JsonNode::asText),
                    node.get("to").asText());
        }
        if (node.has("exclude")) {
            return new Effect.ExcludeFromRound();
        }
        JsonNode points = node.get("points");
        return new Effect.Points(
                points.get("into").asText(),
                list(points.get("to"), to -> word(Post.class, to)),
                points.has("byRank")
                        ? new Effect.Amount.ByRank(list(points.get("byRank"), JsonNode::decimalValue))
                        : new Effect.Amount.Flat(points.get("value").decimalValue()),
                number(points, "most"));
    }

    // -- nodes ----------------------------------------------------------------------------------

    static <T> Map<String, T> map(JsonNode node, Function<JsonNode, T> value) {
        Map<String, T> map = new LinkedHashMap<>();
        node.properties().forEach(entry -> map.put(entry.getKey(), value.apply(entry.getValue())));
        return map;
    }

    static <T> List<T> list(@Nullable JsonNode node, Function<JsonNode, T> value) {
        List<T> list = new ArrayList<>();
        if (node != null) {
            node.forEach(element -> list.add(value.apply(element)));
        }
        return list;
    }

    private static @Nullable BigDecimal number(JsonNode node, String key) {
        JsonNode value = node.get(key);
        return value == null ? null : value.decimalValue();
    }

    private static BigDecimal number(JsonNode node, String key, BigDecimal otherwise) {
        JsonNode value = node.get(key);
        return value == null ? otherwise : value.decimalValue();
    }

    private static <T extends Enum<T> & Word> T word(Class<T> list, JsonNode node) {
        return Word.of(list, node.asText()).orElseThrow();
    }

    private static <T extends Enum<T> & Word> T word(Class<T> list, @Nullable JsonNode node, T otherwise) {
        return node == null ? otherwise : word(list, node);
    }
}
