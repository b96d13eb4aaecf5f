package io.hallpulse.systemtests.rig;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.InputHealth;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyListener;
import io.hallpulse.hardware.KeyPress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A device inside the rig's own process: a storm has more terminals than there are ttys to play meters on. Any thread. */
final class PressedByHand implements KeyInput {
    private final String id;
    private final AtomicReference<@Nullable KeyListener> listener = new AtomicReference<>();
    private final AtomicInteger thanked = new AtomicInteger();

    PressedByHand(String id) {
        this.id = id;
    }

    void press(int key) {
        KeyListener to = listener.get();
        if (to != null) {
            to.onKey(new KeyPress(id, String.valueOf(key), System.nanoTime()));
        }
    }

    /** How many presses were stored. */
    int thanked() {
        return thanked.get();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void start(KeyListener to) {
        listener.set(to);
    }

    @Override
    public void answer(KeyPress press, Answer answer) {
        if (answer == Answer.STORED) {
            thanked.incrementAndGet();
        }
    }

    @Override
    public InputHealth health() {
        return new InputHealth(InputHealth.State.OK, null, Map.of(), null);
    }

    @Override
    public void close() {
        listener.set(null);
    }
}
