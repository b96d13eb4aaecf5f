package io.hallpulse.domain.assessment.figure;

import io.hallpulse.domain.assessment.fact.CountedFacts;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many people dealt with each subject, as far as the sources of a round tell; more come first where a list breaks a tie by
 * {@code contacts}. Each rating by a key, each form, and each ballot whose voter dealt with the subject is one; who they are is not known, so
 * that somebody who says it twice is two.
 */
public final class PeopleServed {
    private final CountedFacts facts;

    private PeopleServed(CountedFacts facts) {
        this.facts = facts;
    }

    /** Those of some subjects, by id. */
    public static Map<String, Long> of(Scheme scheme, CountedFacts facts, Collection<String> subjects) {
        PeopleServed served = new PeopleServed(facts);
        Map<String, Long> people = new TreeMap<>();
        subjects.forEach(subject -> people.put(subject, 0L));
        scheme.sources().forEach((id, source) -> {
            if (source instanceof Source.Ballot) {
                facts.namings(id)
                        .forEach(ballot -> ballot.contact()
                                .forEach(subject -> people.computeIfPresent(subject, (key, n) -> n + 1)));
            }
            if (source instanceof Source.Ballot || source instanceof Source.Survey) {
                people.replaceAll((subject, n) -> n + served.forms(id, subject));
            }
        });
        people.replaceAll((subject, n) -> n + served.presses(scheme, subject));
        return people;
    }

    private long forms(String source, String subject) {
        long counted = facts.of(source, subject, FactValue.AnswerCounts.class).stream()
                .mapToLong(PeopleServed::forms)
                .sum();
        return facts.of(source, subject, FactValue.Answers.class).size() + counted;
    }

    /** Where forms were counted by question, as many as the question has that most answered. */
    private static long forms(FactValue.AnswerCounts counted) {
        return counted.counts().values().stream()
                .mapToLong(options ->
                        options.values().stream().mapToLong(Long::longValue).sum())
                .max()
                .orElse(0);
    }

    /** Those at the keys, once where two sources read the same keys. */
    private long presses(Scheme scheme, String subject) {
        return scheme.sources().entrySet().stream()
                .filter(source -> source.getValue() instanceof Source.Presses)
                .mapToLong(source -> facts.of(source.getKey(), subject, FactValue.Levels.class).stream()
                        .flatMap(levels -> levels.counts().values().stream())
                        .mapToLong(Long::longValue)
                        .sum())
                .max()
                .orElse(0);
    }
}
