package io.hallpulse.hardware.player;

import io.hallpulse.hardware.protocol.PlayedMeter;
import io.hallpulse.hardware.protocol.ProtocolSettings;
import io.hallpulse.hardware.serial.Wire;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The player of one meter on an open line: sends the keys that are pressed, answers the host, and reports what a person in front of the
 * meter would see. It has a thread of its own, which alone uses the line.
 */
public final class MeterPlayer implements AutoCloseable {
    private static final long POLL_MILLIS = 2;
    private static final long CLOSE_WAIT_MILLIS = 2000;
    private static final int MOST_WAITING = 4096;

    private final PlayedMeter meter;
    private final Wire wire;
    private final Consumer<String> seen;
    private final BlockingQueue<String> presses = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread = new Thread(this::run, "meter-player");
    private final AtomicInteger pressed = new AtomicInteger();
    private volatile int taken;
    private volatile boolean closed;
    private volatile @Nullable String fault;

    /**
     * Begins to play.
     *
     * @param address of the meter; not used where the protocol has none
     * @param seen called on the player's thread, with words such as {@code acknowledged 2}, {@code lamp 1 on}, {@code beep}
     */
    public MeterPlayer(ProtocolSettings settings, int address, Wire wire, Consumer<String> seen) {
        this.meter = settings.played(address);
        this.wire = wire;
        this.seen = seen;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Presses a key once. Any thread; waits while 4096 presses are on their way.
     *
     * @throws IllegalArgumentException with one line, when the meter has no such key
     * @throws IOException with one line, once the line has failed or the meter has stopped
     */
    public void press(String key) throws IOException, InterruptedException {
        if (!meter.hasKey(key)) {
            throw new IllegalArgumentException("key: is " + key + "; this meter has no such key");
        }
        pressed.incrementAndGet();
        while (!presses.offer(key, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            check();
        }
        check();
    }

    /** How many presses are not sent yet: a polled meter sends one only when it is polled. Any thread. */
    public int waiting() {
        return pressed.get() - taken;
    }

    /** As {@link PlayedMeter#acknowledgement}. Any thread. */
    public @Nullable String acknowledgement(String key) {
        return meter.acknowledgement(key);
    }

    private void check() throws IOException {
        String line = fault;
        if (line != null) {
            throw new IOException(line);
        }
    }

    private void run() {
        int played = 0;
        try (wire) {
            while (!closed) {
                byte[] bytes = wire.read();
                if (bytes.length > 0) {
                    send(meter.receive(bytes, seen));
                }
                String key = presses.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (key != null) {
                    send(meter.press(key));
                    played++;
                }
                taken = played - meter.waiting();
            }
        } catch (IOException e) {
            fault = e.getMessage();
        } catch (InterruptedException e) {
            fault = "the meter was stopped";
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            fault = "the meter has stopped: " + e; // the next press fails with it
        }
    }

    private void send(byte[] bytes) throws IOException, InterruptedException {
        while (bytes.length > 0 && !closed && !wire.write(bytes)) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    /** Stops and closes the line. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(CLOSE_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
