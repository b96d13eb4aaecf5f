package io.hallpulse.hardware.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bounce traces, one sample every 5 ms, decided by four samples (20 ms) as on a panel. */
class DebouncerTest {
    private static final int TOP = 4;
    private static final int CHATTER_SAMPLES = 7;

    private static List<Integer> pressesIn(List<Boolean> trace) {
        Debouncer debouncer = new Debouncer(TOP, false);
        List<Integer> presses = new ArrayList<>();
        for (int i = 0; i < trace.size(); i++) {
            if (debouncer.sample(trace.get(i))) {
                presses.add(i);
            }
        }
        return presses;
    }

    private static void add(List<Boolean> trace, boolean closed, int samples) {
        for (int i = 0; i < samples; i++) {
            trace.add(closed);
        }
    }

    private static void chatter(List<Boolean> trace, Random random, int samples) {
        for (int i = 0; i < samples; i++) {
            trace.add(random.nextBoolean());
        }
    }

    @Test
    void trace_chatterAtBothEndsDipsAndSpikes_isExactlyOnePressADecision25MsAfterALevelIsStable() {
        qt().withExamples(20_000).forAll(longs().all()).checkAssert(seed -> {
            Random random = new Random(seed);
            List<Boolean> trace = new ArrayList<>();
            List<Integer> stableFrom = new ArrayList<>();
            int presses = random.nextInt(5);
            for (int i = 0; i < presses; i++) {
                add(trace, false, TOP + 1);
                add(trace, true, random.nextInt(TOP - 1)); // a spike
                add(trace, false, TOP);
                chatter(trace, random, random.nextInt(CHATTER_SAMPLES));
                stableFrom.add(trace.size());
                add(trace, true, TOP + random.nextInt(50));
                add(trace, false, random.nextInt(TOP - 1)); // a dip
                add(trace, true, TOP);
                chatter(trace, random, random.nextInt(CHATTER_SAMPLES));
            }
            add(trace, false, TOP);
            List<Integer> decided = pressesIn(trace);
            assertThat(decided).hasSize(presses);
            for (int i = 0; i < presses; i++) {
                assertThat(decided.get(i)).isLessThan(stableFrom.get(i) + TOP);
            }
        });
    }

    @Test
    void trace_spikesShorterThanTheDebounceTime_isNoPress() {
        qt().withExamples(20_000).forAll(longs().all()).checkAssert(seed -> {
            Random random = new Random(seed);
            List<Boolean> trace = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int spike = random.nextInt(TOP);
                add(trace, true, spike);
                add(trace, false, spike + random.nextInt(5));
            }
            assertThat(pressesIn(trace)).isEmpty();
        });
    }

    @Test
    void key_downAtTheFirstSample_isNoPressUntilItIsPressedAgain() {
        Debouncer debouncer = new Debouncer(TOP, true);
        assertThat(debouncer.isDown()).isTrue();
        for (int i = 0; i < 20; i++) {
            assertThat(debouncer.sample(true)).isFalse();
        }
        for (int i = 0; i < TOP; i++) {
            debouncer.sample(false);
        }
        assertThat(debouncer.isDown()).isFalse();
    }
}
