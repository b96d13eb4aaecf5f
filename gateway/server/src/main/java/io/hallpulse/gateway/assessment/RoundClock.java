package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.card.CanonicalJson;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.round.RoundPlan;
import io.hallpulse.domain.assessment.round.RoundStep;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** What the clock does to rounds: it opens them, and closes them with a copy of what their period came to. Any thread. */
final class RoundClock {
    private final AssessStore store;
    private final Grammar grammar;
    private final RoundSources sources;
    private final Facts facts;
    private final BallotBox box;
    private final ExcludedRatings excluded;
    private final RoundStandings standings;
    private final RoundSteps steps;

    RoundClock(
            AssessStore store,
            Grammar grammar,
            RoundSources sources,
            Facts facts,
            BallotBox box,
            ExcludedRatings excluded,
            RoundStandings standings,
            RoundSteps steps) {
        this.store = store;
        this.grammar = grammar;
        this.sources = sources;
        this.facts = facts;
        this.box = box;
        this.excluded = excluded;
        this.standings = standings;
        this.steps = steps;
    }

    /** Opens and closes what the clock says. To be called again and again. */
    void tick() throws InterruptedException, ExecutionException {
        for (RoundRow round : store.read(tables -> tables.rounds().all())) {
            Optional<RoundStep> next = RoundStep.next(round.state()).filter(RoundStep::isOfClock);
            while (next.isPresent()) {
                RoundRow after =
                        byClock(round.scheme(), round.period(), next.get()).get();
                next = after.state() == next.get().to()
                        ? RoundStep.next(after.state()).filter(RoundStep::isOfClock)
                        : Optional.empty();
            }
        }
    }

    private CompletableFuture<RoundRow> byClock(String scheme, String period, RoundStep step) {
        return store.submit(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            Scheme rules = grammar.of(Schemes.require(tables, scheme, round.version()));
            RoundPlan plan = Rounds.plan(round, rules, sources);
            if (!step.leadsFrom(round.state())
                    || !standings.blocks(tables, round, rules, plan, step).isEmpty()) {
                return round;
            }
            return steps.move(
                    tables,
                    Signer.CLOCK,
                    step == RoundStep.CLOSE ? closing(tables, round, rules, plan) : round,
                    step,
                    "");
        });
    }

    /**
     * Copies the tallies of the period as facts, who holds the posts on its last day, and how many services there were where ties are settled by
     * that. Later presses change history, not the round.
     */
    private RoundRow closing(AssessStore.Tables tables, RoundRow round, Scheme scheme, RoundPlan plan)
            throws SQLException {
        for (RoundSources.Planned planned : sources.subjects(scheme, plan.period())) {
            tables.rounds().atEnd(round.id(), planned.subject());
        }
        List<String> ids = tables.rounds().subjects(round.id()).stream()
                .map(FrozenSubject::id)
                .toList();
        List<FactDraft> copied = new ArrayList<>();
        Map<String, Object> tallies = new TreeMap<>();
        for (Map.Entry<String, Source> source : scheme.sources().entrySet()) {
            if (source.getValue() instanceof Source.Presses presses) {
                Map<String, Object> ofSource = new TreeMap<>();
                new TreeMap<>(sources.presses(scheme, presses, ids, plan.begins(), plan.ends())).forEach((id, n) -> {
                    FactValue.Levels levels = levels(n);
                    ofSource.put(id, FactJson.tree(levels));
                    copied.add(new FactDraft(
                            source.getKey(), id, levels, plan.period().to(), null));
                });
                tallies.put(source.getKey(), ofSource);
            }
        }
        if (scheme.ranking().asksServices()) {
            tables.rounds().services(round.id(), sources.services(scheme, ids, plan.begins(), plan.ends()));
        }
        String digest = Ticket.sha256(CanonicalJson.text(tallies));
        if (!copied.isEmpty()) {
            facts.add(tables, Signer.CLOCK, round, copied, digest);
        }
        excluded.settle(tables, round, scheme, plan);
        box.open(tables, round, scheme, plan);
        return round.with(new RoundRow.Counted(digest, null, ""));
    }

    private static FactValue.Levels levels(long[] n) {
        Map<Integer, Long> counts = new HashMap<>();
        for (int level = 1; level <= n.length; level++) {
            counts.put(level, n[level - 1]);
        }
        return new FactValue.Levels(counts);
    }
}
