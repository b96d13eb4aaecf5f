package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.round.RoundPlan;
import io.hallpulse.domain.assessment.rule.Consequence;
import io.hallpulse.domain.assessment.rule.Happening;
import io.hallpulse.domain.assessment.rule.Rules;
import io.hallpulse.domain.assessment.scheme.Effect;
import io.hallpulse.domain.assessment.scheme.ItemName;
import io.hallpulse.domain.assessment.scheme.Post;
import io.hallpulse.domain.assessment.scheme.Rule;
import io.hallpulse.domain.assessment.scheme.Scheme;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of weeks: looked at once for each week of a round, Monday to Sunday, after it is over. What reminds the organiser alone is
 * counted over all subjects of the scheme and opens one case; any other rule is counted for each subject. Facts count from when they are
 * stated, whether somebody verified them yet or not. Inside a transaction.
 */
final class WeekRules {
    private static final FrozenSubject WHOLE = new FrozenSubject("", "", "", Map.of(), 0, 0, Set.of());

    private final Grammar grammar;
    private final RoundSources sources;
    private final Effects effects;

    WeekRules(Grammar grammar, RoundSources sources, Effects effects) {
        this.grammar = grammar;
        this.sources = sources;
        this.effects = effects;
    }

    /** A week of a round. */
    record Week(RoundRow round, LocalDate monday) {
        String cause() {
            return round.scheme() + "/week/" + monday;
        }
    }

    /** The weeks that are over and were not looked at yet, the oldest first. */
    List<Week> waiting(AssessStore.Tables tables, Instant now) throws SQLException {
        List<Week> waiting = new ArrayList<>();
        for (RoundRow round : tables.rounds().all()) {
            if (!round.state().takesFacts()) {
                continue;
            }
            Scheme scheme = grammar.of(Schemes.require(tables, round.scheme(), round.version()));
            if (scheme.rules().stream().noneMatch(rule -> rule.at() == Rule.At.WEEK)) {
                continue;
            }
            RoundPlan plan = Rounds.plan(round, scheme, sources);
            LocalDate sunday = plan.period().from().with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
            while (!sunday.isAfter(plan.period().to())
                    && !now.isBefore(
                            sunday.plusDays(1).atStartOfDay(plan.zone()).toInstant())) {
                Week week = new Week(round, sunday.minusDays(6));
                if (!tables.effects().isDone(week.cause())) {
                    waiting.add(week);
                }
                sunday = sunday.plusWeeks(1);
            }
        }
        return waiting;
    }

    /** Does what the rules say of a week. */
    void carryOut(AssessStore.Tables tables, Week week, Instant now) throws SQLException {
        if (!tables.effects().begin(week.cause(), 0, now.toEpochMilli())) {
            return;
        }
        RoundRow round = week.round();
        Scheme scheme = grammar.of(Schemes.require(tables, round.scheme(), round.version()));
        Map<ItemName, Integer> all = new HashMap<>();
        Map<String, Map<ItemName, Integer>> bySubject = new HashMap<>();
        LocalDate sunday = week.monday().plusDays(6);
        for (RoundRow one : tables.rounds().of(round.scheme())) {
            if (!plan(tables, one).mayHold(week.monday(), sunday)) {
                continue;
            }
            for (FactRow fact : tables.facts().between(one.id(), week.monday(), sunday)) {
                String subject = fact.subject();
                if (subject != null && fact.struckBy() == null && fact.value() instanceof FactValue.Entry entry) {
                    ItemName item = new ItemName(fact.source(), entry.item());
                    all.merge(item, 1, Integer::sum);
                    bySubject.computeIfAbsent(subject, id -> new HashMap<>()).merge(item, 1, Integer::sum);
                }
            }
        }
        Map<String, FrozenSubject> subjects =
                new LinkedHashMap<>(Effects.held(tables, scheme, tables.rounds().subjects(round.id())));
        List<Consequence> consequences = new ArrayList<>(of(scheme, all, WHOLE));
        consequences.removeIf(one -> !isOfWhole(scheme, one.rule()));
        for (FrozenSubject subject : subjects.values()) {
            of(scheme, bySubject.getOrDefault(subject.id(), Map.of()), subject).stream()
                    .filter(one -> !isOfWhole(scheme, one.rule()))
                    .forEach(consequences::add);
        }
        subjects.put(WHOLE.id(), WHOLE);
        effects.ofWeek(tables, week, scheme, consequences, subjects);
    }

    private RoundPlan plan(AssessStore.Tables tables, RoundRow round) throws SQLException {
        return Rounds.plan(round, grammar.of(Schemes.require(tables, round.scheme(), round.version())), sources);
    }

    private static List<Consequence> of(Scheme scheme, Map<ItemName, Integer> counts, FrozenSubject subject) {
        return Rules.happened(scheme, new Happening.WeekEnded(counts), subject);
    }

    private static boolean isOfWhole(Scheme scheme, String id) {
        return scheme.rules().stream()
                .filter(rule -> rule.id().equals(id))
                .flatMap(rule -> rule.effects().stream())
                .allMatch(effect -> effect instanceof Effect.Open open && open.to() == Post.ORGANISER);
    }
}
