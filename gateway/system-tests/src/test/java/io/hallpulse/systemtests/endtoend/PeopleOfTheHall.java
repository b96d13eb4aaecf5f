package io.hallpulse.systemtests.endtoend;

import io.hallpulse.domain.assessment.ballot.Vote;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.people.Caller;
import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.people.Ties;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.Ballots;
import io.hallpulse.gateway.assessment.MatterDraft;
import io.hallpulse.gateway.assessment.MatterRow;
import io.hallpulse.gateway.assessment.MatterTaking;
import io.hallpulse.gateway.assessment.Signer;
import io.hallpulse.gateway.assessment.Visits;
import io.hallpulse.gateway.testkit.AssessedHall;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What many people do in a hall that is assessed: too much to do all of it at a browser, so that the room itself is told. */
final class PeopleOfTheHall {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PROOF = "ab".repeat(32);

    private final AssessedHall assessed;
    private final String scheme;
    private final String period;

    PeopleOfTheHall(AssessedHall assessed, String scheme, String period) {
        this.assessed = assessed;
        this.scheme = scheme;
        this.period = period;
    }

    private Assessments.Room room() {
        return assessed.hall().assessments().room().orElseThrow();
    }

    /** Somebody of a role; who answers for a window is of its unit. */
    private static Caller by(Role role, String unit) {
        return new Caller(role.word(), Set.of(role), new Ties(unit.isEmpty() ? null : unit, null, List.of()));
    }

    private void take(Role role, String unit, String number, String transition, MatterTaking taking) {
        room().matters().take(by(role, unit), number, transition, taking).join();
    }

    /** A promise of a window, kept in time. */
    void keepsAPromise(String window, LocalDate deadline) {
        String number = room().matters()
                .open(
                        by(Role.CONTACT, window),
                        new MatterDraft(scheme, "promise", window, "当日办结", "", null, null),
                        Flow.Channel.CONTACT)
                .join()
                .number();
        take(Role.ORGANISER, "", number, "approve", new MatterTaking("", null, Set.of(), deadline));
        take(Role.CONTACT, window, number, "done", new MatterTaking("已兑现", PROOF, Set.of(), null));
        take(Role.INSPECTOR, "", number, "kept", new MatterTaking("", null, Set.of(Flow.Need.VISIT), null));
    }

    /** Calls of the hotline about a window, all solved. */
    void solves(String window, int calls) {
        for (int i = 0; i < calls; i++) {
            MatterRow opened = room().matters()
                    .open(
                            by(Role.ORGANISER, ""),
                            new MatterDraft(scheme, "hotline", window, "咨询", "", null, window + "-" + i),
                            Flow.Channel.HOTLINE)
                    .join();
            String number = opened.number();
            String unit = opened.about().unit();
            take(Role.CONTACT, unit, number, "accept", MatterTaking.NOTHING);
            take(Role.CONTACT, unit, number, "answer", MatterTaking.text("已答复"));
            room().contacts().called(by(Role.CALLER, ""), number, true).join();
            take(Role.CALLER, "", number, "content", new MatterTaking("", null, Set.of(Flow.Need.CALLBACK), null));
        }
    }

    /** Makes all visits that are left of windows that are served. */
    void visits(List<String> windows) {
        Signer inspector = new Signer("inspector", Set.of(AssessmentRole.INSPECTOR));
        for (Visits.Assigned assigned : room().visits().of(inspector)) {
            if (assigned.row().fact() == null
                    && windows.contains(assigned.row().visit().subject())) {
                room().visits()
                        .make(
                                inspector,
                                scheme,
                                period,
                                new Visits.Made(
                                        drawn(),
                                        assigned.row().visit(),
                                        room().visits().today(),
                                        Map.of(),
                                        "",
                                        List.of()))
                        .join();
            }
        }
    }

    /** Votes about a window, each of which answers every question of the form alike. */
    void vote(String source, String window, List<Map<String, String>> votes) {
        for (Map<String, String> answers : votes) {
            room().ballots()
                    .cast(
                            scheme,
                            period,
                            source,
                            new Ballots.Sent(drawn(), new Vote(window, new FactValue.Answers(answers), ""), ""))
                    .join();
        }
    }

    private static String drawn() {
        byte[] id = new byte[16];
        RANDOM.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
