package io.hallpulse.hardware.player;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyListener;
import io.hallpulse.hardware.KeyPress;
import io.hallpulse.hardware.protocol.PlayedMeter;
import io.hallpulse.hardware.serial.SerialInputs;
import io.hallpulse.hardware.serial.Wire;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A serial input whose meter is played at the other end of a line that exists in memory only: no device is opened, and everything
 * else of the serial room does its real work. Any thread.
 */
public final class PlayedInput implements AutoCloseable {
    private final PlayedMeter meter;
    private final Consumer<String> seen;
    private final Queue<String> pressed = new ConcurrentLinkedQueue<>();
    private final KeyInput input;
    private final Line line = new Line();

    /**
     * Opens nothing before {@link #start}.
     *
     * @param settings of the input that is played; its port is not touched
     * @param nanoClock on the scale of {@link System#nanoTime()}
     * @param seen called on the port's thread, with words as of {@link MeterPlayer}
     */
    public PlayedInput(InputSettings.Serial settings, LongSupplier nanoClock, Consumer<String> seen) {
        Integer address = settings.address();
        this.meter = settings.settings().played(address == null ? 1 : address);
        this.seen = seen;
        this.input = SerialInputs.create(List.of(settings), nanoClock, unused -> line)
                .get(0);
    }

    /** Whether its meter has this key. */
    public boolean hasKey(String key) {
        return meter.hasKey(key);
    }

    /** Begins to deliver presses. Called once. */
    public void start(KeyListener listener) {
        input.start(listener);
    }

    /** Presses a key that the meter has, once. */
    public void press(String key) {
        pressed.add(key);
        line.wake();
    }

    /** Tells the meter what became of a press. */
    public void answer(KeyPress press, Answer answer) {
        input.answer(press, answer);
    }

    @Override
    public void close() {
        input.close();
    }

    /** Of the port's thread alone, save what wakes it. */
    private final class Line implements Wire {
        private final ByteArrayOutputStream unread = new ByteArrayOutputStream();
        private final Semaphore woken = new Semaphore(0);

        @Override
        public byte[] read() {
            if (!pressed.isEmpty()) {
                unread.writeBytes(meter.press(Objects.requireNonNull(pressed.poll())));
            }
            byte[] bytes = unread.toByteArray();
            unread.reset();
            return bytes;
        }

        @Override
        public boolean write(byte[] bytes) {
            unread.writeBytes(meter.receive(bytes, seen));
            return true;
        }

        @Override
        public void await(long nanos) throws InterruptedException {
            if (unread.size() == 0 && pressed.isEmpty() && woken.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                woken.drainPermits();
            }
        }

        @Override
        public void wake() {
            woken.release();
        }

        @Override
        public void close() {
            unread.reset();
        }
    }
}
