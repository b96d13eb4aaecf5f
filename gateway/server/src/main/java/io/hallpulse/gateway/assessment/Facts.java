package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.fact.Fact;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.fact.Statement;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.round.RoundPlan;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.assessment.visit.Visit;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes in facts: stated by one person, verified by another where the source wants it, struck by a fact that names them. Any thread. */
public final class Facts {
    /** As many come in one batch at most. */
    public static final int MOST = 10_000;

    private final AssessStore store;
    private final Grammar grammar;
    private final RoundSources sources;
    private final StatedFacts stated;
    private final Effects effects;
    private final InstantSource clock;

    Facts(AssessStore store, Grammar grammar, RoundSources sources, MatterWork cases, InstantSource clock) {
        this.store = store;
        this.grammar = grammar;
        this.sources = sources;
        this.stated = new StatedFacts(clock);
        this.effects = cases.effects();
        this.clock = clock;
    }

    /**
     * What came of a batch.
     *
     * @param repeated whether the same one was there already, so that nothing was added
     */
    public record Imported(int facts, boolean repeated) {}

    /**
     * Takes in a batch, all of it or nothing.
     *
     * @param digest SHA-256 of what was sent; the same again adds nothing
     * @throws AssessRefused where the round takes none, or one of the facts is refused; with the place of that one
     */
    public CompletableFuture<Imported> state(
            Signer by, String scheme, String period, List<FactDraft> facts, String digest) {
        if (facts.isEmpty() || facts.size() > MOST) {
            throw new AssessRefused(Reason.WRONG, "a batch has 1 to " + MOST + " facts, not " + facts.size());
        }
        return store.submit(tables -> state(tables, by, Rounds.require(tables, scheme, period), facts, digest, null));
    }

    /** The same, inside a transaction; the first fact is that of a visit, where one is given. */
    Imported state(
            AssessStore.Tables tables,
            Signer by,
            RoundRow round,
            List<FactDraft> facts,
            String digest,
            @Nullable Visit visit)
            throws SQLException {
        OptionalInt before = tables.facts().batch(round.id(), digest);
        if (before.isPresent()) {
            return new Imported(before.getAsInt(), true);
        }
        Scheme rules = grammar.of(Schemes.require(tables, round.scheme(), round.version()));
        RoundPlan plan = requireTaken(round, rules);
        Set<String> subjects = tables.rounds().subjects(round.id()).stream()
                .map(FrozenSubject::id)
                .collect(Collectors.toSet());
        for (int i = 0; i < facts.size(); i++) {
            require(by, rules, subjects, plan, facts.get(i), "fact " + (i + 1) + ": ");
        }
        Map<Integer, Visit> visits = AssignedVisits.require(tables, by, round, rules, sources, facts, visit);
        long last = add(tables, by, round, facts, digest);
        for (Map.Entry<Integer, Visit> made : visits.entrySet()) {
            tables.visits().made(round.id(), made.getValue(), last + 1 + made.getKey());
        }
        return new Imported(facts.size(), false);
    }

