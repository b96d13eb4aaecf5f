package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.card.CardJson;
import io.hallpulse.domain.assessment.card.CountedRound;
import io.hallpulse.domain.assessment.card.Scorecard;
import io.hallpulse.domain.assessment.round.AssessedPeriod;
import io.hallpulse.domain.assessment.round.RoundBlocks;
import io.hallpulse.domain.assessment.round.RoundPlan;
import io.hallpulse.domain.assessment.round.RoundStep;
import io.hallpulse.domain.assessment.round.Signing;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rounds: planned, frozen, counted, approved and published by the persons that the design names, opened and closed by the clock. Any thread. */
public final class Rounds {
    private final AssessStore store;
    private final Grammar grammar;
    private final RoundSources sources;
    private final MatterWork cases;
    private final RoundPublications publications;
    private final RoundStandings standings;
    private final RoundSteps steps;
    private final RoundPlanning planning;
    private final RoundClock ticking;
    private final InstantSource clock;

    /**
     * Rounds of a store.
     *
     * @param lot throws a seed where nobody threw one before witnesses
     * @param program the version of the program that counts
     */
    Rounds(
            AssessStore store,
            Grammar grammar,
            RoundSources sources,
            Facts facts,
            MatterWork cases,
            BallotBox box,
            RoundPublications publications,
            Supplier<String> lot,
            String program,
            InstantSource clock) {
        this.store = store;
        this.grammar = grammar;
        this.sources = sources;
        this.cases = cases;
        this.publications = publications;
        this.standings = new RoundStandings(grammar, sources, publications, clock);
        this.steps = new RoundSteps(clock);
        this.planning =
                new RoundPlanning(store, grammar, sources, cases.effects(), standings, steps, lot, program, clock);
        this.ticking = new RoundClock(
                store, grammar, sources, facts, box, cases.facts().excluded(), standings, steps);
        this.clock = clock;
    }

    /**
     * How a round stands.
     *
     * @param next null at the end
     * @param blocks what keeps the next step; empty where nothing does but signatures
     * @param signed who signed the next step so far
     * @param awaits the role that signs next; null where the clock makes the step, or there is none
     * @param subjects how many are frozen
     * @param unverified how many facts wait for a second look
     */
    public record Standing(
            RoundRow round,
            RoundPlan plan,
            @Nullable RoundStep next,
            List<Text> blocks,
            List<Signing.Signature> signed,
            @Nullable AssessmentRole awaits,
            int subjects,
            long unverified) {}

    /**
     * What a round comes to.
     *
     * @param scheme the version that it is counted by
     */
    public record Count(CountedRound counted, Scheme scheme) {}

    static RoundRow require(AssessStore.Tables tables, String scheme, String period) throws SQLException {
        return tables.rounds()
                .find(scheme, period)
                .orElseThrow(() -> new AssessRefused(Reason.UNKNOWN, "no round " + scheme + "/" + period));
    }

    static RoundPlan plan(RoundRow round, Scheme scheme, RoundSources sources) {
        return RoundPlan.of(scheme, AssessedPeriod.parse(round.period()), sources.calendar(), sources.zone());
    }

    /** All of them, by scheme and period. */
    public List<RoundRow> all() {
        return store.read(tables -> tables.rounds().all());
    }

    /** How a round stands, and what keeps its next step. */
    public Standing standing(String scheme, String period) {
        return store.read(tables -> standings.of(tables, require(tables, scheme, period)));
    }

    /**
     * Plans a round of the version of a scheme that is in force. Again, it changes nothing, unless another version came in force meanwhile and
     * the round is not frozen: then it is one of that version, and whoever signed its freezing signs again.
     *
     * @throws AssessRefused where the person may not, none is in force, or the period is none of its rounds
     */
    public CompletableFuture<RoundRow> plan(Signer by, String scheme, String period) {
        return planning.plan(by, scheme, period);
    }

    /**
     * Signs the freezing of a round: the organiser has the subjects copied, the auditor throws the seed after their digest was taken.
     *
     * @param reason why the numbers of subjects differ from what the scheme expects, of the organiser; else empty
     * @param seed that was thrown before witnesses, of the auditor; empty to have one thrown here
     */
    public CompletableFuture<RoundRow> freeze(Signer by, String scheme, String period, String reason, String seed) {
        return planning.freeze(by, scheme, period, reason, seed);
    }

    /** Opens and closes what the clock says. To be called again and again. */
    public void tick() throws InterruptedException, ExecutionException {
        ticking.tick();
    }

