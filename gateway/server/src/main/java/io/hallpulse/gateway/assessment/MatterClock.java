package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.scheme.Scheme;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What happens to cases by themselves: states end, somebody hears that one is late, time is counted anew by a calendar that grew, a round
 * takes over what is unsolved, a week is over. Each in a transaction of its own, so that one that fails keeps none of the others. The
 * thread that calls it.
 */
final class MatterClock {
    private final AssessStore store;
    private final Grammar grammar;
    private final RoundSources sources;
    private final MatterWork work;
    private final WeekRules weeks;
    private final InstantSource clock;

    MatterClock(AssessStore store, Grammar grammar, RoundSources sources, MatterWork work, InstantSource clock) {
        this.store = store;
        this.grammar = grammar;
        this.sources = sources;
        this.work = work;
        this.weeks = new WeekRules(grammar, sources, work.effects());
        this.clock = clock;
    }

    /** One of the things to be done. */
    @FunctionalInterface
    private interface Step {
        void on(AssessStore.Tables tables) throws SQLException;
    }

    /**
     * Does all that is to be done by now.
     *
     * @throws ExecutionException with the first thing that failed; the others are done
     */
    void tick() throws InterruptedException, ExecutionException {
        Instant now = clock.instant();
        String calendar = sources.calendarVersion();
        Failures failures = new Failures();
        for (String number : store.read(tables -> tables.matters().provisional(calendar))) {
            run(failures, tables -> work.recounted(tables, MatterWork.require(tables, number)));
        }
        for (String number : store.read(tables -> tables.matters().due(now))) {
            run(failures, tables -> work.passed(tables, MatterWork.require(tables, number)));
        }
        for (RoundRow round : store.read(tables -> tables.rounds().all())) {
            if (round.state().takesFacts() && store.read(tables -> isUnsettled(tables, round, now))) {
                run(failures, tables -> settle(tables, round, now));
            }
        }
        for (WeekRules.Week week : store.read(tables -> weeks.waiting(tables, now))) {
            run(failures, tables -> weeks.carryOut(tables, week, now));
        }
        failures.tell();
    }

    private boolean isUnsettled(AssessStore.Tables tables, RoundRow round, Instant now) throws SQLException {
        Scheme scheme = grammar.of(Schemes.require(tables, round.scheme(), round.version()));
        return work.facts().isUnsettled(tables, round, scheme, Rounds.plan(round, scheme, sources), now);
    }

    private void settle(AssessStore.Tables tables, RoundRow seen, Instant now) throws SQLException {
        RoundRow round = Rounds.require(tables, seen.scheme(), seen.period());
        Scheme scheme = grammar.of(Schemes.require(tables, round.scheme(), round.version()));
        work.facts().settle(tables, round, scheme, Rounds.plan(round, scheme, sources), now);
    }

    private void run(Failures failures, Step step) throws InterruptedException {
        try {
            store.submit(tables -> {
                        step.on(tables);
                        return List.of();
                    })
                    .get();
        } catch (ExecutionException e) {
            failures.add(e);
        }
    }

    /** The first of some failures. */
    private static final class Failures {
        private @Nullable ExecutionException first;

        private void add(ExecutionException failure) {
            if (first == null) {
                first = failure;
            }
        }

        private void tell() throws ExecutionException {
            if (first != null) {
                throw first;
            }
        }
    }
}
