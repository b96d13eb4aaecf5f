package io.hallpulse.hardware.trial;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.InputHealth;
import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyListener;
import io.hallpulse.hardware.KeyPress;
import io.hallpulse.hardware.health.Count;
import io.hallpulse.hardware.health.Counters;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An input that reads raw keys from standard input, one a line; empty lines are no keys. */
public final class KeyboardInput implements KeyInput {
    private static final Logger log = LoggerFactory.getLogger(KeyboardInput.class);

    private final String id;
    private final InputStream lines;
    private final LongSupplier nanoClock;
    private final Counters counters = new Counters();
    private volatile boolean closed;
    private volatile @Nullable String fault;
    private volatile @Nullable String lastKey;

    public KeyboardInput(InputSettings.Keyboard settings, InputStream lines, LongSupplier nanoClock) {
        this.id = settings.id();
        this.lines = lines;
        this.nanoClock = nanoClock;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void start(KeyListener listener) {
        if (lines == System.in && !StandardInput.isOpen()) {
            fault = "standard input was closed when the program began; start it on a terminal";
            log.warn("keyboard input {}: {}", id, fault);
            return;
        }
        Thread thread = new Thread(() -> read(listener), "keyboard-" + id);
        thread.setDaemon(true);
        thread.start();
    }

    private void read(KeyListener listener) {
        BufferedReader reader = new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8));
        try {
            for (String line = reader.readLine(); line != null && !closed; line = reader.readLine()) {
                String key = line.strip();
                if (!key.isEmpty()) {
                    counters.add(Count.PRESSES);
                    lastKey = key;
                    listener.onKey(new KeyPress(id, key, nanoClock.getAsLong()));
                }
            }
            fault = "standard input has ended; start the program on a terminal";
        } catch (IOException e) {
            fault = "standard input: " + e.getMessage() + "; start the program on a terminal";
        }
    }

    @Override
    public void answer(KeyPress press, Answer answer) {
        counters.add(answer);
    }

    @Override
    public InputHealth health() {
        String line = fault;
        return new InputHealth(
                line == null ? InputHealth.State.OK : InputHealth.State.FAULT, line, counters.snapshot(), lastKey);
    }

    /** Nothing can interrupt a read of standard input: the daemon thread is left waiting, and delivers no more. */
    @Override
    public void close() {
        closed = true;
    }
}
