package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.matter.Business;
import io.hallpulse.domain.assessment.matter.Matter;
import io.hallpulse.domain.assessment.matter.Moves;
import io.hallpulse.domain.assessment.matter.Outcome;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens cases and moves them on, whoever does it: a person, a rule or the clock. What follows from a move is done in the same transaction,
 * with its entry of the record. Inside a transaction.
 */
final class MatterWork {
    private final FlowBook flows;
    private final RoundSources sources;
    private final CaseFacts facts;
    private final Effects effects;
    private final InstantSource clock;

    MatterWork(Grammar grammar, RoundSources sources, InstantSource clock) {
        StatedFacts stated = new StatedFacts(clock);
        this.flows = new FlowBook(grammar);
        this.sources = sources;
        this.facts = new CaseFacts(grammar, flows, sources, stated, clock);
        this.effects = new Effects(this, grammar, sources, stated, clock);
        this.clock = clock;
    }

    FlowBook flows() {
        return flows;
    }

    CaseFacts facts() {
        return facts;
    }

    Effects effects() {
        return effects;
    }

    Moves moves(MatterRow.About about, Flow flow) {
        return new Moves(flow, business(about));
    }

    private Business business(MatterRow.About about) {
        return sources.business(about.kind(), about.subject());
    }

    static MatterRow require(AssessStore.Tables tables, String number) throws SQLException {
        return tables.matters().find(number).orElseThrow(() -> new AssessRefused(Reason.UNKNOWN, "no case " + number));
    }

    /**
     * Opens a case.
     *
     * @param scheme of its flow; null for one of the gateway's own
     * @throws AssessRefused where its subject cannot have one more
     */
    MatterRow open(AssessStore.Tables tables, @Nullable Scheme scheme, MatterOpening opening) throws SQLException {
        Instant now = clock.instant();
        Optional<Text> refusal = refusal(tables, scheme, opening);
        if (refusal.isPresent()) {
            throw new AssessRefused(Reason.NOT_NOW, refusal.get());
        }
        int year = now.atZone(sources.zone()).getYear();
        MatterRow row = new MatterRow(
                MatterTable.number(year, tables.matters().next(year)),
                opening.scheme(),
                opening.version(),
                opening.id(),
                opening.about(),
                opening.cause(),
                now.toEpochMilli(),
                opening.addressee(),
                opening.title(),
                opening.text(),
                opening.measure(),
                opening.grade(),
                opening.external(),
                Matter.open(opening.flow(), now, opening.own(), business(opening.about())),
                sources.calendarVersion(),
                null);
        tables.matters().add(row);
        MatterEntry entry = log(
                tables,
                row,
                entry(
                        MatterEntry.Kind.OPENED,
                        opening.by(),
                        "",
                        "",
                        row.matter().state(),
                        List.of(),
                        now),
                "case.open",
                opening.by(),
                "",
                row.matter().state() + " " + row.cause().detail());
        for (MatterRow old : Standings.replaced(tables, opening.flow(), row)) {
            replace(tables, old, opening.flow(), row, now);
        }
        effects.caseCame(tables, row, entry.n());
        return row;
    }

    /** Why a subject cannot have one more case; empty where it can. */
    Optional<Text> refusal(AssessStore.Tables tables, @Nullable Scheme scheme, MatterOpening opening)
            throws SQLException {
        if (!Standings.areLimited(opening.flow())) {
            return Optional.empty(); // without reading what thousands of letters about a window say
        }
        return Standings.refusal(
                scheme,
                opening.flow(),
                tables.matters()
                        .of(opening.scheme(), opening.id(), opening.about().subject()),
                moves(opening.about(), opening.flow()),
                clock.instant());
    }

    private void replace(AssessStore.Tables tables, MatterRow old, Flow flow, MatterRow by, Instant now)
            throws SQLException {
        MatterRow row = passed(tables, old);
        Optional<Matter> past = moves(row.about(), flow)
                .byRule(row.matter(), List.of(row.matter().state()), Standings.past(flow), now);
        if (row.isOpen() && past.isPresent()) {
            Actor clockActor = Signer.CLOCK.actor();
            move(
                    tables,
                    row,
                    flow,
                    past.get(),
                    entry(
                                    MatterEntry.Kind.REPLACED,
                                    clockActor,
                                    "",
                                    row.matter().state(),
                                    past.get().state(),
                                    List.of(),
                                    now)
                            .withText(by.number()),
                    "case.replace",
                    clockActor,
                    null);
        }
    }

