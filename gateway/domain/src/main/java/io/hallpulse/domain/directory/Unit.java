package io.hallpulse.domain.directory;

import io.hallpulse.contract.Identifiers;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A unit (单位) or one of its offices (科室). One that is no more keeps its row, with its last day.
 *
 * @param id unique among units and offices
 * @param kind {@link SubjectId#UNIT} or {@link SubjectId#OFFICE}
 * @param parent the unit or office that it belongs to, empty for none
 * @param from its first day, null for ever since
 * @param to its last day, null while it goes on
 * @param successorOf the unit or office whose streaks it continues, as the decision on a merger says; empty for none
 */
public record Unit(
        String id,
        String kind,
        String parent,
        Name name,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        String successorOf) {
    public Unit {
        Identifiers.requireIdentifier("id", id);
        if (!kind.equals(SubjectId.UNIT) && !kind.equals(SubjectId.OFFICE)) {
            throw new IllegalArgumentException("a row of units is a unit or an office, not " + kind);
        }
    }

    public SubjectId subject() {
        return SubjectId.of(kind, id);
    }

    Days days() {
        return new Days(from, to);
    }
}
