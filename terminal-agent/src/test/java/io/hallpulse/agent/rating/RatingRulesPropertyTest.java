package io.hallpulse.agent.rating;

import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import io.hallpulse.contract.message.Press;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.quicktheories.core.Gen;

/** What holds for any presses at any times: the rules are checked against sentences about the whole, not against themselves. */
class RatingRulesPropertyTest {
    private static final int INTERVAL = 5000;

    /** A press: key 0 to 4 (4 is not mapped) and milliseconds since the one before. */
    private static final Gen<List<Integer>> PRESSES =
            lists().of(integers().between(0, 4 * 10_000 + 9_999)).ofSizeBetween(0, 60);

    @Test
    void decide_anyPresses_storesEachOnceInOrderWithoutHoles() {
        qt().forAll(PRESSES).check(codes -> {
            List<Press> stored = run(codes, INTERVAL, 2000);
            for (int i = 0; i < stored.size(); i++) {
                if (stored.get(i).seq() != i + 1
                        || !stored.get(i).key().equals(String.valueOf(codes.get(i) / 10_000))) {
                    return false;
                }
            }
            return stored.size() == codes.size();
        });
    }

    @Test
    void decide_anyPresses_atMostOneCountsInAnyInterval() {
        qt().forAll(PRESSES, integers().between(0, 9000)).check((codes, grace) -> {
            List<Press> counted = counted(run(codes, INTERVAL, grace));
            // a second thought moves the press that counts, so the distance is kept between those that nothing replaced
            for (int i = 1; i < counted.size(); i++) {
                if (counted.get(i).monoMillis() - counted.get(i - 1).monoMillis() < INTERVAL) {
                    return false;
                }
            }
            return true;
        });
    }

    @Test
    void decide_anyPresses_aFirstMappedPressAlwaysCountsForItsVisitor() {
        qt().forAll(PRESSES).check(codes -> {
            List<Press> stored = run(codes, INTERVAL, 0);
            long lastCounted = Long.MIN_VALUE / 2;
            for (Press press : stored) {
                boolean mayCount = press.level() != null && press.monoMillis() - lastCounted >= INTERVAL;
                if (mayCount != press.flags().isEmpty()) {
                    return false;
                }
                lastCounted = mayCount ? press.monoMillis() : lastCounted;
            }
            return true;
        });
    }

    @Test
    void decide_everyFrameSentThreeTimes_storesTheSameAsOnce() {
        qt().forAll(PRESSES).check(codes -> {
            List<Integer> apart = codes.stream()
                    .map(code -> code / 10_000 * 10_000 + 3000 + code % 5000)
                    .toList();
            RatingRules once = RatingRulesTest.rules(RatingRulesTest.window(0, 0), 500);
            return keys(run(once, apart, 1)).equals(keys(run(once, apart, 3)));
        });
    }

    private static List<String> keys(List<Press> presses) {
        return presses.stream().map(Press::key).toList();
    }

    private static List<Press> counted(List<Press> stored) {
        Set<Long> replaced = new HashSet<>();
        stored.forEach(press -> {
            Long seq = press.supersedes();
            if (seq != null) {
                replaced.add(seq);
            }
        });
        return stored.stream()
                .filter(press -> press.flags().isEmpty() && !replaced.contains(press.seq()))
                .toList();
    }

    private static List<Press> run(List<Integer> codes, int intervalMillis, int graceMillis) {
        return run(RatingRulesTest.rules(RatingRulesTest.window(intervalMillis, graceMillis), 0), codes, 1);
    }

    private static List<Press> run(RatingRules rules, List<Integer> codes, int frames) {
        List<Press> stored = new ArrayList<>();
        RatingState state = RatingState.EMPTY;
        long millis = 0;
        for (int code : codes) {
            millis += code % 10_000;
            for (int frame = 0; frame < frames; frame++) {
                Decision decision = rules.decide(
                        state,
                        new Event.Key(
                                "meter",
                                String.valueOf(code / 10_000),
                                false,
                                RatingRulesTest.at(millis + frame * 200L)),
                        stored.size() + 1L);
                stored.addAll(decision.presses());
                state = frame == 1 ? decision.state() : decision.state().acknowledged(millis + frame * 200L);
            }
        }
        return stored;
    }
}
