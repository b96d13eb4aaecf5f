package io.hallpulse.domain.assessment.figure;

import io.hallpulse.domain.assessment.fact.CountedFacts;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.round.FrozenRound;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.scheme.Checklist;
import io.hallpulse.domain.assessment.scheme.Form;
import io.hallpulse.domain.assessment.scheme.Measure;
import io.hallpulse.domain.assessment.scheme.Part;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The figures of all parts of a round, by measure (design 6.1). */
public final class Figures {
    private final FrozenRound round;
    private final CountedFacts facts;
    private final Map<String, Map<String, PartFigure>> bySubject = new HashMap<>();

    /** Those of a round by the facts that count. */
    public Figures(FrozenRound round, CountedFacts facts) {
        this.round = round;
        this.facts = facts;
        for (Part part : round.scheme().score().parts()) {
            Map<String, PartFigure> figures = new HashMap<>();
            for (List<FrozenSubject> league : round.leagues()) {
                List<FrozenSubject> concerned = FrozenRound.concerned(league, part);
                measured(part, concerned).forEach((id, one) -> figures.put(id, PartFigure.of(part, one)));
            }
            Scaled.of(part, round, figures)
                    .forEach((id, figure) -> bySubject
                            .computeIfAbsent(id, subject -> new TreeMap<>())
                            .put(part.id(), figure));
        }
    }

    /** Those of the parts that apply to a subject, by id of the part. */
    public Map<String, PartFigure> of(String subject) {
        return bySubject.getOrDefault(subject, Map.of());
    }

    private Map<String, Measured> measured(Part part, List<FrozenSubject> subjects) {
        Map<String, Measured> measured = new HashMap<>();
        if (part.measure() instanceof Measure.Named named) {
            List<String> ids = subjects.stream().map(FrozenSubject::id).toList();
            Namings namings = namings(round.scheme(), facts, part.from(), named);
            Namings.Tally pool = namings.of(ids);
            ids.forEach(id -> measured.put(id, NamedFigure.of(named, namings.of(id), pool)));
        } else {
            subjects.forEach(subject -> measured.put(subject.id(), measured(part, subject.id())));
        }
        return measured;
    }

    private Measured measured(Part part, String subject) {
        String source = part.from();
        if (part.measure() instanceof Measure.Levels levels) {
            return LevelsFigure.of(
                    levels.as(),
                    facts.of(source, subject, FactValue.Levels.class),
                    facts.of(source, subject, FactValue.Excluded.class));
        }
        if (part.measure() instanceof Measure.Rate rate) {
            return RateFigure.of(
                    rate,
                    facts.of(source, subject, FactValue.Outcome.class),
                    facts.of(source, subject, FactValue.OpenCase.class));
        }
        if (part.measure() instanceof Measure.Checks) {
            return ChecklistFigure.of(visits(round.scheme(), facts, source, subject));
        }
        return ChoiceFigure.of(
                form(round.scheme(), source) instanceof Form.One one ? one : new Form.One(List.of()),
                round.scheme().scales(),
                facts.of(source, subject, FactValue.Answers.class),
                facts.of(source, subject, FactValue.AnswerCounts.class));
    }

    /** How often the subjects of a channel were named on its ballots. */
    public static Namings namings(Scheme scheme, CountedFacts facts, String source, Measure.Named named) {
        Set<String> marks = new HashSet<>();
        if (form(scheme, source) instanceof Form.Many many) {
            many.marks().forEach(mark -> marks.add(mark.id()));
        }
        return new Namings(facts.namings(source), named.of(), marks);
    }

    /** What each visit of a subject comes to, the lowest first. */
    public static List<VisitScore> visits(Scheme scheme, CountedFacts facts, String source, String subject) {
        Checklist checklist = scheme.sources().get(source) instanceof Source.Visits visits
                ? scheme.checklists().get(visits.checklist())
                : null;
        return checklist == null
                ? List.of()
                : facts.of(source, subject, FactValue.Visit.class).stream()
                        .map(visit -> VisitScore.of(visit, checklist))
                        .sorted()
                        .toList();
    }

    private static Form form(Scheme scheme, String source) {
        Source asked = scheme.sources().get(source);
        String id = asked instanceof Source.Ballot ballot
                ? ballot.form()
                : asked instanceof Source.Survey survey ? survey.form() : "";
        return scheme.forms().getOrDefault(id, new Form.One(List.of()));
    }
}
