package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Post;
import io.hallpulse.domain.directory.SubjectId;
import io.hallpulse.domain.people.Caller;
import io.hallpulse.domain.people.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a person is towards one case (design 9): those who answer for a unit act on its own cases alone; those who look from outside never
 * on those of the unit that they belong to, nor where they declared an interest.
 */
final class CaseRoles {
    /** Those who see every case. */
    private static final Set<AssessmentRole> INSIDE = EnumSet.of(
            AssessmentRole.ORGANISER, AssessmentRole.AUDITOR, AssessmentRole.APPROVER, AssessmentRole.DISCIPLINE);

    private CaseRoles() {}

    /**
     * The roles that a person has towards a case.
     *
     * @param lineage the case's subject and what it belongs to, the nearest first
     */
    static Set<AssessmentRole> of(Caller by, MatterRow row, List<SubjectId> lineage) {
        Set<AssessmentRole> roles = EnumSet.noneOf(AssessmentRole.class);
        boolean own = isOwn(by, row.about().unit(), lineage);
        boolean self = isSelf(by, row);
        boolean apart = !own && !self && !by.ties().areInterestIn(SubjectId.names(lineage));
        for (AssessmentRole role : all(by)) {
            boolean has = switch (role) {
                case CONTACT, UNIT -> own;
                case STAFF -> self || (own && !row.addressee().post().equals(Post.STAFF.word()));
                case REVIEWER, CALLER, INSPECTOR -> apart;
                default -> !self; // nobody judges a measure against oneself
            };
            if (has) {
                roles.add(role);
            }
        }
        return roles;
    }

    /** The roles that a person has towards a case, by what its subject belongs to now. */
    static Set<AssessmentRole> of(Caller by, MatterRow row, RoundSources sources) {
        return of(by, row, sources.lineage(row.about().kind(), row.about().subject()));
    }

    /** All roles of assessments that a person has. */
    static Set<AssessmentRole> all(Caller by) {
        return Signer.of(by.name(), by.roles().stream().map(Role::word).toList())
                .roles();
    }

    /** Whether a person belongs to what a subject belongs to. */
    static boolean isOwn(Caller by, String nearest, List<SubjectId> lineage) {
        String unit = by.ties().unit();
        return (unit != null && unit.equals(nearest)) || by.ties().belongTo(SubjectId.names(lineage));
    }

    private static boolean isSelf(Caller by, MatterRow row) {
        String staff = by.ties().staff();
        return staff != null
                && (staff.equals(row.addressee().holder())
                        || (row.about().kind().equals(SubjectId.STAFF)
                                && staff.equals(row.about().subject())));
    }

    /** Whether who has these roles towards a case sees it. A measure against a person is not for those whom it concerns. */
    static boolean sees(Set<AssessmentRole> roles, MatterRow row, Flow flow) {
        if (roles.stream().anyMatch(INSIDE::contains)) {
            return true;
        }
        if (!row.measure().isEmpty()) {
            return false;
        }
        return roles.stream().anyMatch(role -> switch (role) {
            case CONTACT, UNIT, STAFF -> true;
            default -> acts(role, flow);
        });
    }

    /** The roles towards a case of somebody who sees it; others do not hear that it is there. */
    static Set<AssessmentRole> require(Set<AssessmentRole> roles, MatterRow row, Flow flow) {
        if (!sees(roles, row, flow)) {
            throw new AssessRefused(AssessRefused.Reason.UNKNOWN, "no case " + row.number());
        }
        return roles;
    }

    private static boolean acts(AssessmentRole role, Flow flow) {
        return flow.states().values().stream()
                .flatMap(state -> state.next().values().stream())
                .anyMatch(way -> way.by().contains(role) || way.seconds().contains(role));
    }
}
