package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Checklist;
import io.hallpulse.domain.assessment.scheme.Condition;
import io.hallpulse.domain.assessment.scheme.Effect;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Form;
import io.hallpulse.domain.assessment.scheme.Measure;
import io.hallpulse.domain.assessment.scheme.Part;
import io.hallpulse.domain.assessment.scheme.Post;
import io.hallpulse.domain.assessment.scheme.Privacy;
import io.hallpulse.domain.assessment.scheme.Publication;
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
import io.hallpulse.domain.calendar.Limit;
import io.hallpulse.domain.directory.Name;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Small schemes of windows, a round each month. */
final class TestSchemes {
    static final String ID = "windows";
    private static final Name NAME = new Name("窗口", "windows");
    private static final Ranking.Listing LIST = new Ranking.Listing(new Ranking.Take.Each(6), Ranking.Edge.INCLUDE);

    private TestSchemes() {}

    /** Parts that read tallies of keys as bare satisfaction, so that any figure can be made of them, by source and weight. */
    static Scheme ofTallies(Map<String, Integer> weights) {
        return ofTallies(weights, List.of(), LIST, List.of());
    }

    static Scheme ofTallies(
            Map<String, Integer> weights,
            List<Score.Adjustment> adjust,
            Ranking.Listing list,
            List<Ranking.TieBreak> breakBy) {
        Map<String, Source> sources = new LinkedHashMap<>();
        weights.keySet().forEach(id -> sources.put(id, new Source.Presses(SubjectKind.WINDOW)));
        sources.put("record", record());
        List<Part> parts = weights.entrySet().stream()
                .map(part ->
                        part(part.getKey(), part.getValue(), 5, new Measure.Levels(Measure.LevelFigure.SATISFACTION)))
                .toList();
        return scheme(sources, parts, adjust, list, breakBy);
    }

    /** One part of that measure; its source, of the same id, is made beside it. */
    static Scheme ofOne(Source source, Measure measure, int minimum) {
        return scheme(
                Map.of("one", source, "record", record()),
                List.of(part("one", 100, minimum, measure)),
                List.of(),
                LIST,
                List.of());
    }

    /** A ledger of criticism, praise and breaches. */
    private static Source.Ledger record() {
        return new Source.Ledger(Map.of(
                "criticism", item("-2", List.of(AssessmentRole.ORGANISER)),
                "banner", item("0.5", List.of(AssessmentRole.ORGANISER)),
                "breach", item("0", List.of(AssessmentRole.DISCIPLINE, AssessmentRole.APPROVER))));
    }

    private static Source.Item item(String value, List<AssessmentRole> verify) {
        return new Source.Item(NAME, verify, new BigDecimal(value), false);
    }

    static Score.Adjustment adjust() {
        return new Score.Adjustment("record", List.of("criticism", "banner"), new BigDecimal(-6), new BigDecimal(2));
    }

    private static Part part(String id, int weight, int minimum, Measure measure) {
        return new Part(id, new BigDecimal(weight), Set.of(), id, measure, minimum, null);
    }

    private static Scheme scheme(
            Map<String, Source> sources,
            List<Part> parts,
            List<Score.Adjustment> adjust,
            Ranking.Listing list,
            List<Ranking.TieBreak> breakBy) {
        return new Scheme(
                ID,
                1,
                NAME,
                NAME,
                NAME,
                new Subjects(SubjectKind.WINDOW, Set.of(), Map.of("all", NAME), null, null),
                new Rounds(
                        RoundPeriod.MONTH,
                        new Rounds.Fieldwork(new Limit(0, Limit.Unit.D), new Limit(3, Limit.Unit.D)),
                        new Limit(3, Limit.Unit.WD)),
                null,
                null,
                Map.of(
                        "grade",
                        new Scale(List.of(
                                new Scale.Option("good", NAME, new BigDecimal(100), false),
                                new Scale.Option("fair", NAME, new BigDecimal(70), false),
                                new Scale.Option("poor", NAME, new BigDecimal(0), false),
                                new Scale.Option("unknown", NAME, null, false)))),
                Map.of("sheet", new Form.One(List.of(new Form.Question("q", NAME, "grade", BigDecimal.ONE)))),
                sources,
                Map.of(
                        "round",
                        new Checklist(List.of(item("absent", 10, 30), item("slow", 10, 30), item("wrong", 30, 60)))),
                new Score(
                        Score.Good.HIGH,
                        2,
                        parts,
                        new Score.Missing(Score.MissingDo.REDISTRIBUTE, new BigDecimal(40)),
                        adjust,
                        Score.Weighting.NONE,
                        List.of()),
                new Ranking(Ranking.Within.SCHEME, Ranking.Order.BEST_FIRST, list, breakBy, List.of(), List.of(), null),
                List.of(),
                Map.of(),
                List.of(),
                new Privacy(5, null, Privacy.Persons.NEVER));
    }

    /** The same scheme with what it publishes, and a diploma for each listed window and its staff, who are named with consent. */
    static Scheme publishing(Scheme scheme, Publication... publications) {
        Map<String, Flow> flows = new LinkedHashMap<>();
        flows.put("diploma", held(new Name("优秀窗口", "Window of the month")));
        flows.put("staff-month", held(new Name("优秀工作人员", "Staff of the month")));
        flows.put("promise", held(new Name("承诺事项", "Promise")));
        return new Scheme(
                scheme.id(),
                scheme.version(),
                scheme.name(),
                scheme.authority(),
                scheme.basis(),
                scheme.subjects(),
                scheme.rounds(),
                scheme.base(),
                scheme.evaluators(),
                scheme.scales(),
                scheme.forms(),
                scheme.sources(),
                scheme.checklists(),
                scheme.score(),
                scheme.ranking(),
                List.of(rule("diploma", Post.UNIT), rule("staff-month", Post.STAFF)),
                flows,
                List.of(publications),
                new Privacy(5, null, Privacy.Persons.CONSENT));
    }

    /** The same scheme as another version. */
    static Scheme version(Scheme scheme, int version) {
        return new Scheme(
                scheme.id(),
                version,
                scheme.name(),
                scheme.authority(),
                scheme.basis(),
                scheme.subjects(),
                scheme.rounds(),
                scheme.base(),
                scheme.evaluators(),
                scheme.scales(),
                scheme.forms(),
                scheme.sources(),
                scheme.checklists(),
                scheme.score(),
                scheme.ranking(),
                scheme.rules(),
                scheme.flows(),
                scheme.publications(),
                scheme.privacy());
    }

    private static Flow held(Name name) {
        return new Flow(
                name,
                Set.of(),
                true,
                null,
                false,
                Map.of("held", new Flow.State(null, null, null, null, List.of(), Map.of(), true, null)));
    }

    private static Rule rule(String flow, Post to) {
        return new Rule(
                flow,
                Rule.At.PUBLISHED,
                List.of(new Condition.Listed()),
                0,
                List.of(new Effect.Open(flow, to, null, null)));
    }

    private static Checklist.Item item(String id, int deduct, int most) {
        return new Checklist.Item(id, NAME, new BigDecimal(deduct), new BigDecimal(most));
    }
}
