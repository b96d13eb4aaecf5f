package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.matter.CallBacks;
import io.hallpulse.domain.assessment.matter.Matter;
import io.hallpulse.domain.assessment.matter.Outcome;
import io.hallpulse.domain.assessment.matter.Person;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.domain.people.Caller;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Moves cases on for persons: transitions, second signatures, more time. Any thread. */
final class MatterSteps {
    private final AssessStore store;
    private final RoundSources sources;
    private final MatterWork work;
    private final InstantSource clock;

    MatterSteps(AssessStore store, RoundSources sources, MatterWork work, InstantSource clock) {
        this.store = store;
        this.sources = sources;
        this.work = work;
        this.clock = clock;
    }

    /**
     * Takes a transition, or confirms one that waits for a second person.
     *
     * @throws AssessRefused where it is not so far, this person may not, or something is missing
     */
    CompletableFuture<MatterRow> take(Caller by, String number, String transition, MatterTaking taking) {
        return store.submit(tables -> {
            MatterRow row = work.passed(tables, MatterWork.require(tables, number));
            Flow flow = work.flows().of(tables, row);
            Set<AssessmentRole> roles = rolesOfWhoSees(by, row, flow);
            requireTries(tables, row, transition);
            Flow.Transition way = Objects.requireNonNull(
                            flow.states().get(row.matter().state()))
                    .next()
                    .get(transition);
            Matter.Waiting waiting = row.matter().waiting();
            boolean seconds = waiting != null && waiting.transition().equals(transition);
            List<AssessmentRole> wanted = way == null ? List.of() : seconds ? way.seconds() : way.by();
            Instant now = clock.instant();
            Outcome outcome = work.moves(row.about(), flow)
                    .take(
                            row.matter(),
                            transition,
                            new Person(by.name(), roles),
                            taking.supplied(),
                            taking.deadline(),
                            now);
            if (outcome instanceof Outcome.Refused refused) {
                boolean other = seconds && waiting != null && waiting.person().equals(by.name());
                boolean may = !other && (way == null || wanted.stream().anyMatch(roles::contains));
                throw refused(may ? Reason.NOT_NOW : Reason.NOT_ALLOWED, row, refused.why());
            }
            if (way != null && !seconds) {
                requireReached(tables, row, transition, way);
            }
            Actor actor = as(by, roles, wanted);
            String from = row.matter().state();
            if (outcome instanceof Outcome.AwaitsSecond awaits) {
                MatterRow waits = work.put(tables, row, flow, awaits.matter(), now);
                MatterEntry entry = MatterWork.entry(
                                MatterEntry.Kind.SIGNED, actor, transition, from, from, List.of(), now)
                        .with(taking);
                work.log(tables, waits, entry, "case.sign", actor, from, from);
                return waits;
            }
            Outcome.Moved moved = (Outcome.Moved) outcome;
            MatterEntry entry = MatterWork.entry(
                            MatterEntry.Kind.MOVED,
                            actor,
                            transition,
                            from,
                            moved.matter().state(),
                            List.of(),
                            now)
                    .with(taking);
            return work.move(tables, row, flow, moved.matter(), entry, "case.move", actor, moved.fact());
        });
    }

    /** Nobody is out of reach after one try. */
    private void requireTries(AssessStore.Tables tables, MatterRow row, String step) throws SQLException {
        if (CallBacks.isAboutNobody(step)
                && !CallBacks.isOutOfReach(
                        calls(tables, row).stream()
                                .filter(call -> !call.reached())
                                .map(ContactTable.Call::at)
                                .toList(),
                        sources.zone())) {
            throw new AssessRefused(
                    Reason.NOT_NOW,
                    row.number() + ": " + CallBacks.TRIES + " tries to call back on " + CallBacks.DAYS
                            + " days are noted first");
        }
    }

    private static List<ContactTable.Call> calls(AssessStore.Tables tables, MatterRow row) throws SQLException {
        return tables.contacts().calls(row.number(), row.matter().since());
    }

    /** What the writer is said to have answered wants a call that reached the writer: the word of who calls back alone is not enough. */
    private static void requireReached(AssessStore.Tables tables, MatterRow row, String step, Flow.Transition way)
            throws SQLException {
        if (way.needs().contains(Flow.Need.CALLBACK)
                && !CallBacks.isAboutNobody(step)
                && calls(tables, row).stream().noneMatch(ContactTable.Call::reached)) {
            throw refused(
                    Reason.NOT_NOW, row, new Text("先登记一次接通的回访电话", "a call that reached the writer is noted first"));
        }
    }

    /**
     * Gives a case more time, once.
     *
     * @throws AssessRefused where its state has no more, this person may not, or its time is over
     */
    CompletableFuture<MatterRow> extend(Caller by, String number, String text) {
        return store.submit(tables -> {
            MatterRow row = work.passed(tables, MatterWork.require(tables, number));
            Flow flow = work.flows().of(tables, row);
            Set<AssessmentRole> roles = rolesOfWhoSees(by, row, flow);
            Instant now = clock.instant();
            Outcome outcome = work.moves(row.about(), flow).extend(row.matter(), new Person(by.name(), roles), now);
            List<AssessmentRole> wanted = extenders(flow, row);
            if (outcome instanceof Outcome.Refused refused) {
                throw refused(
                        wanted.isEmpty() || wanted.stream().anyMatch(roles::contains)
                                ? Reason.NOT_NOW
                                : Reason.NOT_ALLOWED,
                        row,
                        refused.why());
            }
            Actor actor = as(by, roles, wanted);
            MatterRow longer = work.put(tables, row, flow, ((Outcome.Moved) outcome).matter(), now);
            String state = row.matter().state();
            work.log(
                    tables,
                    longer,
                    MatterWork.entry(MatterEntry.Kind.EXTENDED, actor, "", state, state, List.of(), now)
                            .withText(text),
                    "case.extend",
                    actor,
                    MatterWork.due(row.matter()),
                    MatterWork.due(longer.matter()));
            return longer;
        });
    }

    private static AssessRefused refused(Reason reason, MatterRow row, Text why) {
        String state = row.matter().state();
        return new AssessRefused(
                reason,
                new Text(
                        row.number() + "（" + state + "）：" + why.zh(), row.number() + " is " + state + ": " + why.en()));
    }

    private static List<AssessmentRole> extenders(Flow flow, MatterRow row) {
        Flow.Extension extension =
                Objects.requireNonNull(flow.states().get(row.matter().state())).extend();
        return extension == null ? List.of() : extension.by();
    }

    private static Actor as(Caller by, Set<AssessmentRole> roles, List<AssessmentRole> wanted) {
        return new Actor(
                by.name(),
                wanted.stream()
                        .filter(roles::contains)
                        .findFirst()
                        .map(AssessmentRole::word)
                        .orElse(""));
    }

    /** The roles towards a case of somebody who sees it; others do not hear that it is there. */
    private Set<AssessmentRole> rolesOfWhoSees(Caller by, MatterRow row, Flow flow) {
        return CaseRoles.require(CaseRoles.of(by, row, sources), row, flow);
    }
}
