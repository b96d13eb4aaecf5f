package io.hallpulse.domain.assessment.ranking;

import io.hallpulse.domain.assessment.fact.CountedFacts;
import io.hallpulse.domain.assessment.figure.Figures;
import io.hallpulse.domain.assessment.figure.Fraction;
import io.hallpulse.domain.assessment.figure.Namings;
import io.hallpulse.domain.assessment.figure.Spread;
import io.hallpulse.domain.assessment.round.FrozenRound;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.scheme.Measure;
import io.hallpulse.domain.assessment.scheme.Part;
import io.hallpulse.domain.assessment.scheme.Ranking;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What ballots about many tell of a subject beside its figure (design 6.2, X4): the marks that name it most often, and whether it is named more
 * than chance explains, which is firm: the lower Wilson bound of the share that names it at all, channels together, exceeds the pool's share.
 */
final class Named {
    private static final int MOST_PROBLEMS = 3;

    /** Deviations of the standard normal distribution by the confidence that they hold: a closed list, so that each is one number everywhere. */
    private static final Map<BigDecimal, BigDecimal> DEVIATIONS = Map.of(
            new BigDecimal("0.8"), new BigDecimal("1.2815515655446004"),
            new BigDecimal("0.9"), new BigDecimal("1.6448536269514722"),
            new BigDecimal("0.95"), Spread.Z,
            new BigDecimal("0.98"), new BigDecimal("2.3263478740408408"),
            new BigDecimal("0.99"), new BigDecimal("2.5758293035489004"));

    private final FrozenRound round;
    private final Map<String, Part> channels = new TreeMap<>();
    private final Map<String, Namings> namings = new HashMap<>();
    private final Map<String, Fraction> pools = new HashMap<>();

    /**
     * What is told of one subject.
     *
     * @param firm null where it is not asked, or no ballot is about it
     */
    record Told(List<String> problems, @Nullable Boolean firm) {}

    Named(FrozenRound round, CountedFacts facts) {
        this.round = round;
        for (Part part : round.scheme().score().parts()) {
            if (part.measure() instanceof Measure.Named named) {
                channels.put(part.id(), part);
                namings.put(part.id(), Figures.namings(round.scheme(), facts, part.from(), named));
            }
        }
        round.leagues().forEach(this::pool);
    }

    private void pool(List<FrozenSubject> league) {
        Map<String, Namings.Tally> sums = new HashMap<>();
        channels.forEach((id, part) -> sums.put(
                id,
                tally(id)
                        .of(FrozenRound.concerned(league, part).stream()
                                .map(FrozenSubject::id)
                                .toList())));
        for (FrozenSubject subject : league) {
            long n = 0;
            long any = 0;
            for (String channel : channels(subject)) {
                Namings.Tally sum = sums.get(channel);
                n += sum == null ? 0 : sum.n();
                any += sum == null ? 0 : sum.any();
            }
            pools.put(subject.id(), n == 0 ? Fraction.ZERO : Fraction.of(any, n));
        }
    }

    private Namings tally(String channel) {
        Namings found = namings.get(channel);
        if (found == null) {
            throw new IllegalStateException("no channel " + channel);
        }
        return found;
    }

    /** The parts that tell of a subject, each source once: the part with the lowest id, so that their order in the file is no matter. */
    private List<String> channels(FrozenSubject subject) {
        Map<String, String> bySource = new LinkedHashMap<>();
        channels.forEach((id, part) -> {
            if (part.countsIn(subject.category())) {
                bySource.putIfAbsent(part.from(), id);
            }
        });
        return List.copyOf(bySource.values());
    }

    Told of(FrozenSubject subject) {
        List<String> own = channels(subject);
        Map<String, Long> marks = new HashMap<>();
        long n = 0;
        long any = 0;
        for (String channel : own) {
            Namings.Tally tally = tally(channel).of(subject.id());
            n += tally.n();
            any += tally.any();
            tally.k().forEach((mark, k) -> marks.merge(mark, k, Long::sum));
        }
        List<String> problems = marks.entrySet().stream()
                .filter(mark -> mark.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_PROBLEMS)
                .map(Map.Entry::getKey)
                .toList();
        Ranking.Firm asked = round.scheme().ranking().firm();
        return new Told(
                problems,
                (asked == null || own.isEmpty()) ? null : (Boolean) isFirm(subject, any, n, asked.confidence()));
    }

    private boolean isFirm(FrozenSubject subject, long any, long n, BigDecimal confidence) {
        BigDecimal z = DEVIATIONS.get(confidence.stripTrailingZeros());
        if (z == null) {
            throw new IllegalArgumentException("no deviations are known for a confidence of " + confidence
                    + "; take 0.8, 0.9, 0.95, 0.98 or 0.99");
        }
        Fraction pool = pools.getOrDefault(subject.id(), Fraction.ZERO);
        return n > 0
                && Spread.settled(Spread.ofShare(Fraction.of(any), Fraction.of(n), z)
                                        .low())
                                .compareTo(Spread.settled(pool.decimal()))
                        > 0;
    }
}
