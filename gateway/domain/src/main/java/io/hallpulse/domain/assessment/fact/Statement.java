package io.hallpulse.domain.assessment.fact;

import io.hallpulse.domain.assessment.figure.Fraction;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Checklist;
import io.hallpulse.domain.assessment.scheme.Form;
import io.hallpulse.domain.assessment.scheme.Scale;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who may state a fact, what it may say, and whose second look it wants, by the scheme's source (design 4, 9). */
public final class Statement {
    /** Numerator and denominator together: a sum of thousands of them is counted in no time. */
    private static final int MOST_POINTS_CHARACTERS = 24;

    private Statement() {}

    /** The roles any of which states facts of a source; none for what the gateway itself states. */
    public static List<AssessmentRole> recorders(Source source) {
        if (source instanceof Source.Survey survey) {
            return survey.by();
        }
        if (source instanceof Source.Visits visits) {
            return visits.by();
        }
        if (source instanceof Source.Ledger) {
            return List.of(
                    AssessmentRole.RECORDER,
                    AssessmentRole.THIRD_PARTY,
                    AssessmentRole.ORGANISER,
                    AssessmentRole.DISCIPLINE);
        }
        return List.of();
    }

    /** The roles any of which verifies it, never who recorded it; none where it counts as it is stated. */
    public static List<AssessmentRole> verifiers(Scheme scheme, String source, FactValue value) {
        if (value instanceof FactValue.Entry entry && scheme.sources().get(source) instanceof Source.Ledger ledger) {
            Source.@Nullable Item item = ledger.items().get(entry.item());
            return item == null ? List.of() : item.verify();
        }
        return List.of();
    }

    /**
     * What is wrong with a fact, in one line; empty where it can be counted.
     *
     * @param subjects ids of the round's
     * @param hasProof whether there is a file that proves it
     */
    public static Optional<String> fault(
            Scheme scheme,
            Set<String> subjects,
            String source,
            @Nullable String subject,
            FactValue value,
            boolean hasProof) {
        Source found = scheme.sources().get(source);
        if (found == null) {
            return unknown("source", source, scheme.sources().keySet());
        }
        if (value instanceof FactValue.Naming naming) {
            return subject == null
                    ? naming(scheme, subjects, found, naming)
                    : Optional.of("a ballot about many has no subject of its own; leave it out");
        }
        if (subject == null) {
            return Optional.of("subject is missing; name one of the round's");
        }
        if (!subjects.contains(subject)) {
            return Optional.of("no subject '" + subject + "' in this round; its subjects were frozen");
        }
        if (found instanceof Source.Presses && value instanceof FactValue.Levels) {
            return Optional.empty();
        }
        if (found instanceof Source.Cases) {
            return value instanceof FactValue.Outcome || value instanceof FactValue.OpenCase
                    ? Optional.empty()
                    : notOf(source, found);
        }
        if (found instanceof Source.Visits visits && value instanceof FactValue.Visit visit) {
            Checklist checklist = scheme.checklists().get(visits.checklist());
            return checklist == null ? Optional.empty() : visit(checklist, visit);
        }
        if (found instanceof Source.Ledger ledger && value instanceof FactValue.Entry entry) {
            return entry(ledger, entry, hasProof);
        }
        if (found instanceof Source.Ballot ballot && value instanceof FactValue.Answers answers) {
            return answers(scheme, ballot.form(), answers.answers());
        }
        if (found instanceof Source.Survey survey) {
            if (value instanceof FactValue.Answers answers) {
                return answers(scheme, survey.form(), answers.answers());
            }
            if (value instanceof FactValue.AnswerCounts counts) {
                for (Map.Entry<String, Map<String, Long>> question :
                        counts.counts().entrySet()) {
                    for (String option : question.getValue().keySet()) {
                        Optional<String> fault = answers(scheme, survey.form(), Map.of(question.getKey(), option));
                        if (fault.isPresent()) {
                            return fault;
                        }
                    }
                }
                return Optional.empty();
            }
        }
        return notOf(source, found);
    }

    private static Optional<String> notOf(String source, Source found) {
        return Optional.of("source " + source + " is of kind " + found.kind().word() + ", which says something else");
    }

    private static Optional<String> unknown(String what, String name, Collection<String> known) {
        return Optional.of("no " + what + " '" + name + "' in the scheme; it has "
                + known.stream().sorted().collect(Collectors.joining(", ")));
    }

    private static Optional<String> visit(Checklist checklist, FactValue.Visit visit) {
        List<String> items = checklist.items().stream().map(Checklist.Item::id).toList();
        for (Map.Entry<String, Integer> time : visit.times().entrySet()) {
            if (!items.contains(time.getKey())) {
                return unknown("item of the checklist", time.getKey(), items);
            }
            if (time.getValue() < 0) {
                return Optional.of("times of " + time.getKey() + " is below 0");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> entry(Source.Ledger ledger, FactValue.Entry entry, boolean hasProof) {
        Source.Item item = ledger.items().get(entry.item());
        if (item == null) {
            return unknown("item", entry.item(), ledger.items().keySet());
        }
        Fraction points = entry.points();
        if (points != null && points.toString().length() > MOST_POINTS_CHARACTERS) {
            return Optional.of("points of item " + entry.item() + " have too many digits");
        }
        return item.proofRequired() && !hasProof
                ? Optional.of("item " + entry.item() + " wants a proof; send the SHA-256 of its file")
                : Optional.empty();
    }

    private static Optional<String> answers(Scheme scheme, String form, Map<String, String> answers) {
        if (!(scheme.forms().get(form) instanceof Form.One one)) {
            return Optional.of("form " + form + " is about many; send contact and marks");
        }
        for (Map.Entry<String, String> answer : answers.entrySet()) {
            Form.@Nullable Question question = one.questions().stream()
                    .filter(each -> each.id().equals(answer.getKey()))
                    .findFirst()
                    .orElse(null);
            if (question == null) {
                return unknown(
                        "question",
                        answer.getKey(),
                        one.questions().stream().map(Form.Question::id).toList());
            }
            Scale scale = scheme.scales().get(question.scale());
            if (scale != null && scale.option(answer.getValue()).isEmpty()) {
                return unknown(
                        "answer to " + answer.getKey(),
                        answer.getValue(),
                        scale.options().stream().map(Scale.Option::id).toList());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> naming(
            Scheme scheme, Set<String> subjects, Source source, FactValue.Naming naming) {
        if (!(source instanceof Source.Ballot ballot)
                || !(scheme.forms().get(ballot.form()) instanceof Form.Many many)) {
            return Optional.of("only a ballot whose form is about many names contact and marks");
        }
        for (String subject : naming.contact()) {
            if (!subjects.contains(subject)) {
                return Optional.of("no subject '" + subject + "' in this round; its subjects were frozen");
            }
        }
        for (Map.Entry<String, Set<String>> marks : naming.marks().entrySet()) {
            if (!subjects.contains(marks.getKey())) {
                return Optional.of("no subject '" + marks.getKey() + "' in this round; its subjects were frozen");
            }
            for (String mark : marks.getValue()) {
                if (many.marks().stream().noneMatch(one -> one.id().equals(mark))) {
                    return unknown(
                            "mark",
                            mark,
                            many.marks().stream().map(Form.Mark::id).toList());
                }
            }
        }
        return Optional.empty();
    }
}
