package io.hallpulse.domain.assessment.round;

import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Word;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A step of a round from one state to the next, and whose signatures it wants: as many persons as roles. One without any is made by the
 * clock. Where ballots are not sealed, the auditor is the second person of a count.
 */
public enum RoundStep implements Word {
    FREEZE(RoundState.PLANNED, RoundState.FROZEN, AssessmentRole.ORGANISER, AssessmentRole.AUDITOR),
    OPEN(RoundState.FROZEN, RoundState.OPEN, null, null),
    CLOSE(RoundState.OPEN, RoundState.CLOSED, null, null),
    COUNT(RoundState.CLOSED, RoundState.COUNTED, AssessmentRole.ORGANISER, AssessmentRole.AUDITOR),
    APPROVE(RoundState.COUNTED, RoundState.APPROVED, AssessmentRole.APPROVER, AssessmentRole.DISCIPLINE),
    PUBLISH(RoundState.APPROVED, RoundState.PUBLISHED, AssessmentRole.ORGANISER, null),
    /** From any state before approved, with a reason. */
    ANNUL(null, RoundState.ANNULLED, AssessmentRole.APPROVER, AssessmentRole.AUDITOR);

    private final @Nullable RoundState from;
    private final RoundState to;
    private final @Nullable AssessmentRole first;
    private final @Nullable AssessmentRole second;

    RoundStep(
            @Nullable RoundState from, RoundState to, @Nullable AssessmentRole first, @Nullable AssessmentRole second) {
        this.from = from;
        this.to = to;
        this.first = first;
        this.second = second;
    }

    public RoundState to() {
        return to;
    }

    /** The roles that sign it, in the order in which they do: the second confirms what the first did. */
    public List<AssessmentRole> signers() {
        return first == null ? List.of() : second == null ? List.of(first) : List.of(first, second);
    }

    /** Whether the clock alone makes it. */
    public boolean isOfClock() {
        return first == null;
    }

    /** Whether it leads on from a state. */
    public boolean leadsFrom(RoundState state) {
        return from == null ? state.isBeforeApproved() : from == state;
    }

    /** The step that leads on from a state to the next one; empty at the end. */
    public static Optional<RoundStep> next(RoundState state) {
        return Arrays.stream(values()).filter(step -> step.from == state).findFirst();
    }
}
