package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.card.CanonicalJson;
import io.hallpulse.domain.assessment.card.CardJson;
import io.hallpulse.domain.assessment.card.CountedRound;
import io.hallpulse.domain.assessment.card.Scorecard;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.assessment.round.AssessedPeriod;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.round.RoundBlocks;
import io.hallpulse.domain.assessment.round.RoundPlan;
import io.hallpulse.domain.assessment.round.RoundState;
import io.hallpulse.domain.assessment.round.RoundStep;
import io.hallpulse.domain.assessment.round.Signing;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rounds: planned, frozen, counted, approved and published by the persons that the design names, opened and closed by the clock. Any thread. */
public final class Rounds {
    private final AssessStore store;
    private final Grammar grammar;
    private final RoundSources sources;
    private final Facts facts;
    private final MatterWork cases;
    private final BallotBox box;
    private final RoundPublications publications;
    private final Supplier<String> lot;
    private final String program;
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
        this.facts = facts;
        this.cases = cases;
        this.box = box;
        this.publications = publications;
        this.lot = lot;
        this.program = program;
        this.clock = clock;
    }

    /**
     * How a round stands.
     *
     * @param next null at the end
     * @param blocks what keeps the next step; empty where nothing does but signatures
     * @param signed who signed the next step so far
     * @param awaits the role that signs next; null where the clock makes the step, or there is none
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

    /** What a round has counted. */
    public record Count(CountedRound counted, Scheme scheme) {}

    static RoundRow require(AssessStore.Tables tables, String scheme, String period) throws SQLException {
        return tables.rounds()
                .find(scheme, period)
                .orElseThrow(() -> new AssessRefused(Reason.UNKNOWN, "no round " + scheme + "/" + period));
    }

    static RoundPlan plan(RoundRow round, Scheme scheme, RoundSources sources) {
        return RoundPlan.of(scheme, AssessedPeriod.parse(round.period()), sources.calendar(), sources.zone());
    }

    public List<RoundRow> all() {
        return store.read(tables -> tables.rounds().all());
    }

    /** How a round stands, and what keeps its next step. */
    public Standing standing(String scheme, String period) {
        return store.read(tables -> standing(tables, require(tables, scheme, period)));
    }

    private Standing standing(AssessStore.Tables tables, RoundRow round) throws SQLException {
        SchemeRow version = Schemes.require(tables, round.scheme(), round.version());
        Scheme scheme = grammar.of(version);
        RoundPlan plan = plan(round, scheme, sources);
        RoundStep next = RoundStep.next(round.state()).orElse(null);
        Signing signing = next == null
                ? new Signing(List.of(), List.of())
                : Signatures.of(tables, round.object(), next.word(), next.signers());
        List<Text> blocks = List.of();
        if (next == RoundStep.FREEZE) {
            List<FrozenSubject> subjects = signing.given().isEmpty()
                    ? frozen(sources.subjects(scheme, plan.period()))
                    : tables.rounds().subjects(round.id());
            blocks = freezing(version, scheme, plan, subjects, round.reason());
        } else if (next != null) {
            blocks = blocks(tables, round, scheme, plan, next);
        }
        return new Standing(
                round,
                plan,
                next,
                blocks,
                signing.given(),
                signing.next().orElse(null),
                tables.rounds().subjects(round.id()).size(),
                unverified(tables, round, scheme));
    }

    private List<Text> freezing(
            SchemeRow version, Scheme scheme, RoundPlan plan, List<FrozenSubject> subjects, String reason) {
        return RoundBlocks.freezing(
                scheme,
                version.state() == SchemeRow.State.IN_FORCE,
                plan,
                sources.calendar(),
                subjects,
                reason,
                clock.instant());
    }

    private static List<FrozenSubject> frozen(List<RoundSources.Planned> planned) {
        return planned.stream().map(RoundSources.Planned::subject).toList();
    }

    private List<Text> blocks(AssessStore.Tables tables, RoundRow round, Scheme scheme, RoundPlan plan, RoundStep step)
            throws SQLException {
        Instant now = clock.instant();
        return switch (step) {
            case OPEN -> RoundBlocks.until(plan.opens(), now);
            case CLOSE -> RoundBlocks.until(plan.closes(), now);
            case COUNT -> {
                List<Text> counting =
                        new ArrayList<>(RoundBlocks.counting(plan, unverified(tables, round, scheme), now));
                counting.addAll(Papers.waiting(tables, round));
                counting.addAll(RoundOrder.counting(tables, round));
                yield counting;
            }
            case APPROVE -> {
                Long counted = round.counted().atMillis();
                yield counted == null
                        ? List.of()
                        : RoundBlocks.until(
                                plan.holdOver(
                                        Instant.ofEpochMilli(counted), RoundPlan.hold(scheme), sources.calendar()),
                                now);
            }
            case PUBLISH -> {
                List<Text> publishing = new ArrayList<>(RoundOrder.publishing(tables, round));
                if (!publications.areSigned(tables, round, scheme)) {
                    publishing.add(new Text("公布内容尚未签发", "its publications are not signed yet"));
                }
                yield publishing;
            }
            case ANNUL -> RoundOrder.annulling(tables, round);
            case FREEZE -> List.of();
        };
    }

    private static long unverified(AssessStore.Tables tables, RoundRow round, Scheme scheme) throws SQLException {
        long unverified = 0;
        for (Map.Entry<String, Source> source : scheme.sources().entrySet()) {
            if (source.getValue() instanceof Source.Ledger) {
                unverified += tables.facts().unverified(round.id(), source.getKey());
            }
        }
        return unverified;
    }

    /**
     * Plans a round of the version of a scheme that is in force. Again, it changes nothing, unless another version came in force meanwhile and
     * the round is not frozen: then it is one of that version, and whoever signed its freezing signs again.
     *
     * @throws AssessRefused where the person may not, none is in force, or the period is none of its rounds
     */
    public CompletableFuture<RoundRow> plan(Signer by, String scheme, String period) {
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
            RoundRow row = require(tables, scheme, period);
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
    public CompletableFuture<RoundRow> freeze(Signer by, String scheme, String period, String reason, String seed) {
        return store.submit(tables -> {
            RoundRow round = requireStep(tables, scheme, period, RoundStep.FREEZE);
            SchemeRow version = Schemes.require(tables, scheme, round.version());
            Scheme rules = grammar.of(version);
            RoundPlan plan = plan(round, rules, sources);
            boolean copied = !Signatures.of(tables, round.object(), RoundStep.FREEZE.word(), RoundStep.FREEZE.signers())
                    .given()
                    .isEmpty();
            List<RoundSources.Planned> planned =
                    copied ? List.of() : cases.effects().holding(tables, rules, sources.subjects(rules, plan.period()));
            List<FrozenSubject> subjects = copied ? tables.rounds().subjects(round.id()) : frozen(planned);
            String why = copied ? round.reason() : reason;
            requireClear(freezing(version, rules, plan, subjects, why));
            String digest = digest(subjects);
            RoundRow frozen = copied
                    ? round
                    : round.with(new RoundRow.Frozen(version.digest(), digest, "", sources.calendarVersion(), program)).withReason(why);
            if (!copied) {
                tables.rounds().freeze(round.id(), planned);
            }
            if (!sign(tables, by, frozen, RoundStep.FREEZE, digest)) {
                tables.rounds().put(frozen);
                return frozen;
            }
            return move(
                    tables, by, frozen.with(frozen.frozen().withSeed(seed.isBlank() ? lot.get() : seed.strip())), RoundStep.FREEZE, digest);
        });
    }

    /** SHA-256 of the canonical JSON of who is assessed: id, category and unit of each, by id. */
    private static String digest(List<FrozenSubject> subjects) {
        Map<String, Map<String, Object>> sorted = new TreeMap<>();
        subjects.forEach(subject -> sorted.put(
                subject.id(), Map.of("id", subject.id(), "category", subject.category(), "unit", subject.unit())));
        return Ticket.sha256(CanonicalJson.text(List.copyOf(sorted.values())));
    }

    /** Opens and closes what the clock says. To be called again and again. */
    public void tick() throws InterruptedException, ExecutionException {
        for (RoundRow round : all()) {
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
            RoundRow round = require(tables, scheme, period);
            Scheme rules = grammar.of(Schemes.require(tables, scheme, round.version()));
            RoundPlan plan = plan(round, rules, sources);
            if (!step.leadsFrom(round.state())
                    || !blocks(tables, round, rules, plan, step).isEmpty()) {
                return round;
            }
            return move(
                    tables,
                    Signer.CLOCK,
                    step == RoundStep.CLOSE ? closing(tables, round, rules, plan) : round,
                    step,
                    "");
        });
    }

    /** Copies the tallies of the period as facts, and who holds the posts on its last day. Later presses change history, not the round. */
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
        String digest = Ticket.sha256(CanonicalJson.text(tallies));
        if (!copied.isEmpty()) {
            facts.add(tables, Signer.CLOCK, round, copied, digest);
        }
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

    /**
     * Signs the count of a round. Each of both persons has it computed from the database; only where both digests are the same is it
     * counted. Where they are not, the first one signs again.
     */
    public CompletableFuture<RoundRow> count(Signer by, String scheme, String period) {
        return store.submit(tables -> {
            RoundRow round = requireStep(tables, scheme, period, RoundStep.COUNT);
            Scheme rules = grammar.of(Schemes.require(tables, scheme, round.version()));
            RoundPlan plan = plan(round, rules, sources);
            requireClear(blocks(tables, round, rules, plan, RoundStep.COUNT));
            cases.facts().settle(tables, round, rules, plan, clock.instant());
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
            if (!sign(tables, by, round, RoundStep.COUNT, counted.digest())) {
                return round;
            }
            Map<String, Map<String, Object>> cards = new TreeMap<>();
            for (Scorecard card : counted.cards()) {
                cards.put(card.subject(), CardJson.of(rules, card));
            }
            tables.rounds().addCards(round.id(), cards);
            Supervision.tell(tables, round, rules, clock.millis());
            return move(
                    tables, by, round.with(new RoundRow.Counted(round.counted().talliesDigest(), clock.millis(), counted.digest())), RoundStep.COUNT, counted.digest());
        });
    }

    /** Signs that a counted round is approved, or that an approved one is published. */
    public CompletableFuture<RoundRow> confirm(Signer by, String scheme, String period, RoundStep step) {
        if (step != RoundStep.APPROVE && step != RoundStep.PUBLISH) {
            throw new IllegalArgumentException(step + " is more than a signature");
        }
        return store.submit(tables -> {
            RoundRow round = requireStep(tables, scheme, period, step);
            Scheme rules = grammar.of(Schemes.require(tables, scheme, round.version()));
            requireClear(blocks(tables, round, rules, plan(round, rules, sources), step));
            if (!sign(tables, by, round, step, round.counted().cardsDigest())) {
                return round;
            }
            RoundRow moved = move(tables, by, round, step, round.counted().cardsDigest());
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
            RoundRow round = requireStep(tables, scheme, period, RoundStep.ANNUL);
            requireClear(RoundBlocks.annulling(reason));
            requireClear(RoundOrder.annulling(tables, round));
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
            return sign(tables, by, round, RoundStep.ANNUL, reason)
                    ? move(tables, by, round.withReason(reason), RoundStep.ANNUL, reason)
                    : round;
        });
    }

    private static RoundRow requireStep(AssessStore.Tables tables, String scheme, String period, RoundStep step)
            throws SQLException {
        RoundRow round = require(tables, scheme, period);
        if (!step.leadsFrom(round.state())) {
            throw new AssessRefused(
                    Reason.NOT_NOW,
                    "round " + round.name() + " is " + round.state().word() + "; from there it cannot be "
                            + step.to().word());
        }
        return round;
    }

    private static void requireClear(List<Text> blocks) {
        if (!blocks.isEmpty()) {
            throw new AssessRefused(
                    Reason.NOT_NOW,
                    new Text(blocks.stream().map(Text::zh).collect(Collectors.joining("；")), RoundBlocks.line(blocks)));
        }
    }

    private boolean sign(AssessStore.Tables tables, Signer by, RoundRow round, RoundStep step, String detail)
            throws SQLException {
        return Signatures.sign(
                tables,
                by,
                round.object(),
                "round." + step.word(),
                step.word(),
                step.signers(),
                detail,
                clock.millis());
    }

    private RoundRow move(AssessStore.Tables tables, Signer by, RoundRow round, RoundStep step, String detail)
            throws SQLException {
        RoundRow moved = round.in(step.to(), clock.millis());
        tables.rounds().put(moved);
        if (step != RoundStep.ANNUL) {
            tables.signatures().clear(round.object(), RoundStep.ANNUL.word()); // whoever wanted that saw another state
        }
        tables.audit()
                .add(
                        new Change(
                                by.actor(),
                                "round." + step.word(),
                                round.object(),
                                round.state().word(),
                                detail.isEmpty()
                                        ? moved.state().word()
                                        : moved.state().word() + " " + detail),
                        clock.millis());
        return moved;
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
