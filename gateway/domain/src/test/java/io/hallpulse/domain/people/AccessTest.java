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
                        && access.admits(auditor, true) == (access == Access.ANYONE || access == Access.VIEWER));
    }

    @Test
    void admits_nobodySignedIn_onlyWhatIsOpenToAnyone() {
        qt().forAll(ACCESS, booleans().all())
                .check((access, change) -> access.admits(Set.of(), change) == (access == Access.ANYONE));
    }
}
