package io.hallpulse.hardware.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyPress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A machine that stands still between a press's commit and its acknowledgement, while the meter sends the key again. */
class LateAnswerTest {
    private static final byte[] KEY_1 = HexFormat.of().parseHex("FF680303680511011716");
    private static final byte[] KEY_2 = HexFormat.of().parseHex("FF680303680511021816");
    private static final Duration STILL = Duration.ofMillis(700);

    private final AtomicLong nanos = new AtomicLong();
    private final Queue<byte[]> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore woken = new Semaphore(0);
    private final List<byte[]> written = new CopyOnWriteArrayList<>();
    private final List<KeyPress> presses = new CopyOnWriteArrayList<>();

    /** What happens while the port's thread waits, after the time that it wanted to wait at most. */
    private Runnable meanwhile = () -> {};

    private final class Line implements Wire {
        @Override
        public byte[] read() {
            byte[] bytes = waiting.poll();
            return bytes == null ? new byte[0] : bytes;
        }

        @Override
        public boolean write(byte[] bytes) {
            written.add(bytes);
            return true;
        }

        @Override
        public void await(long nanos) throws InterruptedException {
            LateAnswerTest.this.nanos.addAndGet(nanos);
            meanwhile.run();
            if (waiting.isEmpty() && woken.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                woken.drainPermits();
            }
        }

        @Override
        public void wake() {
            woken.release();
        }

        @Override
        public void close() {}
    }

    @Test
    void repeatThatWaitedAsLongAsTheAnswer_isAsOldAsThePressItRepeats() throws Exception {
        InputSettings.Serial settings = new InputSettings.Serial("meter", "/dev/ttyUSB0", 9600, "8N1", "ff68", 5);
        waiting.add(KEY_1);
        try (KeyInput input = SerialInputs.create(List.of(settings), nanos::get, unused -> new Line())
                .get(0)) {
            input.start(press -> {
                presses.add(press);
                if (presses.size() == 1) {
                    input.answer(press, Answer.STORED);
                    nanos.addAndGet(STILL.toNanos());
                    waiting.add(KEY_1); // sent again while we stood still
                }
            });
            await().until(() -> presses.size() == 2);
        }
        assertThat(written).as("acknowledged before the repeat was read").isNotEmpty();
        assertThat(presses.get(1).atNanos() - presses.get(0).atNanos())
                .as("nanoseconds between the press and its repeat, which came while its answer waited")
                .isLessThan(STILL.toNanos());
    }

    @Test
    void keyThatComesWithTheAnswerToAnother_isStampedHardlyBeforeItCame() throws Exception {
        InputSettings.Serial settings = new InputSettings.Serial("meter", "/dev/ttyUSB0", 9600, "8N1", "ff68", 5);
        AtomicLong cameNanos = new AtomicLong();
        waiting.add(KEY_1);
        try (KeyInput input = SerialInputs.create(List.of(settings), nanos::get, unused -> new Line())
                .get(0)) {
            meanwhile = () -> {
                if (presses.size() == 1 && cameNanos.get() == 0) {
                    cameNanos.set(nanos.get());
                    waiting.add(KEY_2);
                    input.answer(presses.get(0), Answer.STORED);
                }
            };
            input.start(presses::add);
            await().until(() -> presses.size() == 2);
        }
        assertThat(cameNanos.get() - presses.get(1).atNanos())
                .as("nanoseconds that the press of the second key is told too early")
                .isBetween(0L, TimeUnit.MILLISECONDS.toNanos(10));
    }
}
