package io.hallpulse.hardware.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bounce traces, one sample every 5 ms, decided by four samples (20 ms) as on a panel. */
class DebouncerTest {
    private static final int TOP = 4;
    private static final int CHATTER_SAMPLES = 7;
    private static final int SAMPLE_MICROS = 5000;
    private static final int QUIET_MICROS = 100_000;

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

    /**
     * A recorded key, sampled at every phase and played as it was and so much slower that it chatters for 7, 15 and 33 ms: other
     * published keys close within 6.2 ms nearly always (Ganssle, A Guide to Debouncing), within 14 ms (adamfk/bouncy-button-data),
     * and within 50 ms at the very worst (Pico Technology, Measuring switch bounce). While it is down, its contact dips.
     */
    @Test
    void trace_recorded_isExactlyOnePressDecidedWithin25MsOfAStableLevel() throws IOException {
        List<Change> closing = recorded("key-closing.csv");
        for (int slower : new int[] {1, 3, 7, 15}) {
            int chatterMicros = slower * closing.get(closing.size() - 1).micros();
            int stableMicros = QUIET_MICROS + chatterMicros;
            List<Change> press = new ArrayList<>();
            append(press, QUIET_MICROS, slower, closing, true);
            append(press, stableMicros + QUIET_MICROS, slower, closing, true); // it dips
            append(press, stableMicros + 3 * QUIET_MICROS, slower, closing, false); // and opens as it closed
            for (int phase = 0; phase < SAMPLE_MICROS; phase += 50) {
                List<Boolean> trace = new ArrayList<>();
                for (int at = phase; at < stableMicros + 5 * QUIET_MICROS; at += SAMPLE_MICROS) {
                    trace.add(isClosed(press, at));
                }
                List<Integer> decided = pressesIn(trace);
                assertThat(decided)
                        .as("%d times slower, from %d us on", slower, phase)
                        .hasSize(1);
                assertThat(phase + decided.get(0) * SAMPLE_MICROS)
                        .as("%d times slower, from %d us on", slower, phase)
                        .isBetween(QUIET_MICROS, stableMicros + 25_000);
            }
        }
    }

    /** From {@code micros} on the contact is closed or not. */
    private record Change(int micros, boolean closed) {}

    private static List<Change> recorded(String name) throws IOException {
        try (InputStream file = DebouncerTest.class.getResourceAsStream(name)) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(";", 2))
                    .map(change -> new Change(Integer.parseInt(change[0]), change[1].equals("1")))
                    .toList();
        }
    }

    private static void append(List<Change> trace, int fromMicros, int slower, List<Change> changes, boolean closes) {
        for (Change change : changes) {
            trace.add(new Change(fromMicros + slower * change.micros(), change.closed() == closes));
        }
    }

    private static boolean isClosed(List<Change> trace, int micros) {
        boolean closed = false;
        for (Change change : trace) {
            if (change.micros() <= micros) {
                closed = change.closed();
            }
        }
        return closed;
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
