package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.round.RoundBlocks;
import io.hallpulse.domain.assessment.round.RoundPlan;
import io.hallpulse.domain.assessment.round.RoundStep;
import io.hallpulse.domain.assessment.round.Signing;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How rounds stand, and what keeps their next steps. Inside a transaction. */
final class RoundStandings {
    private final Grammar grammar;
    private final RoundSources sources;
    private final RoundPublications publications;
    private final InstantSource clock;

    RoundStandings(Grammar grammar, RoundSources sources, RoundPublications publications, InstantSource clock) {
        this.grammar = grammar;
        this.sources = sources;
        this.publications = publications;
        this.clock = clock;
    }

    /** How a round stands at this moment. */
    Rounds.Standing of(AssessStore.Tables tables, RoundRow round) throws SQLException {
        SchemeRow version = Schemes.require(tables, round.scheme(), round.version());
        Scheme scheme = grammar.of(version);
        RoundPlan plan = Rounds.plan(round, scheme, sources);
        RoundStep next = RoundStep.next(round.state()).orElse(null);
        Signing signing = next == null
                ? new Signing(List.of(), List.of())
                : Signatures.of(tables, round.object(), next.word(), next.signers());
        List<Text> blocks = List.of();
        if (next == RoundStep.FREEZE) {
            List<FrozenSubject> subjects = signing.given().isEmpty()
                    ? sources.subjects(scheme, plan.period()).stream()
                            .map(RoundSources.Planned::subject)
                            .toList()
                    : tables.rounds().subjects(round.id());
            blocks = freezing(version, scheme, plan, subjects, round.reason());
        } else if (next != null) {
            blocks = blocks(tables, round, scheme, plan, next);
        }
        return new Rounds.Standing(
                round,
                plan,
                next,
                blocks,
                signing.given(),
                signing.next().orElse(null),
                tables.rounds().subjects(round.id()).size(),
                unverified(tables, round, scheme));
    }

    /** What keeps the freezing of a round with these subjects. */
    List<Text> freezing(SchemeRow version, Scheme scheme, RoundPlan plan, List<FrozenSubject> subjects, String reason) {
        return RoundBlocks.freezing(
                scheme,
                version.state() == SchemeRow.State.IN_FORCE,
                plan,
                sources.calendar(),
                subjects,
                reason,
                clock.instant());
    }

    /** What keeps a step other than the freezing; empty where nothing does but signatures. */
    List<Text> blocks(AssessStore.Tables tables, RoundRow round, Scheme scheme, RoundPlan plan, RoundStep step)
            throws SQLException {
        Instant now = clock.instant();
        return switch (step) {
            case OPEN -> RoundBlocks.until(plan.opens(), now);
            case CLOSE -> RoundBlocks.until(plan.closes(), now);
            case COUNT -> {
                List<Text> counting =
                        new ArrayList<>(RoundBlocks.counting(plan, unverified(tables, round, scheme), now));
                counting.addAll(PaperStandings.waiting(tables, round));
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

    /** Refuses a step that something keeps, with all of it. */
    static void requireClear(List<Text> blocks) {
        if (!blocks.isEmpty()) {
            throw new AssessRefused(
                    Reason.NOT_NOW,
                    new Text(blocks.stream().map(Text::zh).collect(Collectors.joining("；")), RoundBlocks.line(blocks)));
        }
    }
}
