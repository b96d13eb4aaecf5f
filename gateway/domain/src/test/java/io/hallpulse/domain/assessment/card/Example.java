package io.hallpulse.domain.assessment.card;

import io.hallpulse.domain.assessment.fact.Fact;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.figure.Fraction;
import io.hallpulse.domain.assessment.round.EarlierRound;
import io.hallpulse.domain.assessment.round.FrozenRound;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Checklist;
import io.hallpulse.domain.assessment.scheme.Evaluators;
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
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Score;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.assessment.scheme.SubjectKind;
import io.hallpulse.domain.assessment.scheme.Subjects;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A small round for tests: parts are visits whose figures a test says, ballots about many, and points of a ledger. */
public final class Example {
    public static final Name NAME = new Name("名", "name");
    private static final BigDecimal THOUSANDTH = new BigDecimal("0.001");

    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final Map<String, Name> categories = new LinkedHashMap<>();
    private final List<Part> parts = new ArrayList<>();
    private final List<FrozenSubject> subjects = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();
    private final List<EarlierRound> history = new ArrayList<>();
    private final List<Score.Adjustment> adjust = new ArrayList<>();
    private final List<Score.Grade> grades = new ArrayList<>();
    private List<Rule> rules = List.of();
    private List<ItemName> first = List.of();
    private List<ItemName> bar = List.of();
    private List<Ranking.TieBreak> breakBy = List.of();
    private Score.Good good = Score.Good.HIGH;
    private Ranking.Order order = Ranking.Order.BEST_FIRST;
    private Ranking.Listing listing = new Ranking.Listing(new Ranking.Take.Each(10), Ranking.Edge.BREAK);
    private Ranking.@Nullable Firm firm;
    private Ranking.Within within = Ranking.Within.SCHEME;
    private Score.MissingDo missing = Score.MissingDo.REDISTRIBUTE;
    private String seed = "3-1-4-1-5-9";
    private @Nullable Evaluators evaluators;

    public Example() {
        categories.put("all", NAME);
        sources.put(
                "record",
                new Source.Ledger(Map.of(
                        "criticism", item(new BigDecimal("-2")),
                        "banner", item(new BigDecimal("0.5")),
                        "breach", item(null))));
    }

    private static Source.Item item(@Nullable BigDecimal value) {
        return new Source.Item(NAME, List.of(AssessmentRole.ORGANISER), value, false);
    }

    /** A part whose figure a test says by {@link #figure}. */
    public Example part(String id, int weight) {
        sources.put(
                id, new Source.Visits("exact", List.of(AssessmentRole.INSPECTOR), true, List.of(), 1, 0, null, false));
        parts.add(new Part(id, BigDecimal.valueOf(weight), Set.of(), id, new Measure.Checks(), 1, null));
        return this;
    }

    /** A part of ballots about many with one mark. */
    public Example named(String id, int weight, int minimum) {
        sources.put(id, new Source.Ballot(Source.Admission.OPEN, "hardest", null, List.of(), null));
        Measure named =
                new Measure.Named(Map.of("cold", BigDecimal.valueOf(100)), Measure.Among.CONTACT, Measure.Named.PRIOR);
        parts.add(new Part(id, BigDecimal.valueOf(weight), Set.of(), id, named, minimum, null));
        return this;
    }

    public Example part(Part part) {
        parts.add(part);
        return this;
    }

    public Example source(String id, Source source) {
        sources.put(id, source);
        return this;
    }

    public Example missing(Score.MissingDo action) {
        missing = action;
        return this;
    }

    public Example worstFirst() {
        good = Score.Good.LOW;
        order = Ranking.Order.WORST_FIRST;
        return this;
    }

    public Example within(Ranking.Within league, String... ids) {
        within = league;
        categories.clear();
        for (String id : ids) {
            categories.put(id, NAME);
        }
        return this;
    }

    public Example list(Ranking.Take take, Ranking.Edge edge, Ranking.TieBreak... breaking) {
        listing = new Ranking.Listing(take, edge);
        breakBy = List.of(breaking);
        return this;
    }

    public Example seed(String thrown) {
        seed = thrown;
        return this;
    }

    /** Nobody visits the same subject in two rounds that follow each other. */
    public Example rotate() {
        evaluators = new Evaluators(new Text("", ""), null, null, true, Set.of(), true, null);
        return this;
    }

