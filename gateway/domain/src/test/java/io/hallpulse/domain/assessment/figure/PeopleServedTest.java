package io.hallpulse.domain.assessment.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.assessment.card.Example;
import io.hallpulse.domain.assessment.fact.CountedFacts;
import io.hallpulse.domain.assessment.fact.Fact;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.assessment.scheme.SubjectKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeopleServedTest {
    private final Example example = new Example()
            .source("meter", new Source.Presses(SubjectKind.WINDOW))
            .source("kiosk", new Source.Presses(SubjectKind.WINDOW))
            .source("asked", new Source.Survey("quality", List.of(AssessmentRole.THIRD_PARTY), "", List.of(), null))
            .named("hardest", 100, 0)
            .subject("A")
            .subject("B");

    private Map<String, Long> served() {
        return PeopleServed.of(example.round("2026-10").scheme(), new CountedFacts(example.facts()), List.of("A", "B"));
    }

    @Test
    void everyRating_form_andBallotOfWhoDealtWithIt_isOnePerson() {
        example.fact("meter", "A", new FactValue.Levels(Map.of(1, 2L, 5, 5L)))
                .fact("kiosk", "A", new FactValue.Levels(Map.of(5, 6L)))
                .fact("asked", "A", new FactValue.Answers(Map.of("duty", "good")))
                .fact(
                        "asked",
                        "A",
                        new FactValue.AnswerCounts(
                                Map.of("duty", Map.of("good", 10L, "fair", 3L), "law", Map.of("none", 12L))))
                .ballots("hardest", "B", 1, 4);
        assertThat(served()).as("7 at the keys, 1 and 13 forms").isEqualTo(Map.of("A", 21L, "B", 4L));
    }

    @Test
    void whatWasStruck_orIsOfNobodyInTheRound_isNobody() {
        example.fact("asked", "A", new FactValue.Answers(Map.of("duty", "good")))
                .fact(new Fact("strike", "asked", null, new FactValue.Strike("f0"), true))
                .ballots("hardest", "C", 0, 2);
        assertThat(served()).isEqualTo(Map.of("A", 0L, "B", 0L));
    }
}
