package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.fact.Fact;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.round.RoundPlan;
import io.hallpulse.domain.assessment.round.RoundState;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.assessment.CaseRatings.Came;
import io.hallpulse.gateway.assessment.RatingTable.Exclusion;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bad ratings with a name that an appeal excludes (design 7.3). One press of that level, window and day leaves the figure of the round that
 * holds the day; presses, tallies and screens stay. It is done as a fact of the round's source of presses, once the tallies are copied: so
 * nobody hears before whether there is such a press, and none is taken out that the tallies of the day do not have. A round that is counted
 * already stays as two persons signed it. Inside a transaction.
 */
final class ExcludedRatings {
    private final Grammar grammar;
    private final RoundSources sources;
    private final StatedFacts stated;
    private final InstantSource clock;

    ExcludedRatings(Grammar grammar, RoundSources sources, StatedFacts stated, InstantSource clock) {
        this.grammar = grammar;
        this.sources = sources;
        this.stated = stated;
        this.clock = clock;
    }

    /** An appeal was upheld: notes what it excludes, and takes that out of the rounds whose tallies are copied. */
    void upheld(AssessStore.Tables tables, MatterRow row) throws SQLException {
        Optional<NamedRating> first = tables.ratings().of(row.number()).stream()
                .filter(rating -> rating.n() == NamedRating.FIRST && rating.pressed())
                .findFirst();
        if (first.isEmpty()) {
            record(tables, row.object(), "no press was named, so no figure changes");
            return;
        }
        Exclusion one = new Exclusion(
                row.number(),
                row.about().subject(),
                first.get().day(),
                first.get().level());
        tables.ratings().exclude(one, clock.millis());
        record(tables, row.object(), one.toString());
        for (RoundRow round : tables.rounds().all()) {
            if (round.state() == RoundState.CLOSED || round.state().isCounted()) {
                Scheme scheme = grammar.of(Schemes.require(tables, round.scheme(), round.version()));
                settle(tables, round, scheme, Rounds.plan(round, scheme, sources));
            }
        }
    }

    private void record(AssessStore.Tables tables, String object, String what) throws SQLException {
        tables.audit().add(new Change(Signer.CLOCK.actor(), "rating.exclude", object, "", what), clock.millis());
    }

    /** Takes out what appeals have excluded by now, each once; to be called when a round's tallies are copied. */
    void settle(AssessStore.Tables tables, RoundRow round, Scheme scheme, RoundPlan plan) throws SQLException {
        List<String> ofPresses = ofPresses(scheme);
        if (ofPresses.isEmpty()) {
            return;
        }
        List<String> subjects = tables.rounds().subjects(round.id()).stream()
                .map(FrozenSubject::id)
                .toList();
        for (Exclusion one : tables.ratings()
                .unsettled(round.id(), plan.period().from(), plan.period().to())) {
            Optional<String> subject = subject(scheme, one).filter(subjects::contains);
            if (subject.isEmpty()) {
                continue;
            }
            long there = sources.presses(one.window(), one.day())[one.level() - 1];
            Came came = there <= tables.ratings().like(round.id(), one)
                    ? Came.ABSENT
                    : round.state().isCounted() ? Came.LATE : Came.EXCLUDED;
            tables.ratings().settle(round.id(), one.number(), subject.get(), came);
            record(tables, round.object() + "/" + one.number(), came.word() + ": " + one);
            if (came == Came.EXCLUDED) {
                List<FactDraft> drafts = ofPresses.stream()
                        .map(source -> new FactDraft(
                                source, subject.get(), new FactValue.Excluded(one.level()), one.day(), null))
                        .toList();
                stated.add(tables, Signer.CLOCK, round, drafts, one.number() + " excluded");
            }
        }
    }

    private Optional<String> subject(Scheme scheme, Exclusion one) {
        return sources.within(scheme.subjects().kind().word(), one.window());
    }

    private static List<String> ofPresses(Scheme scheme) {
        return scheme.sources().entrySet().stream()
                .filter(source -> source.getValue() instanceof Source.Presses)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** What would be facts of a counted round, had its appeals been upheld in time. */
    static List<Fact> late(AssessStore.Tables tables, RoundRow round, Scheme scheme) throws SQLException {
        List<Fact> facts = new ArrayList<>();
        for (RatingTable.Late one : tables.ratings().late(round.id())) {
            for (String source : ofPresses(scheme)) {
                facts.add(new Fact(
                        one.number() + " " + source, source, one.subject(), new FactValue.Excluded(one.level()), true));
            }
        }
        return facts;
    }
}