    /**
     * Signs the count of a round. Each of both persons has it computed from the database; only where both digests are the same is it
     * counted. Where they are not, the first one signs again.
     */
    public CompletableFuture<RoundRow> count(Signer by, String scheme, String period) {
        return store.submit(tables -> {
            RoundRow round = RoundSteps.require(tables, scheme, period, RoundStep.COUNT);
            Scheme rules = grammar.of(Schemes.require(tables, scheme, round.version()));
            RoundPlan plan = plan(round, rules, sources);
            RoundStandings.requireClear(standings.blocks(tables, round, rules, plan, RoundStep.COUNT));
            cases.facts().settle(tables, round, rules, plan, clock.instant());
            if (rules.ranking().asksContacts()) {
                tables.rounds().contacts(round.id(), RoundCount.contacts(tables, round, rules));
            }
            CountedRound counted = RoundCount.of(tables, round, rules);
            List<SignatureTable.Given> given = tables.signatures().of(round.object(), RoundStep.COUNT.word());
            if (given.stream().anyMatch(one -> !one.detail().equals(counted.digest()))) {
                tables.signatures().clear(round.object(), RoundStep.COUNT.word());
                tables.audit()
                        .add(
                                new Change(
                                        by.actor(),
                                        "round.count.differs",
                                        round.object(),
                                        given.get(0).detail(),
                                        counted.digest()),
                                clock.millis());
                return round;
            }
            if (!steps.sign(tables, by, round, RoundStep.COUNT, counted.digest())) {
                return round;
            }
            Map<String, Map<String, Object>> cards = new TreeMap<>();
            for (Scorecard card : counted.cards()) {
                cards.put(card.subject(), CardJson.of(rules, card));
            }
            tables.rounds().addCards(round.id(), cards);
            Supervision.tell(tables, round, rules, clock.millis());
            RoundRow.Counted come =
                    new RoundRow.Counted(round.counted().talliesDigest(), clock.millis(), counted.digest());
            return steps.move(tables, by, round.with(come), RoundStep.COUNT, counted.digest());
        });
    }

    /** Signs that a counted round is approved, or that an approved one is published. */
    public CompletableFuture<RoundRow> confirm(Signer by, String scheme, String period, RoundStep step) {
        if (step != RoundStep.APPROVE && step != RoundStep.PUBLISH) {
            throw new IllegalArgumentException(step + " is more than a signature");
        }
        return store.submit(tables -> {
            RoundRow round = RoundSteps.require(tables, scheme, period, step);
            Scheme rules = grammar.of(Schemes.require(tables, scheme, round.version()));
            RoundStandings.requireClear(standings.blocks(tables, round, rules, plan(round, rules, sources), step));
            if (!steps.sign(tables, by, round, step, round.counted().cardsDigest())) {
                return round;
            }
            RoundRow moved = steps.move(tables, by, round, step, round.counted().cardsDigest());
            if (step == RoundStep.PUBLISH) {
                cases.effects().published(tables, moved, rules);
                publications.published(tables, by, moved);
            }
            return moved;
        });
    }

    /** Signs that a round is annulled; streaks pass over it. */
    public CompletableFuture<RoundRow> annul(Signer by, String scheme, String period, String reason) {
        return store.submit(tables -> {
            RoundRow round = RoundSteps.require(tables, scheme, period, RoundStep.ANNUL);
            RoundStandings.requireClear(RoundBlocks.annulling(reason));
            RoundStandings.requireClear(RoundOrder.annulling(tables, round));
            for (SignatureTable.Given given : tables.signatures().of(round.object(), RoundStep.ANNUL.word())) {
                if (!given.detail().equals(reason)) {
                    throw new AssessRefused(
                            Reason.NOT_NOW,
                            new Text(
                                    "另一人签署的作废原因是“" + given.detail() + "”，须签署同一原因",
                                    "the other one signed that it is annulled for '" + given.detail()
                                            + "'; sign the same reason"));
                }
            }
            return steps.sign(tables, by, round, RoundStep.ANNUL, reason)
                    ? steps.move(tables, by, round.withReason(reason), RoundStep.ANNUL, reason)
                    : round;
        });
    }

    /**
     * Counts a round as its facts stand now; nothing is stored.
     *
     * @throws AssessRefused where there is none, or it is not frozen
     */
    public Count counted(String scheme, String period) {
        return store.read(tables -> {
            RoundRow round = require(tables, scheme, period);
            Scheme rules = grammar.of(Schemes.require(tables, scheme, round.version()));
            return new Count(RoundCount.of(tables, round, rules), rules);
        });
    }

    /** The stored scorecards in canonical JSON, by subject; none before the round is counted. */
    public Map<String, String> cards(String scheme, String period) {
        return store.read(
                tables -> tables.rounds().cards(require(tables, scheme, period).id()));
    }
}
