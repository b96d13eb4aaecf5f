package io.hallpulse.domain.press;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReceivedRangesTest {
    @Test
    void upTo_lowReceived_isTheEndOfItsRange() {
        ReceivedRanges ranges = of(1, 2, 3, 7, 8);

        assertThat(ranges.upTo(1)).isEqualTo(3);
        assertThat(ranges.upTo(7)).isEqualTo(8);
    }

    @Test
    void upTo_lowNotReceived_isOneBelow() {
        ReceivedRanges ranges = of(1, 2, 3, 7, 8);

        assertThat(ranges.upTo(4)).isEqualTo(3);
        assertThat(ranges.upTo(9)).isEqualTo(8);
        assertThat(new ReceivedRanges().upTo(1)).isZero();
    }

    @Test
    void missing_gapsWithin_areCounted() {
        assertThat(of(2, 3, 7).missing(8)).isEqualTo(5);
        assertThat(of(2, 3, 7).missing(2)).isEqualTo(1);
    }

    @Test
    void add_anyOrder_agreesWithASet() {
        qt().forAll(lists().of(integers().between(1, 60)).ofSizeBetween(0, 80)).checkAssert(ReceivedRangesTest::check);
    }

    @Test
    void takeChanges_appliedStepByStep_givesTheSameRanges() {
        qt().forAll(lists().of(integers().between(1, 60)).ofSizeBetween(0, 80)).checkAssert(seqs -> {
            ReceivedRanges ranges = new ReceivedRanges();
            Map<Long, Long> stored = new HashMap<>();
            for (int i = 0; i < seqs.size(); i++) {
                ranges.add(seqs.get(i));
                if (i % 3 == 0 || i == seqs.size() - 1) {
                    ranges.takeChanges().forEach((from, to) -> {
                        if (to == null) {
                            stored.remove(from);
                        } else {
                            stored.put(from, to);
                        }
                    });
                }
            }
            ReceivedRanges again = new ReceivedRanges(new TreeMap<>(stored));
            assertThat(again.count()).isEqualTo(ranges.count()).isEqualTo(new HashSet<>(seqs).size());
            assertThat(again.size()).isEqualTo(ranges.size());
        });
    }

    private static void check(List<Integer> seqs) {
        ReceivedRanges ranges = new ReceivedRanges();
        Set<Long> set = new HashSet<>();
        for (int seq : seqs) {
            assertThat(ranges.add(seq)).isEqualTo(set.add((long) seq));
        }
        for (long seq = 1; seq <= 61; seq++) {
            assertThat(ranges.contains(seq)).isEqualTo(set.contains(seq));
            long upTo = seq - 1;
            while (set.contains(upTo + 1)) {
                upTo++;
            }
            assertThat(ranges.upTo(seq)).isEqualTo(upTo);
        }
        assertThat(ranges.count()).isEqualTo(set.size());
        assertThat(ranges.missing(61)).isEqualTo(61 - set.size());
        assertThat(ranges.highest())
                .isEqualTo(set.stream().mapToLong(Long::longValue).max().orElse(0));
    }

    private static ReceivedRanges of(long... seqs) {
        ReceivedRanges ranges = new ReceivedRanges();
        for (long seq : seqs) {
            ranges.add(seq);
        }
        return ranges;
    }
}
