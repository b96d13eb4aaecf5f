package io.hallpulse.hardware;

/**
 * A source of presses: a panel of keys, a meter on a serial line, the keyboard or a simulator. It reports its own faults
 * through {@link #health()} and mends itself (a cable that is pulled and put back needs no restart); no method throws for a
 * device that is away. All methods but {@link #start} may be called from any thread and never block.
 */
public interface KeyInput extends AutoCloseable {
    /** Id of the input in the configuration. */
    String id();

    /** Opens the device and begins to deliver presses. Called once. A device that is away is a fault in {@link #health()}. */
    void start(KeyListener listener);

    /** Tells the person, and the meter, what became of a press of this input. */
    void answer(KeyPress press, Answer answer);

    /** Shows something to the people in front of the device, which is no press's answer. Does nothing where it cannot. */
    default void show(MeterSignal signal) {}

    /** A snapshot of state and counters. */
    InputHealth health();

    /** Stops delivery, releases the device, and waits a bounded time (2 s at most) for its thread. */
    @Override
    void close();
}