    /** A case as it stands now: what the passing of time did to it is stored. */
    MatterRow passed(AssessStore.Tables tables, MatterRow row) throws SQLException {
        if (!row.isOpen()) {
            return row;
        }
        Instant now = clock.instant();
        Flow flow = flows.of(tables, row);
        MatterRow at = row;
        Actor by = Signer.CLOCK.actor();
        for (Outcome outcome : moves(row.about(), flow).passed(row.matter(), now)) {
            String from = at.matter().state();
            if (outcome instanceof Outcome.Moved moved) {
                Instant then = moved.matter().since();
                MatterEntry entry = entry(
                        MatterEntry.Kind.PASSED, by, "", from, moved.matter().state(), List.of(), then);
                at = move(tables, at, flow, moved.matter(), entry, "case.pass", by, moved.fact());
            } else if (outcome instanceof Outcome.Late late) {
                at = put(tables, at, flow, late.matter(), now);
                MatterEntry entry = entry(MatterEntry.Kind.LATE, by, "", from, from, late.tell(), now);
                log(tables, at, entry, "case.late", by, from, from);
            }
        }
        return at;
    }

    /** Counts the time of a case anew by the calendar as it is now. */
    MatterRow recounted(AssessStore.Tables tables, MatterRow row) throws SQLException {
        Instant now = clock.instant();
        Flow flow = flows.of(tables, row);
        Matter anew = row.matter().recounted(flow, business(row.about()), now);
        MatterRow counted = put(tables, row, flow, anew, now);
        if (!Objects.equals(anew.due(), row.matter().due())) {
            Actor by = Signer.CLOCK.actor();
            String state = anew.state();
            log(
                    tables,
                    counted,
                    entry(MatterEntry.Kind.RECOUNTED, by, "", state, state, List.of(), now)
                            .withText(due(row.matter()) + " " + due(anew)),
                    "case.recount",
                    by,
                    due(row.matter()),
                    due(anew));
        }
        return counted;
    }

    static String due(Matter matter) {
        return matter.due() == null ? "" : matter.due().at().toString();
    }

    /**
     * Moves the case of a rule's effect, where it is in one of the states that the rule names.
     *
     * @return whether it was
     */
    boolean byRule(
            AssessStore.Tables tables, MatterRow found, Flow flow, Collection<String> from, String to, String rule)
            throws SQLException {
        Instant now = clock.instant();
        MatterRow row = passed(tables, found);
        Optional<Matter> next =
                row.isOpen() ? moves(row.about(), flow).byRule(row.matter(), from, to, now) : Optional.empty();
        if (next.isEmpty()) {
            return false;
        }
        Actor by = Signer.CLOCK.actor();
        MatterEntry entry = entry(MatterEntry.Kind.RULE, by, rule, row.matter().state(), to, List.of(), now);
        move(tables, row, flow, next.get(), entry, "case.rule", by, null);
        return true;
    }

    /**
     * Writes that a case came to a state, and does what follows from it.
     *
     * @param fact the outcome that is stated by it; null for none
     */
    MatterRow move(
            AssessStore.Tables tables,
            MatterRow row,
            Flow flow,
            Matter next,
            MatterEntry entry,
            String what,
            Actor by,
            @Nullable String fact)
            throws SQLException {
        Instant now = clock.instant();
        MatterRow moved = put(tables, row, flow, next, now);
        MatterEntry logged = log(tables, moved, entry, what, by, entry.from(), entry.to());
        if (fact != null) {
            facts.outcome(tables, moved, logged.n(), fact, now);
        }
        if (!entry.from().equals(entry.to())) {
            effects.caseCame(tables, moved, logged.n());
        }
        return moved;
    }

    MatterRow put(AssessStore.Tables tables, MatterRow row, Flow flow, Matter next, Instant now) throws SQLException {
        MatterRow put = row.with(
                next, sources.calendarVersion(), next.isEnded(flow) ? (Long) now.toEpochMilli() : row.endedMillis());
        tables.matters().put(put);
        return put;
    }

    /** Adds to a case's log and to the record of changes, which has no texts. */
    MatterEntry log(
            AssessStore.Tables tables,
            MatterRow row,
            MatterEntry entry,
            String what,
            Actor by,
            String before,
            String after)
            throws SQLException {
        MatterEntry logged = tables.matterLog().add(row.number(), entry);
        String step = entry.step().isEmpty() ? "" : " " + entry.step();
        tables.audit().add(new Change(by, what, row.object(), before, after + step), clock.millis());
        return logged;
    }

    static MatterEntry entry(
            MatterEntry.Kind kind,
            Actor by,
            String step,
            String from,
            String to,
            List<AssessmentRole> told,
            Instant at) {
        return new MatterEntry(
                0, at.toEpochMilli(), by.name(), by.role(), kind, step, "", null, Set.of(), from, to, told);
    }
}
