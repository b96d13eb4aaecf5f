package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.round.RoundPlan;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Answers of surveys, taken in by file (design 4): looked at first, then stated as facts under the file's digest. Any thread. */
public final class Surveys {
    private static final int TOLD = 3;

    private final AssessStore store;
    private final Grammar grammar;
    private final RoundSources sources;
    private final Facts facts;
    private final InstantSource clock;

    Surveys(AssessStore store, Grammar grammar, RoundSources sources, Facts facts, InstantSource clock) {
        this.store = store;
        this.grammar = grammar;
        this.sources = sources;
        this.facts = facts;
        this.clock = clock;
    }

    /** What is wrong with a line, 1 for the first. */
    public record Fault(int line, String text) {}

    /**
     * What a file says.
     *
     * @param facts of the lines that have no fault
     */
    public record Read(List<FactDraft> facts, List<Fault> faults) {
        /** How many subjects it is about. */
        public int subjects() {
            return new TreeSet<>(facts.stream()
                            .map(fact -> String.valueOf(fact.subject()))
                            .toList())
                    .size();
        }
    }

    /**
     * Looks at a file; nothing is stored.
     *
     * @throws AssessRefused where the person may not state facts of that source, or it is no survey
     */
    public Read look(Signer by, String scheme, String period, String source, String text) {
        return store.read(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            Scheme rules = grammar.of(Schemes.require(tables, scheme, round.version()));
            if (!(rules.sources().get(source) instanceof Source.Survey survey)) {
                throw new AssessRefused(Reason.UNKNOWN, "scheme " + scheme + " has no survey " + source);
            }
            by.require("stating facts of source " + source, survey.by());
            RoundPlan plan = Rounds.plan(round, rules, sources);
            LocalDate today = clock.instant().atZone(plan.zone()).toLocalDate();
            LocalDate last = plan.period().to();
            Set<String> subjects = tables.rounds().subjects(round.id()).stream()
                    .map(FrozenSubject::id)
                    .collect(Collectors.toSet());
            return SurveyFile.read(rules, subjects, source, today.isBefore(last) ? today : last, text);
        });
    }

    /**
     * Takes in a file, all of it or nothing; the same again adds nothing.
     *
     * @throws AssessRefused where a line has a fault, and as {@link Facts#state} does
     */
    public CompletableFuture<Facts.Imported> take(Signer by, String scheme, String period, String source, String text) {
        Read read = look(by, scheme, period, source, text);
        if (!read.faults().isEmpty()) {
            throw new AssessRefused(
                    Reason.WRONG,
                    read.faults().size() + " lines cannot be taken in; "
                            + read.faults().stream()
                                    .limit(TOLD)
                                    .map(fault -> "line " + fault.line() + ": " + fault.text())
                                    .collect(Collectors.joining("; ")));
        }
        return facts.state(by, scheme, period, read.facts(), digest(source, text));
    }

    /** By which a file is known again. */
    static String digest(String source, String text) {
        return Ticket.sha256(source + "\n" + text);
    }
}
