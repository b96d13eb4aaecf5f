package io.hallpulse.domain.people;

import io.hallpulse.contract.Identifiers;
import io.hallpulse.domain.directory.SubjectId;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person belongs to or has an interest in, which keeps them out of some assessments.
 *
 * @param unit the id of the unit, office or department that the person belongs to, null where it is not known
 * @param staff the person's own id among the staff, null for none
 * @param interests declared interests, {@code KIND:ID} each, such as {@code unit:tax} or {@code window:north/A03}
 */
public record Ties(@Nullable String unit, @Nullable String staff, List<String> interests) {
    /** A unit of a person may be any of these: who runs windows is not in the table of units everywhere. */
    private static final List<String> UNITS = List.of(SubjectId.UNIT, SubjectId.OFFICE, SubjectId.DEPARTMENT);

    public Ties {
        interests = List.copyOf(interests);
    }

    /**
     * Whether the own unit is one of those that a subject belongs to.
     *
     * @param names of the subject and of all that it belongs to, see {@link SubjectId#names}
     */
    public boolean belongTo(Collection<String> names) {
        return unit != null && UNITS.stream().anyMatch(kind -> names.contains(kind + ':' + unit));
    }

    /** Whether an interest is declared in what has these names. */
    public boolean areInterestIn(Collection<String> names) {
        return interests.stream().anyMatch(names::contains);
    }

    /**
     * Ties as somebody writes them.
     *
     * @throws IllegalArgumentException with one line, where one of them names nothing
     */
    public static Ties written(@Nullable String unit, @Nullable String staff, List<String> interests) {
        requireId("--unit", unit);
        requireId("--staff", staff);
        for (String interest : interests) {
            if (!interest.matches("[a-z-]{1,32}:([A-Za-z0-9_-]{1,32}/)?[A-Za-z0-9_-]{1,64}")) {
                throw new IllegalArgumentException(
                        "--interest is KIND:ID, such as unit:tax or window:north/A03, not '" + interest + "'");
            }
        }
        return new Ties(unit, staff, interests);
    }

    private static void requireId(String option, @Nullable String id) {
        if (id != null && !Identifiers.isIdentifier(id)) {
            throw new IllegalArgumentException(option + " is an id of the directory, not '" + id + "'");
        }
    }
}