    /**
     * What would be refused of a batch that somebody is about to send; nothing is changed.
     *
     * @return for each fact why it would be, empty where it would be taken
     * @throws AssessRefused where the round takes none
     */
    public List<Optional<String>> check(Signer by, String scheme, String period, List<FactDraft> facts) {
        return store.read(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            Scheme rules = grammar.of(Schemes.require(tables, scheme, round.version()));
            RoundPlan plan = requireTaken(round, rules);
            Set<String> subjects = tables.rounds().subjects(round.id()).stream()
                    .map(FrozenSubject::id)
                    .collect(Collectors.toSet());
            return facts.stream()
                    .map(fact -> fault(by, rules, subjects, plan, fact))
                    .toList();
        });
    }

    private Optional<String> fault(Signer by, Scheme rules, Set<String> subjects, RoundPlan plan, FactDraft fact) {
        try {
            require(by, rules, subjects, plan, fact, "");
            return Optional.empty();
        } catch (AssessRefused e) {
            return Optional.of(e.text().en());
        }
    }

    /**
     * Adds facts that were looked at, with what the rules of facts do. The source is one of the scheme's.
     *
     * @return the number before that of the first fact
     */
    long add(AssessStore.Tables tables, Signer by, RoundRow round, List<FactDraft> facts, String digest)
            throws SQLException {
        long before = stated.add(tables, by, round, facts, digest);
        Scheme scheme = grammar.of(Schemes.require(tables, round.scheme(), round.version()));
        effects.stated(tables, round, scheme, facts, before);
        return before;
    }

    private RoundPlan requireTaken(RoundRow round, Scheme scheme) {
        RoundPlan plan = Rounds.plan(round, scheme, sources);
        Instant now = clock.instant();
        if (!round.state().takesFacts()) {
            throw new AssessRefused(
                    Reason.NOT_NOW,
                    "round " + round.name() + " is " + round.state().word() + " and takes no facts");
        }
        if (now.isBefore(plan.begins()) || !now.isBefore(plan.lateOver())) {
            throw new AssessRefused(
                    Reason.NOT_NOW,
                    "round " + round.name() + " takes facts from " + plan.begins() + " until " + plan.lateOver());
        }
        return plan;
    }

    private void require(Signer by, Scheme scheme, Set<String> subjects, RoundPlan plan, FactDraft fact, String place) {
        Optional<String> fault =
                Statement.fault(scheme, subjects, fact.source(), fact.subject(), fact.value(), fact.proof() != null);
        if (fault.isPresent()) {
            throw new AssessRefused(Reason.WRONG, place + fault.get());
        }
        Source source = scheme.sources().get(fact.source());
        List<AssessmentRole> roles = source == null ? List.of() : Statement.recorders(source);
        if (roles.isEmpty()) {
            throw new AssessRefused(
                    Reason.NOT_ALLOWED, place + "the gateway itself states the facts of source " + fact.source());
        }
        by.require(place + "stating facts of source " + fact.source(), roles);
        LocalDate today = clock.instant().atZone(plan.zone()).toLocalDate();
        if (fact.day().isBefore(plan.period().from()) || fact.day().isAfter(today)) {
            throw new AssessRefused(
                    Reason.WRONG,
                    place + "day " + fact.day() + " is not from "
                            + plan.period().from() + " to " + today);
        }
    }

    /**
     * Has a second look at a fact: it counts from then on.
     *
     * @throws AssessRefused where this person stated it or has none of the roles that the scheme names, or it is verified or struck
     */
    public CompletableFuture<FactRow> verify(Signer by, String scheme, String period, long n) {
        return store.submit(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            FactRow fact = require(tables, round, n);
            requireStanding(round, fact);
            Scheme rules = grammar.of(Schemes.require(tables, scheme, round.version()));
            List<AssessmentRole> roles = Statement.verifiers(rules, fact.source(), fact.value());
            if (roles.isEmpty() || fact.verifiedBy() != null) {
                throw new AssessRefused(Reason.NOT_NOW, fact.id() + " counts already");
            }
            if (by.name().equals(fact.recorder())) {
                throw new AssessRefused(
                        Reason.NOT_ALLOWED, by.name() + " stated " + fact.id() + "; another person verifies it");
            }
            AssessmentRole role = by.require("verifying " + fact.id(), roles);
            tables.facts().verify(round.id(), n, by.name(), role.word(), clock.millis());
            tables.audit()
                    .add(
                            new Change(by.as(role), "facts.verify", round.object() + "/" + fact.id(), "", "verified"),
                            clock.millis());
            effects.counts(
                    tables,
                    round,
                    rules,
                    List.of(new Fact(fact.id(), fact.source(), fact.subject(), fact.value(), true)));
            return require(tables, round, n);
        });
    }

    /**
     * Takes a fact out of the count by a new one that names it. Both stay to be seen.
     *
     * @throws AssessRefused where this person is neither the auditor nor who stated it, or the round is counted
     */
    public CompletableFuture<FactRow> strike(Signer by, String scheme, String period, long n, String reason) {
        if (reason.isBlank()) {
            throw new AssessRefused(Reason.WRONG, "say why the fact is struck");
        }
        return store.submit(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            FactRow fact = require(tables, round, n);
            requireStanding(round, fact);
            if (!by.name().equals(fact.recorder()) || fact.recorder().equals(Signer.CLOCK.name())) {
                by.require("striking " + fact.id() + ", which another person stated", List.of(AssessmentRole.AUDITOR));
            }
            LocalDate today = clock.instant().atZone(sources.zone()).toLocalDate();
            long strike = tables.facts().strike(round.id(), fact, today, by.name(), reason, clock.millis());
            tables.audit()
                    .add(
                            new Change(
                                    by.actor(),
                                    "facts.strike",
                                    round.object() + "/" + fact.id(),
                                    "",
                                    FactRow.id(strike) + " " + reason),
                            clock.millis());
            return require(tables, round, n);
        });
    }

    private static void requireStanding(RoundRow round, FactRow fact) {
        if (!round.state().takesFacts()) {
            throw new AssessRefused(
                    Reason.NOT_NOW,
                    "round " + round.name() + " is " + round.state().word() + "; its facts stay");
        }
        if (fact.struckBy() != null) {
            throw new AssessRefused(Reason.NOT_NOW, fact.id() + " is struck by " + FactRow.id(fact.struckBy()));
        }
        if (fact.value() instanceof FactValue.Strike) {
            throw new AssessRefused(
                    Reason.NOT_NOW, fact.id() + " strikes another fact and stays; state that one again");
        }
    }

    private static FactRow require(AssessStore.Tables tables, RoundRow round, long n) throws SQLException {
        return tables.facts()
                .find(round.id(), n)
                .orElseThrow(() ->
                        new AssessRefused(Reason.UNKNOWN, "no fact " + FactRow.id(n) + " in round " + round.name()));
    }

    /** Some facts of a round above a number, in their order. */
    public List<FactRow> after(String scheme, String period, long n, int limit) {
        return store.read(tables ->
                tables.facts().after(Rounds.require(tables, scheme, period).id(), n, limit));
    }
}
