package io.hallpulse.agent.trial;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.InputHealth;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyListener;
import io.hallpulse.hardware.KeyPress;
import io.hallpulse.hardware.MeterSignal;
import java.util.function.BiConsumer;

/** An input whose answers go to a watcher too. */
public final class WatchedInput implements KeyInput {
    private final KeyInput input;
    private final BiConsumer<KeyPress, Answer> watcher;

    /** @param watcher called on the threads that answer; returns at once */
    public WatchedInput(KeyInput input, BiConsumer<KeyPress, Answer> watcher) {
        this.input = input;
        this.watcher = watcher;
    }

    @Override
    public String id() {
        return input.id();
    }

    @Override
    public void start(KeyListener listener) {
        input.start(listener);
    }

    @Override
    public void answer(KeyPress press, Answer answer) {
        input.answer(press, answer);
        watcher.accept(press, answer);
    }

    @Override
    public void show(MeterSignal signal) {
        input.show(signal);
    }

    @Override
    public InputHealth health() {
        return input.health();
    }

    @Override
    public void close() {
        input.close();
    }
}
