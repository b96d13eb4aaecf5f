package io.hallpulse.domain.assessment.figure;

import io.hallpulse.domain.assessment.fact.FactValue.Naming;
import io.hallpulse.domain.assessment.scheme.Measure.Among;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** How often each subject of a channel was named on ballots about many (design 6.2). */
public final class Namings {
    private final Map<String, Tally> tallies = new HashMap<>();
    private final Tally nobody;

    /**
     * The ballots of one subject.
     *
     * @param n ballots among which it could be named
     * @param k of them that put a mark to it, by mark
     * @param any of them that put any mark to it
     */
    public record Tally(long n, Map<String, Long> k, long any) {
        long k(String mark) {
            return k.getOrDefault(mark, 0L);
        }
    }

    /**
     * Those of a channel.
     *
     * @param marks of the form; others do not count
     */
    public Namings(Collection<Naming> ballots, Among among, Set<String> marks) {
        nobody = new Tally(among == Among.CONTACT ? 0 : ballots.size(), Map.of(), 0);
        for (Naming ballot : ballots) {
            Set<String> subjects =
                    among == Among.CONTACT ? ballot.contact() : ballot.marks().keySet();
            for (String subject : subjects) {
                Tally tally = tallies.getOrDefault(subject, nobody);
                Map<String, Long> k = new HashMap<>(tally.k());
                long any = tally.any();
                for (String mark : ballot.marks().getOrDefault(subject, Set.of())) {
                    if (marks.contains(mark)) {
                        k.merge(mark, 1L, Long::sum);
                        any = tally.any() + 1;
                    }
                }
                tallies.put(subject, new Tally(among == Among.CONTACT ? tally.n() + 1 : tally.n(), k, any));
            }
        }
    }

    /** That of one subject. */
    public Tally of(String subject) {
        return tallies.getOrDefault(subject, nobody);
    }

    /** That of several together, whose shares are the pool. */
    public Tally of(Collection<String> subjects) {
        long n = 0;
        long any = 0;
        Map<String, Long> k = new HashMap<>();
        for (String subject : subjects) {
            Tally tally = of(subject);
            n += tally.n();
            any += tally.any();
            tally.k().forEach((mark, count) -> k.merge(mark, count, Long::sum));
        }
        return new Tally(n, k, any);
    }
}
