package io.hallpulse.gateway.demo;

import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.people.Caller;
import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.people.Ties;
import io.hallpulse.gateway.assessment.Signer;
import io.hallpulse.gateway.store.PersonRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Who works on the demo's assessments: a login for each role, called as the role, since nobody signs twice. */
final class DemoPeople {
    static final String SECOND_INSPECTOR = "inspector-2";
    /** Whose contact and whose leaders they are. */
    static final String UNIT = "land";

    private DemoPeople() {}

    /** All of them. */
    static List<Caller> all() {
        List<Caller> all = new ArrayList<>();
        for (AssessmentRole role : AssessmentRole.values()) {
            all.add(of(role));
        }
        all.add(new Caller(SECOND_INSPECTOR, Set.of(Role.INSPECTOR), new Ties(null, null, List.of())));
        return all;
    }

    /** The same as the database has them. */
    static List<PersonRow> rows(String hash, Instant since) {
        return all().stream()
                .map(one -> new PersonRow(
                        one.name(),
                        hash,
                        one.roles(),
                        one.ties().unit(),
                        one.ties().staff(),
                        one.ties().interests(),
                        since.toEpochMilli()))
                .toList();
    }

    /** The one of a role. */
    static Caller of(AssessmentRole role) {
        boolean ofUnit = role == AssessmentRole.CONTACT || role == AssessmentRole.UNIT;
        return new Caller(
                role.word(),
                Set.of(Role.ofWord(role.word()).orElseThrow()),
                new Ties(ofUnit ? UNIT : null, role == AssessmentRole.STAFF ? "B1001" : null, List.of()));
    }

    /** The same as a signer of rounds. */
    static Signer signer(AssessmentRole role) {
        return new Signer(role.word(), Set.of(role));
    }
}