    public Example firm(Ranking.Then then) {
        firm = new Ranking.Firm(new BigDecimal("0.95"), then);
        return this;
    }

    public Example first(String item) {
        first = List.of(new ItemName("record", item));
        return this;
    }

    public Example bar(String item) {
        bar = List.of(new ItemName("record", item));
        return this;
    }

    public Example adjust(int least, int most) {
        adjust.add(new Score.Adjustment(
                "record", List.of("criticism", "banner"), BigDecimal.valueOf(least), BigDecimal.valueOf(most)));
        return this;
    }

    public Example grade(String id, int from) {
        grades.add(new Score.Grade(id, NAME, BigDecimal.valueOf(from)));
        return this;
    }

    public Example rules(Rule... all) {
        rules = List.of(all);
        return this;
    }

    public Example subject(String id) {
        return subject(id, "all", Map.of());
    }

    public Example subject(String id, String category, Map<Post, String> posts) {
        return subject(new FrozenSubject(id, category, "unit of " + id, posts, 0, 0, Set.of()));
    }

    public Example subject(FrozenSubject subject) {
        subjects.add(subject);
        return this;
    }

    /** Says what a part made by {@link #part(String, int)} comes to, in thousandths. */
    public Example figure(String subject, String part, String figure) {
        int thousandths = new BigDecimal("100")
                .subtract(new BigDecimal(figure))
                .divide(THOUSANDTH)
                .intValueExact();
        return fact(part, subject, new FactValue.Visit(Map.of("thousandth", thousandths)));
    }

    /** Ballots of voters who dealt with one subject alone, some of whom name it. */
    public Example ballots(String channel, String subject, int named, int all) {
        Collections.nCopies(named, Set.of("cold")).forEach(marks -> fact(channel, null, naming(subject, marks)));
        Collections.nCopies(all - named, Set.<String>of())
                .forEach(marks -> fact(channel, null, naming(subject, marks)));
        return this;
    }

    private static FactValue naming(String subject, Set<String> marks) {
        return new FactValue.Naming(Set.of(subject), Map.of(subject, marks));
    }

    public Example entry(String subject, String item) {
        return fact("record", subject, new FactValue.Entry(item, null));
    }

    public Example entry(String subject, String item, String points) {
        return fact("record", subject, new FactValue.Entry(item, Fraction.parse(points)));
    }

    public Example fact(String source, @Nullable String subject, FactValue value) {
        return fact(new Fact("f" + facts.size(), source, subject, value, true));
    }

    public Example fact(Fact fact) {
        facts.add(fact);
        return this;
    }

    public Example after(EarlierRound earlier) {
        history.add(earlier);
        return this;
    }

    /** Turns the parts round, each with its weight. */
    public Example reverseParts() {
        Collections.reverse(parts);
        return this;
    }

    public List<Fact> facts() {
        return List.copyOf(facts);
    }

    public FrozenRound round(String period) {
        Score score = new Score(
                good,
                2,
                parts,
                new Score.Missing(missing, BigDecimal.valueOf(missing == Score.MissingDo.ZERO ? 100 : 40)),
                adjust,
                Score.Weighting.NONE,
                grades);
        return new FrozenRound(
                new Scheme(
                        "example",
                        1,
                        NAME,
                        NAME,
                        NAME,
                        new Subjects(SubjectKind.OFFICE, Set.of(Post.HEAD, Post.DEPUTY), categories, null, null),
                        new Rounds(RoundPeriod.QUARTER, null, null),
                        null,
                        evaluators,
                        Map.of(),
                        Map.of("hardest", new Form.Many(null, null, List.of(new Form.Mark("cold", NAME, null)), null)),
                        sources,
                        Map.of(
                                "exact",
                                new Checklist(List.of(
                                        new Checklist.Item("thousandth", NAME, THOUSANDTH, BigDecimal.valueOf(100))))),
                        score,
                        new Ranking(within, order, listing, breakBy, first, bar, firm),
                        rules,
                        Map.of(),
                        List.of(),
                        new Privacy(5, null, Privacy.Persons.NEVER)),
                period,
                seed,
                subjects,
                history);
    }

    public CountedRound count() {
        return count("2026-10");
    }

    public CountedRound count(String period) {
        return CountedRound.of(round(period), facts);
    }
}
