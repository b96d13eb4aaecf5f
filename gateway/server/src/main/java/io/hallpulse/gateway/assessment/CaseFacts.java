package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.matter.BuiltInFlows;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.round.RoundPlan;
import io.hallpulse.domain.assessment.round.RoundState;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.record.Change;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What cases say of their subjects, as facts of rounds (design 4; X8). An outcome is stated in every round that takes facts at that time and
 * counts the flow. A case that is over its time when a round takes no more facts counts as unsolved there, one that is not due yet nowhere.
 * Inside a transaction.
 */
final class CaseFacts {
    /** The outcome that takes out the fact which the case was opened for. */
    private static final String STRUCK = "struck";
    /** The batch of a round that has the cases which were over their time. */
    private static final String OVERDUE = "cases overdue";

    private final Grammar grammar;
    private final FlowBook flows;
    private final RoundSources sources;
    private final StatedFacts stated;
    private final ExcludedRatings excluded;

    CaseFacts(Grammar grammar, FlowBook flows, RoundSources sources, StatedFacts stated, InstantSource clock) {
        this.grammar = grammar;
        this.flows = flows;
        this.sources = sources;
        this.stated = stated;
        this.excluded = new ExcludedRatings(grammar, sources, stated, clock);
    }

    /** What appeals against ratings with a name take out of rounds. */
    ExcludedRatings excluded() {
        return excluded;
    }

    /** States what a case came to; the batch is named by the case and the place of that entry in its log. */
    void outcome(AssessStore.Tables tables, MatterRow row, int entry, String outcome, Instant now) throws SQLException {
        if (outcome.equals(STRUCK)) {
            strike(tables, row, now);
            return;
        }
        if (outcome.equals(BuiltInFlows.EXCLUDED) && BuiltInFlows.isNamed(row.scheme(), row.flow())) {
            excluded.upheld(tables, row);
        }
        for (RoundRow round : tables.rounds().all()) {
            if (!round.state().takesFacts()) {
                continue;
            }
            Scheme scheme = grammar.of(Schemes.require(tables, round.scheme(), round.version()));
            RoundPlan plan = Rounds.plan(round, scheme, sources);
            if (now.isBefore(plan.begins())
                    || !now.isBefore(plan.lateOver())
                    || !assesses(scheme, row, subjects(tables, round))) {
                continue;
            }
            LocalDate day = now.atZone(plan.zone()).toLocalDate();
            FactValue value = new FactValue.Outcome(outcome, row.matter().late());
            List<FactDraft> drafts = counting(scheme, row.flow()).stream()
                    .map(source -> new FactDraft(source, row.about().subject(), value, day, null))
                    .toList();
            if (!drafts.isEmpty()) {
                stated.add(tables, Signer.CLOCK, round, drafts, row.number() + "#" + entry);
            }
        }
    }

    private static Set<String> subjects(AssessStore.Tables tables, RoundRow round) throws SQLException {
        return tables.rounds().subjects(round.id()).stream()
                .map(FrozenSubject::id)
                .collect(Collectors.toSet());
    }

    private static boolean assesses(Scheme scheme, MatterRow row, Set<String> subjects) {
        return scheme.subjects().kind().word().equals(row.about().kind())
                && subjects.contains(row.about().subject());
    }

    /** The sources of a scheme in which a flow's cases count. */
    private static List<String> counting(Scheme scheme, String flow) {
        return scheme.sources().entrySet().stream()
                .filter(source -> source.getValue() instanceof Source.Cases cases
                        && cases.flows().contains(flow))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Takes out the fact that a case was opened for. In a round that is counted it stays: a correction is for people. */
    private void strike(AssessStore.Tables tables, MatterRow row, Instant now) throws SQLException {
        Long ofRound = row.cause().factRound();
        Long n = row.cause().fact();
        if (ofRound == null || n == null) {
            return;
        }
        Optional<RoundRow> round = tables.rounds().all().stream()
                .filter(one -> one.id() == ofRound)
                .findFirst();
        Optional<FactRow> fact = tables.facts().find(ofRound, n);
        if (round.isEmpty() || fact.isEmpty() || fact.get().struckBy() != null) {
            return;
        }
        String object = round.get().object() + "/" + FactRow.id(n);
        if (!round.get().state().takesFacts()) {
            tables.audit()
                    .add(
                            new Change(
                                    Signer.CLOCK.actor(),
                                    "facts.strike.late",
                                    object,
                                    round.get().state().word(),
                                    row.number()
                                            + " was upheld; its round is counted, and people decide on a correction"),
                            now.toEpochMilli());
            return;
        }
        LocalDate today = now.atZone(sources.zone()).toLocalDate();
        long strike = tables.facts()
                .strike(ofRound, fact.get(), today, Signer.CLOCK.name(), row.number(), now.toEpochMilli());
        tables.audit()
                .add(
                        new Change(
                                Signer.CLOCK.actor(),
                                "facts.strike",
                                object,
                                "",
                                FactRow.id(strike) + " " + row.number()),
                        now.toEpochMilli());
    }

    /** Looks, once and as soon as a round takes no more facts, which cases were over their time: no outcome of theirs can come in after that. */
    void settle(AssessStore.Tables tables, RoundRow round, Scheme scheme, RoundPlan plan, Instant now)
            throws SQLException {
        if (!isUnsettled(tables, round, scheme, plan, now)) {
            return;
        }
        Set<String> subjects = subjects(tables, round);
        List<FactDraft> drafts = new ArrayList<>();
        for (Map.Entry<String, Source> source : ofCases(scheme)) {
            for (String id : ((Source.Cases) source.getValue()).flows()) {
                for (MatterRow row : tables.matters().open(id)) {
                    Flow flow = flows.of(tables, row);
                    if (assesses(scheme, row, subjects) && row.matter().isOverdue(flow, plan.lateOver())) {
                        drafts.add(new FactDraft(
                                source.getKey(),
                                row.about().subject(),
                                new FactValue.OpenCase(true),
                                plan.dates().late(),
                                null));
                    }
                }
            }
        }
        stated.add(tables, Signer.CLOCK, round, drafts, OVERDUE);
    }

    /** Whether that is to be done now. */
    boolean isUnsettled(AssessStore.Tables tables, RoundRow round, Scheme scheme, RoundPlan plan, Instant now)
            throws SQLException {
        return !ofCases(scheme).isEmpty()
                && round.state() == RoundState.CLOSED
                && !now.isBefore(plan.lateOver())
                && tables.facts().batch(round.id(), OVERDUE).isEmpty();
    }

    private static List<Map.Entry<String, Source>> ofCases(Scheme scheme) {
        return scheme.sources().entrySet().stream()
                .filter(source -> source.getValue() instanceof Source.Cases)
                .toList();
    }
}
