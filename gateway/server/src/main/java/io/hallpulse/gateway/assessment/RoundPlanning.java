package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.card.CanonicalJson;
import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.assessment.round.AssessedPeriod;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.round.RoundPlan;
import io.hallpulse.domain.assessment.round.RoundState;
import io.hallpulse.domain.assessment.round.RoundStep;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Plans rounds and freezes them: from then on it stands who is assessed, by what, and how ties are settled. Any thread. */
final class RoundPlanning {
    private final AssessStore store;
    private final Grammar grammar;
    private final RoundSources sources;
    private final Effects effects;
    private final RoundStandings standings;
    private final RoundSteps steps;
    private final Supplier<String> lot;
    private final String program;
    private final InstantSource clock;

    /**
     * Those of a store.
     *
     * @param lot throws a seed where nobody threw one before witnesses
     * @param program the version of the program that freezes
     */
    RoundPlanning(
            AssessStore store,
            Grammar grammar,
            RoundSources sources,
            Effects effects,
            RoundStandings standings,
            RoundSteps steps,
            Supplier<String> lot,
            String program,
            InstantSource clock) {
        this.store = store;
        this.grammar = grammar;
        this.sources = sources;
        this.effects = effects;
        this.standings = standings;
        this.steps = steps;
        this.lot = lot;
        this.program = program;
        this.clock = clock;
    }

    /**
     * Plans a round of the version of a scheme that is in force. Again, it changes nothing, unless another version came in force meanwhile and
     * the round is not frozen: then it is one of that version, and whoever signed its freezing signs again.
     *
     * @throws AssessRefused where the person may not, none is in force, or the period is none of its rounds
     */
    CompletableFuture<RoundRow> plan(Signer by, String scheme, String period) {
        AssessmentRole role = by.require("planning a round", List.of(AssessmentRole.ORGANISER));
        AssessedPeriod parsed = period(period);
        return store.submit(tables -> {
            Optional<RoundRow> before = tables.rounds().find(scheme, period);
            Optional<SchemeRow> inForce = tables.schemes().inForce(scheme);
            if (before.isPresent()
                    && (before.get().state() != RoundState.PLANNED
                            || inForce.isEmpty()
                            || inForce.get().version() == before.get().version())) {
                return before.get();
            }
            SchemeRow version = inForce.orElseThrow(
                    () -> new AssessRefused(Reason.UNKNOWN, "no scheme " + scheme + " is in force"));
            if (!RoundPlan.fits(grammar.of(version).rounds().every(), parsed)) {
                throw new AssessRefused(
                        Reason.WRONG,
                        "'" + period + "' is no "
                                + grammar.of(version).rounds().every().word() + ", which the scheme's rounds are");
            }
            if (before.isPresent()) {
                tables.rounds().put(before.get().withVersion(version.version()));
                tables.signatures().clear(before.get().object(), RoundStep.FREEZE.word());
            } else {
                tables.rounds().add(scheme, period, version.version(), clock.millis());
            }
            RoundRow row = Rounds.require(tables, scheme, period);
            tables.audit()
                    .add(new Change(by.as(role), "round.plan", row.object(), "", version.digest()), clock.millis());
            return row;
        });
    }

    private static AssessedPeriod period(String name) {
        try {
            return AssessedPeriod.parse(name);
        } catch (DateTimeException e) {
            throw new AssessRefused(Reason.WRONG, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Signs the freezing of a round: the organiser has the subjects copied, the auditor throws the seed after their digest was taken.
     *
     * @param reason why the numbers of subjects differ from what the scheme expects, of the organiser; else empty
     * @param seed that was thrown before witnesses, of the auditor; empty to have one thrown here
     */
    CompletableFuture<RoundRow> freeze(Signer by, String scheme, String period, String reason, String seed) {
        return store.submit(tables -> {
            RoundRow round = RoundSteps.require(tables, scheme, period, RoundStep.FREEZE);
            SchemeRow version = Schemes.require(tables, scheme, round.version());
            Scheme rules = grammar.of(version);
            RoundPlan plan = Rounds.plan(round, rules, sources);
            boolean copied = !Signatures.of(tables, round.object(), RoundStep.FREEZE.word(), RoundStep.FREEZE.signers())
                    .given()
                    .isEmpty();
            List<RoundSources.Planned> planned =
                    copied ? List.of() : effects.holding(tables, rules, sources.subjects(rules, plan.period()));
            List<FrozenSubject> subjects = copied
                    ? tables.rounds().subjects(round.id())
                    : planned.stream().map(RoundSources.Planned::subject).toList();
            String why = copied ? round.reason() : reason;
            RoundStandings.requireClear(standings.freezing(version, rules, plan, subjects, why));
            String digest = digest(subjects);
            RoundRow frozen = copied
                    ? round
                    : round.with(new RoundRow.Frozen(version.digest(), digest, "", sources.calendarVersion(), program))
                            .withReason(why);
            if (!copied) {
                tables.rounds().freeze(round.id(), planned);
            }
            if (!steps.sign(tables, by, frozen, RoundStep.FREEZE, digest)) {
                tables.rounds().put(frozen);
                return frozen;
            }
            String thrown = seed.isBlank() ? lot.get() : seed.strip();
            RoundRow seeded = frozen.with(frozen.frozen().withSeed(thrown));
            return steps.move(tables, by, seeded, RoundStep.FREEZE, digest);
        });
    }

    /** SHA-256 of the canonical JSON of who is assessed: id, category and unit of each, by id. */
    private static String digest(List<FrozenSubject> subjects) {
        Map<String, Map<String, Object>> sorted = new TreeMap<>();
        subjects.forEach(subject -> sorted.put(
                subject.id(), Map.of("id", subject.id(), "category", subject.category(), "unit", subject.unit())));
        return Ticket.sha256(CanonicalJson.text(List.copyOf(sorted.values())));
    }
}
