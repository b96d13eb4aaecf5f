package io.hallpulse.agent.testkit;

import io.hallpulse.agent.clock.TerminalClock;
import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.InputHealth;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyListener;
import io.hallpulse.hardware.KeyPress;
import io.hallpulse.hardware.MeterSignal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A device whose keys the test presses. */
public final class PlayedInput implements KeyInput {
    private final String id;
    private final TerminalClock clock;
    private final List<Answer> answers = new CopyOnWriteArrayList<>();
    private final List<MeterSignal> shown = new CopyOnWriteArrayList<>();
    private volatile @Nullable KeyListener listener;
    private volatile @Nullable String fault;

    public PlayedInput(String id, TerminalClock clock) {
        this.id = id;
        this.clock = clock;
    }

    public void press(String key) {
        Objects.requireNonNull(listener).onKey(new KeyPress(id, key, clock.nanos()));
    }

    public void fault(String line) {
        fault = line;
    }

    public List<Answer> answers() {
        return List.copyOf(answers);
    }

    public List<MeterSignal> shown() {
        return List.copyOf(shown);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void start(KeyListener to) {
        listener = to;
    }

    @Override
    public void answer(KeyPress press, Answer answer) {
        answers.add(answer);
    }

    @Override
    public void show(MeterSignal signal) {
        shown.add(signal);
    }

    @Override
    public InputHealth health() {
        String line = fault;
        return new InputHealth(line == null ? InputHealth.State.OK : InputHealth.State.FAULT, line, Map.of(), null);
    }

    @Override
    public void close() {}
}
