package io.hallpulse.domain.people;

import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.arbitrary;
import static org.quicktheories.generators.SourceDSL.booleans;
import static org.quicktheories.generators.SourceDSL.lists;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.quicktheories.core.Gen;

class AccessTest {
    private static final Gen<Access> ACCESS = arbitrary().enumValues(Access.class);
    private static final Gen<List<Role>> ROLES =
            lists().of(arbitrary().enumValues(Role.class)).ofSizeBetween(0, 3);

    private static Set<Role> set(List<Role> roles) {
        return roles.isEmpty() ? EnumSet.noneOf(Role.class) : EnumSet.copyOf(roles);
    }

    @Test
    void admits_oneRoleMore_takesNothingAway() {
        qt().forAll(
                        ACCESS,
                        ROLES,
                        arbitrary().enumValues(Role.class),
                        booleans().all())
                .check((access, roles, more, change) -> {
                    Set<Role> both = set(roles);
                    both.add(more);
                    return !access.admits(set(roles), change) || access.admits(both, change);
                });
    }

    @Test
    void admits_whoMayChange_mayAlsoRead() {
        qt().forAll(ACCESS, ROLES)
                .check((access, roles) -> !access.admits(set(roles), true) || access.admits(set(roles), false));
    }

    @Test
    void admits_anAuditorAlone_readsEverythingAndChangesNothingOfTheHall() {
        Set<Role> auditor = Set.of(Role.AUDITOR);
        qt().forAll(ACCESS)
                .check(access -> access.admits(auditor, false)
                        && access.admits(auditor, true)
                                == Set.of(Access.ANYONE, Access.SIGNED_IN, Access.VIEWER, Access.ASSESSMENT)
                                        .contains(access));
    }

    @Test
    void admits_nobodySignedIn_onlyWhatIsOpenToAnyone() {
        qt().forAll(ACCESS, booleans().all())
                .check((access, change) -> access.admits(Set.of(), change) == (access == Access.ANYONE));
    }

    @Test
    void admits_whoOnlyHasAPartInAssessments_nothingOfTheHall() {
        Set<Role> hall = EnumSet.of(Role.VIEWER, Role.TECHNICIAN, Role.OPERATOR, Role.AUDITOR, Role.ORGANISER);
        qt().forAll(ACCESS, arbitrary().enumValues(Role.class), booleans().all())
                .assuming((access, role, change) -> !hall.contains(role))
                .check((access, role, change) -> access.admits(Set.of(role), change)
                        == Set.of(Access.ANYONE, Access.SIGNED_IN, Access.ASSESSMENT)
                                .contains(access));
    }

    @Test
    void organiser_changesWhatIsOfSubjects_andSeesWhatAViewerSees() {
        Set<Role> organiser = Set.of(Role.ORGANISER);
        qt().forAll(ACCESS)
                .check(access -> access.admits(organiser, true)
                        == (access == Access.ORGANISER || Access.ASSESSMENT.compareTo(access) >= 0));
    }

    @Test
    void admits_whoHasNoPartInAssessments_nothingOfThem() {
        Set<Role> none = EnumSet.of(Role.VIEWER, Role.TECHNICIAN, Role.OPERATOR);
        qt().forAll(arbitrary().enumValues(Role.class), booleans().all())
                .check((role, change) -> Access.ASSESSMENT.admits(Set.of(role), change) != none.contains(role));
    }

    @Test
    void keyholder_isNeitherOrganiserNorDiscipline() {
        qt().forAll(ROLES).check((roles) -> {
            Set<Role> set = set(roles);
            boolean apart =
                    set.contains(Role.KEYHOLDER) && (set.contains(Role.ORGANISER) || set.contains(Role.DISCIPLINE));
            try {
                Role.requireTogether(set);
                return !apart;
            } catch (IllegalArgumentException e) {
                return apart;
            }
        });
    }
}
