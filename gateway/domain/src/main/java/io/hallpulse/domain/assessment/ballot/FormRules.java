package io.hallpulse.domain.assessment.ballot;

import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.scheme.Form;
import io.hallpulse.domain.assessment.scheme.Scale;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether a ballot counts, by the form of its source and the subjects of its round. */
public final class FormRules {
    private static final int ALIKE = 2;

    private final Form form;
    private final Map<String, Scale> scales;
    private final Set<String> subjects;

    private FormRules(Form form, Map<String, Scale> scales, Set<String> subjects) {
        this.form = form;
        this.scales = scales;
        this.subjects = Set.copyOf(subjects);
    }

    /** Those of a source. */
    public static FormRules of(Scheme scheme, Source.Ballot source, Set<String> subjects) {
        Form form = scheme.forms().get(source.form());
        if (form == null) {
            throw new IllegalArgumentException("scheme " + scheme.id() + " has no form " + source.form());
        }
        return new FormRules(form, scheme.scales(), subjects);
    }

    /** Why it does not count; empty where it does. */
    public Optional<Invalid> fault(Vote vote) {
        if (vote.isBlank()) {
            return Optional.of(Invalid.BLANK);
        }
        if (form instanceof Form.One one && vote.value() instanceof FactValue.Answers answers) {
            if (vote.subject() == null || !subjects.contains(vote.subject())) {
                return Optional.of(Invalid.NOT_IN_ROUND);
            }
            return answers.answers().entrySet().stream().allMatch(answer -> isAsked(one, answer))
                    ? Optional.empty()
                    : Optional.of(Invalid.FOREIGN_FORM);
        }
        return form instanceof Form.Many many && vote.value() instanceof FactValue.Naming naming
                ? fault(many, naming)
                : Optional.of(Invalid.FOREIGN_FORM);
    }

    private boolean isAsked(Form.One one, Map.Entry<String, String> answer) {
        return one.questions().stream()
                .filter(question -> question.id().equals(answer.getKey()))
                .map(question -> scales.get(question.scale()))
                .anyMatch(scale ->
                        scale != null && scale.option(answer.getValue()).isPresent());
    }

    private Optional<Invalid> fault(Form.Many many, FactValue.Naming naming) {
        Set<String> named = new HashSet<>(naming.contact());
        named.addAll(naming.marks().keySet());
        if (!subjects.containsAll(named)) {
            return Optional.of(Invalid.NOT_IN_ROUND);
        }
        Set<String> marks = new HashSet<>();
        many.marks().forEach(mark -> marks.add(mark.id()));
        if (!naming.marks().values().stream().allMatch(marks::containsAll)) {
            return Optional.of(Invalid.FOREIGN_FORM);
        }
        Integer most = many.nominateMost();
        return most != null && naming.marks().size() > most ? Optional.of(Invalid.TOO_MANY) : Optional.empty();
    }

    /** Whether it answers everything alike, which is told and changes nothing: the same answer to several questions, all marks for several subjects. */
    public boolean isStraightLined(Vote vote) {
        if (form instanceof Form.One && vote.value() instanceof FactValue.Answers answers) {
            return answers.answers().size() >= ALIKE
                    && Set.copyOf(answers.answers().values()).size() == 1;
        }
        return form instanceof Form.Many many
                && vote.value() instanceof FactValue.Naming naming
                && naming.marks().size() >= ALIKE
                && naming.marks().values().stream()
                        .allMatch(marks -> marks.size() == many.marks().size());
    }
}
