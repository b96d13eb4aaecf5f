package io.hallpulse.hardware.serial;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.MeterSignal;
import io.hallpulse.hardware.health.Count;
import io.hallpulse.hardware.health.Counters;
import io.hallpulse.hardware.protocol.Dialogue;
import io.hallpulse.hardware.protocol.MeterKey;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a serial port: it alone opens, reads and writes it. It sleeps until bytes come, an answer is handed over
 * or the dialogue has a deadline, and after any fault opens the port anew by its stable name.
 */
final class PortThread {
    private static final Logger log = LoggerFactory.getLogger(PortThread.class);
    /** Within which a deadline of the dialogue is met, a meter's request or its time-out, and how often a line is read whose press has no answer yet. */
    private static final long DEADLINE_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long IDLE_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long FIRST_REOPEN_MILLIS = 200;
    private static final long SLOWEST_REOPEN_MILLIS = 1000;
    private static final long CLOSE_WAIT_MILLIS = 2000;
    private static final int MOST_TASKS = 256;

    /** Something for the port's thread to send. */
    private sealed interface Task {}

    private record Reply(MeterKey key, Answer answer) implements Task {}

    private record Show(int address, MeterSignal signal) implements Task {}

    // valid for the port's life
    private final InputSettings.Serial settings;
    private final Dialogue dialogue;
    private final Counters counters;
    private final LongSupplier nanoClock;
    private final Wire.Source source;
    private final BlockingQueue<Task> tasks = new ArrayBlockingQueue<>(MOST_TASKS);
    private final Thread thread;
    private volatile boolean stopped;
    private volatile @Nullable Wire open;
    private volatile List<SerialKeyInput> inputs = List.of();
    private volatile @Nullable String fault = "is not open yet; wait";
    private volatile long rejectedSinceFrame;
    private volatile int strangerAddress = MeterKey.NO_ADDRESS;

    // of the port's thread: since the port was last open
    private int failures;

    // of the port's thread: valid while the port is open
    private long lastBytesNanos;

    /** @param settings of any input of the port; the inputs of one port agree in all but id and address */
    PortThread(
            InputSettings.Serial settings,
            Dialogue dialogue,
            Counters counters,
            LongSupplier nanoClock,
            Wire.Source source) {
        this.settings = settings;
        this.dialogue = dialogue;
        this.counters = counters;
        this.nanoClock = nanoClock;
        this.source = source;
        this.thread = new Thread(this::run, "port-" + settings.id());
        thread.setDaemon(true);
    }

