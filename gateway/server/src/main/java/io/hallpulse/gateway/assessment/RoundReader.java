package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.card.CountedRound;
import io.hallpulse.domain.assessment.fact.Fact;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.round.RoundStep;
import io.hallpulse.domain.assessment.round.Signing;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What people are told of rounds beside how they stand: who signed, whom a round froze, how much came in, what was counted. A counted round
 * never changes, so the last ones are kept. What is asked of a round that is not there is an {@link AssessRefused}. Any thread.
 */
public final class RoundReader {
    private static final int KEPT = 4;

    private final AssessStore store;
    private final Grammar grammar;
    private final Map<String, Result> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Result> eldest) {
            return size() > KEPT;
        }
    };

    RoundReader(AssessStore store, Grammar grammar) {
        this.store = store;
        this.grammar = grammar;
    }

    /** A frozen subject with what it was called then. */
    public record Subject(FrozenSubject subject, Name name) {}

    /**
     * How much a source brought, as counts alone.
     *
     * @param facts without those that strike another
     * @param struck how many of them are struck
     */
    public record Incoming(String source, long facts, long struck) {}

    /**
     * A counted round.
     *
     * @param names of its subjects, by id
     * @param unstruck the same without any strike or exclusion, so that both figures can be seen; null where there is none
     * @param late the same without the bad ratings that appeals excluded after the count; null where there are none
     */
    public record Result(
            RoundRow row,
            Scheme scheme,
            CountedRound counted,
            Map<String, Name> names,
            @Nullable CountedRound unstruck,
            @Nullable CountedRound late) {
        public Result {
            names = Map.copyOf(names);
        }
    }

    /** The scheme's version that a round runs by. */
    public Scheme scheme(String scheme, String period) {
        return store.read(tables -> scheme(tables, Rounds.require(tables, scheme, period)));
    }

    private Scheme scheme(AssessStore.Tables tables, RoundRow round) throws SQLException {
        return grammar.of(Schemes.require(tables, round.scheme(), round.version()));
    }

    /** Who signed which step, those of a step that wants more signatures too. */
    public Map<RoundStep, List<Signing.Signature>> signed(String scheme, String period) {
        return store.read(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            Map<RoundStep, List<Signing.Signature>> signed = new EnumMap<>(RoundStep.class);
            for (RoundStep step : RoundStep.values()) {
                signed.put(
                        step,
                        Signatures.of(tables, round.object(), step.word(), step.signers())
                                .given());
            }
            return signed;
        });
    }

    /** The frozen subjects, by id. */
    public List<Subject> subjects(String scheme, String period) {
        return store.read(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            Map<String, Name> names = tables.rounds().names(round.id());
            List<Subject> subjects = new ArrayList<>();
            for (FrozenSubject subject : tables.rounds().subjects(round.id())) {
                subjects.add(new Subject(subject, name(names, subject.id())));
            }
            return subjects;
        });
    }

    private static Name name(Map<String, Name> names, String id) {
        return names.getOrDefault(id, new Name(id, id));
    }

    /**
     * What each source of the scheme brought. Visits are covert until the round is counted: who asks again and again would else know that
     * one was made just now, so that their source is left out.
     *
     * @param seesFigures whether it is for somebody who sees figures before they are published, who knows of visits too
     */
    public List<Incoming> incoming(String scheme, String period, boolean seesFigures) {
        return store.read(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            boolean covert = !seesFigures && !round.state().isCounted();
            List<Incoming> incoming = new ArrayList<>();
            for (Map.Entry<String, Source> source :
                    scheme(tables, round).sources().entrySet()) {
                if (!(covert && source.getValue() instanceof Source.Visits)) {
                    incoming.add(tables.facts().incoming(round.id(), source.getKey()));
                }
            }
            return incoming;
        });
    }

    /** How many facts came in, as far as {@link #incoming} tells. */
    public long facts(String scheme, String period, boolean seesFigures) {
        return incoming(scheme, period, seesFigures).stream()
                .mapToLong(Incoming::facts)
                .sum();
    }

    /**
     * The cards of a counted round, computed again from its facts.
     *
     * @throws AssessRefused where it is not counted, or what is computed differs from what two persons signed
     */
    public Result result(String scheme, String period) {
        return store.read(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            if (!round.state().isCounted()) {
                throw new AssessRefused(
                        Reason.NOT_NOW,
                        "round " + round.name() + " is " + round.state().word() + "; there are no figures yet");
            }
            Result result = counted(tables, round);
            if (!result.counted().digest().equals(round.counted().cardsDigest())) {
                throw new AssessRefused(
                        Reason.NOT_NOW,
                        "the cards of " + round.name() + " are now "
                                + result.counted().digest() + ", and "
                                + round.counted().cardsDigest()
                                + " was signed; have the auditor look");
            }
            return new Result(
                    round,
                    result.scheme(),
                    result.counted(),
                    result.names(),
                    result.unstruck(),
                    late(tables, round, result));
        });
    }

    private static @Nullable CountedRound late(AssessStore.Tables tables, RoundRow round, Result result)
            throws SQLException {
        List<Fact> late = ExcludedRatings.late(tables, round, result.scheme());
        if (late.isEmpty()) {
            return null;
        }
        List<Fact> facts = new ArrayList<>(tables.facts().all(round.id(), result.scheme()));
        facts.addAll(late);
        return CountedRound.of(result.counted().round(), facts);
    }

    private synchronized Result counted(AssessStore.Tables tables, RoundRow round) throws SQLException {
        String key = round.name() + " " + round.counted().cardsDigest();
        Result known = kept.get(key);
        if (known == null) {
            known = count(tables, round, scheme(tables, round));
            kept.put(key, known);
        }
        return known;
    }

    private static Result count(AssessStore.Tables tables, RoundRow round, Scheme scheme) throws SQLException {
        CountedRound counted = RoundCount.of(tables, round, scheme);
        List<Fact> all = tables.facts().all(round.id(), scheme);
        List<Fact> unstruck = all.stream()
                .filter(fact ->
                        !(fact.value() instanceof FactValue.Strike || fact.value() instanceof FactValue.Excluded))
                .toList();
        return new Result(
                round,
                scheme,
                counted,
                tables.rounds().names(round.id()),
                unstruck.size() == all.size() ? null : CountedRound.of(counted.round(), unstruck),
                null);
    }

    /** Which facts are listed. */
    public enum Which {
        ALL,
        /** Those of ledgers that wait for a second person. */
        UNVERIFIED,
        STRUCK
    }

    /**
     * Facts, the newest first.
     *
     * @param recorder whose alone; null for everybody's
     * @param subject about whom alone; null for all
     * @param before number of the last one that was shown; 0 for the first page
     */
    public List<FactRow> facts(
            String scheme,
            String period,
            Which which,
            @Nullable String recorder,
            @Nullable String subject,
            long before,
            int limit) {
        FactTable.Wanted wanted =
                new FactTable.Wanted(which == Which.UNVERIFIED, which == Which.STRUCK, recorder, subject, before);
        return store.read(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            List<String> ledgers = new ArrayList<>();
            scheme(tables, round).sources().forEach((id, source) -> {
                if (source instanceof Source.Ledger) {
                    ledgers.add(id);
                }
            });
            return which == Which.UNVERIFIED && ledgers.isEmpty()
                    ? List.<FactRow>of()
                    : tables.facts().newest(round.id(), ledgers, wanted, limit);
        });
    }

    /** One fact, and the one that strikes it. */
    public FactRow fact(String scheme, String period, long n) {
        return store.read(tables -> tables.facts()
                .find(Rounds.require(tables, scheme, period).id(), n)
                .orElseThrow(() -> new AssessRefused(Reason.UNKNOWN, "no fact " + FactRow.id(n) + " in the round")));
    }
}
