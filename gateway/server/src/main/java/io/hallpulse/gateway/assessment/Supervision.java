package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.figure.Fraction;
import io.hallpulse.domain.assessment.figure.Severity;
import io.hallpulse.domain.assessment.figure.VisitScore;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Checklist;
import io.hallpulse.domain.assessment.scheme.Evaluators;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Supervising those who supervise (design 9, X21): how severe they are, and striking all that a dismissed one stated. Any thread. */
public final class Supervision {
    private static final int DECIMALS = 2;

    private final AssessStore store;
    private final RoundSources sources;
    private final InstantSource clock;

    Supervision(AssessStore store, RoundSources sources, InstantSource clock) {
        this.store = store;
        this.sources = sources;
        this.clock = clock;
    }

    /**
     * An inspector whose visits differ from those of others.
     *
     * @param source of the visits
     * @param subjects where others were too
     * @param mean of the differences in points of 100, above zero where this one is milder
     */
    public record Severe(String source, String inspector, int subjects, Fraction mean) {
        /** As it is printed, with its sign. */
        public String printed() {
            return (mean.signum() > 0 ? "+" : "") + mean.rounded(DECIMALS).toPlainString();
        }
    }

    /** Puts down whose severity is beyond what the scheme allows, when a round is counted. It changes no score. */
    static void tell(AssessStore.Tables tables, RoundRow round, Scheme scheme, long nowMillis) throws SQLException {
        for (Severe severe : beyond(tables, round, scheme)) {
            tables.visits()
                    .tell(
                            round.id(),
                            new VisitTable.Told(severe.source(), severe.inspector(), severe.subjects(), severe.mean()));
            tables.audit()
                    .add(
                            new Change(
                                    Signer.CLOCK.actor(),
                                    "visits.severity",
                                    round.object() + "/" + severe.source() + "/" + severe.inspector(),
                                    "",
                                    severe.printed() + " at " + severe.subjects() + " subjects"),
                            nowMillis);
        }
    }

    private static List<Severe> beyond(AssessStore.Tables tables, RoundRow round, Scheme scheme) throws SQLException {
        Evaluators evaluators = scheme.evaluators();
        Evaluators.Severity limit = evaluators == null ? null : evaluators.severity();
        List<Severe> beyond = new ArrayList<>();
        if (limit == null) {
            return beyond;
        }
        for (Map.Entry<String, Source> source : new TreeMap<>(scheme.sources()).entrySet()) {
            if (source.getValue() instanceof Source.Visits visits) {
                Checklist checklist = scheme.checklists().get(visits.checklist());
                if (checklist != null) {
                    List<VisitTable.Found> found = tables.visits().found(round.id(), source.getKey());
                    severities(found, checklist).forEach((inspector, severity) -> {
                        if (severity.tells(limit.atLeast(), Fraction.of(limit.beyond()))) {
                            beyond.add(new Severe(source.getKey(), inspector, severity.subjects(), severity.mean()));
                        }
                    });
                }
            }
        }
        return beyond;
    }

    private static Map<String, Severity> severities(List<VisitTable.Found> found, Checklist checklist) {
        Map<String, Map<String, List<Fraction>>> bySubject = new HashMap<>();
        Map<String, Map<String, List<Fraction>>> byInspector = new TreeMap<>();
        for (VisitTable.Found one : found) {
            Fraction figure = VisitScore.of(one.visit(), checklist).figure();
            scores(byInspector, one.inspector(), one.subject()).add(figure);
            scores(bySubject, one.subject(), one.inspector()).add(figure);
        }
        Map<String, Severity> severities = new TreeMap<>();
        byInspector.forEach((inspector, own) -> {
            Map<String, List<Fraction>> others = new HashMap<>();
            own.keySet().forEach(subject -> {
                List<Fraction> scores = new ArrayList<>();
                bySubject.getOrDefault(subject, Map.of()).forEach((who, figures) -> {
                    if (!who.equals(inspector)) {
                        scores.addAll(figures);
                    }
                });
                others.put(subject, scores);
            });
            severities.put(inspector, Severity.of(own, others));
        });
        return severities;
    }

    private static List<Fraction> scores(Map<String, Map<String, List<Fraction>>> all, String first, String second) {
        return all.computeIfAbsent(first, key -> new HashMap<>()).computeIfAbsent(second, key -> new ArrayList<>());
    }

    /**
     * Whose severity was beyond what the scheme allows when a round was counted.
     *
     * @throws AssessRefused where this person is no auditor, or there is no such round
     */
    public List<Severe> told(Signer by, String scheme, String period) {
        by.require("the severity of inspectors", List.of(AssessmentRole.AUDITOR));
        return store.read(tables -> tables
                .visits()
                .told(Rounds.require(tables, scheme, period).id())
                .stream()
                .map(told -> new Severe(told.source(), told.inspector(), told.subjects(), told.mean()))
                .toList());
    }

    /**
     * How many facts of each person stand in a round, by name; those that the gateway itself stated are nobody's.
     *
     * @throws AssessRefused where this person is no auditor, or there is no such round
     */
    public SortedMap<String, Integer> recorders(Signer by, String scheme, String period) {
        by.require("the recorders of a round", List.of(AssessmentRole.AUDITOR));
        return store.read(tables -> {
            SortedMap<String, Integer> standing = tables.visits()
                    .standing(Rounds.require(tables, scheme, period).id());
            standing.remove(Signer.CLOCK.name());
            return standing;
        });
    }

    /**
     * Strikes all facts of a dismissed supervisor that stand in a round, together.
     *
     * @return how many
     * @throws AssessRefused where this person is no auditor or gives no reason, the round is counted, or nothing of that one stands
     */
    public CompletableFuture<Integer> strikeTogether(
            Signer by, String scheme, String period, String recorder, String reason) {
        AssessmentRole role =
                by.require("striking all facts of " + recorder + " together", List.of(AssessmentRole.AUDITOR));
        if (reason.isBlank()) {
            throw new AssessRefused(Reason.WRONG, "say why all facts of " + recorder + " are struck");
        }
        return store.submit(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            if (!round.state().takesFacts()) {
                throw new AssessRefused(
                        Reason.NOT_NOW,
                        "round " + round.name() + " is " + round.state().word() + "; its facts stay");
            }
            List<Long> standing = tables.visits().standing(round.id(), recorder);
            if (standing.isEmpty()) {
                throw new AssessRefused(Reason.UNKNOWN, "no fact of " + recorder + " stands in round " + round.name());
            }
            LocalDate today = clock.instant().atZone(sources.zone()).toLocalDate();
            for (long n : standing) {
                FactRow fact = tables.facts().find(round.id(), n).orElseThrow();
                tables.facts().strike(round.id(), fact, today, by.name(), reason, clock.millis());
            }
            tables.audit()
                    .add(
                            new Change(
                                    by.as(role),
                                    "facts.strike.all",
                                    round.object() + "/" + recorder,
                                    "",
                                    standing.size() + " facts: " + reason),
                            clock.millis());
            return standing.size();
        });
    }
}