    /** Lets an input receive from its meter; the first one starts the thread. Any thread. */
    synchronized void join(SerialKeyInput input) {
        inputs = Stream.concat(inputs.stream(), Stream.of(input)).toList();
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    /** Lets an input go; the last one stops the thread and waits for it, 2 s at most. Any thread. */
    void leave(SerialKeyInput input) {
        synchronized (this) {
            inputs = inputs.stream().filter(other -> other != input).toList();
            if (!inputs.isEmpty() || !thread.isAlive()) {
                return;
            }
            stopped = true;
        }
        thread.interrupt(); // ends a pause between two tries to open the port
        wake();
        try {
            thread.join(CLOSE_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hands an answer to the port's thread; false when its queue is full. Any thread, never waits. */
    boolean answer(MeterKey key, Answer answer) {
        return handOver(new Reply(key, answer));
    }

    /** Hands a signal to the port's thread; false when its queue is full. Any thread, never waits. */
    boolean show(int address, MeterSignal signal) {
        return handOver(new Show(address, signal));
    }

    private boolean handOver(Task task) {
        boolean taken = tasks.offer(task);
        wake();
        return taken;
    }

    private void wake() {
        Wire wire = open;
        if (wire != null) {
            wire.wake();
        }
    }

    /** One line when the port is not open, else null. Any thread. */
    @Nullable
    String fault() {
        return fault == null ? null : "port " + settings.port() + ": " + fault;
    }

    /** Bytes that belonged to no frame since the last valid one. Any thread. */
    long rejectedSinceFrame() {
        return rejectedSinceFrame;
    }

    /** The address of a meter that no input of this port has, or {@link MeterKey#NO_ADDRESS}. Any thread. */
    int strangerAddress() {
        return strangerAddress;
    }

    Counters counters() {
        return counters;
    }

    private void run() {
        long pauseMillis = FIRST_REOPEN_MILLIS;
        while (!stopped) {
            try (Wire wire = source.open(settings)) {
                open = wire;
                opened();
                pauseMillis = FIRST_REOPEN_MILLIS;
                serve(wire);
            } catch (IOException | RuntimeException e) {
                failed(e);
            } catch (InterruptedException e) {
                return;
            } finally {
                open = null;
            }
            if (stopped) {
                return;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(pauseMillis);
            } catch (InterruptedException e) {
                return;
            }
            pauseMillis = Math.min(SLOWEST_REOPEN_MILLIS, pauseMillis * 2);
        }
    }

    private void opened() {
        dialogue.reopened();
        tasks.clear();
        lastBytesNanos = nanoClock.getAsLong();
        fault = null;
        log.info(
                "port {} is open after {} failures, {} {}, {}",
                settings.port(),
                failures,
                settings.baud(),
                settings.format(),
                settings.protocol());
        failures = 0;
    }

    private void failed(Exception e) {
        boolean expected = e instanceof IOException;
        String line = expected ? String.valueOf(e.getMessage()) : e + "; report this";
        if (!line.equals(fault)) {
            log.warn("port {}: {}", settings.port(), line, expected ? null : e);
        }
        if (fault == null) {
            counters.add(Count.RECONNECTS);
        }
        failures++;
        fault = line;
    }

    /**
     * What is to be sent goes out before the next read. Bytes of that read may have waited for as long as the answer did, and were
     * then sent by a meter that had no answer yet: they get the time at which the line was last read, so that a thread that stood
     * still makes no new press of a meter's repeat. While an answer is due the line is read often, so that this time is never much
     * before a key that only happened to come with the answer to another.
     */
    private void serve(Wire wire) throws IOException, InterruptedException {
        Consumer<MeterKey> listener = this::received;
        long lastReadNanos = nanoClock.getAsLong();
        boolean answered = false;
        while (!stopped) {
            send(wire);
            long now = nanoClock.getAsLong();
            byte[] bytes = wire.read();
            if (bytes.length > 0) {
                lastBytesNanos = answered ? lastReadNanos : nanoClock.getAsLong();
                dialogue.bytes(bytes, lastBytesNanos, listener);
            } else {
                dialogue.silence(now, listener);
            }
            lastReadNanos = now;
            send(wire);
            report();
            if (tasks.isEmpty()) {
                wire.await(dialogue.hasDeadline() || isAnswerDue() ? DEADLINE_PAUSE_NANOS : IDLE_PAUSE_NANOS);
            }
            answered = false;
            for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
                answered |= run(task);
            }
        }
    }

    private boolean isAnswerDue() {
        for (SerialKeyInput input : inputs) {
            if (input.isAnswerDue()) {
                return true;
            }
        }
        return false;
    }

    /** Whether it was an answer to a press. */
    private boolean run(Task task) {
        if (task instanceof Reply reply) {
            dialogue.answer(reply.key(), reply.answer());
            return true;
        }
        if (task instanceof Show show) {
            dialogue.signal(show.address(), show.signal());
        }
        return false;
    }

    private void report() {
        rejectedSinceFrame = dialogue.rejectedSinceFrame();
        List<SerialKeyInput> present = inputs;
        for (int i = 0; i < present.size(); i++) {
            SerialKeyInput input = present.get(i);
            input.setMeterFault(dialogue.fault(input.address()));
        }
    }

    private void send(Wire wire) throws IOException {
        long now = nanoClock.getAsLong();
        for (byte[] frame = dialogue.nextFrame(now); frame != null; frame = dialogue.nextFrame(now)) {
            if (!wire.write(frame)) {
                counters.add(Count.ANSWERS_DROPPED);
            }
        }
    }

    private void received(MeterKey key) {
        for (SerialKeyInput input : inputs) {
            if (input.accepts(key.address())) {
                strangerAddress = MeterKey.NO_ADDRESS;
                input.received(key, lastBytesNanos);
                return;
            }
        }
        counters.add(Count.UNKNOWN_ADDRESS);
        strangerAddress = key.address();
    }
}
