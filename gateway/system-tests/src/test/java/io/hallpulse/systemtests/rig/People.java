package io.hallpulse.systemtests.rig;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Everyone who presses in a hall: one at each meter and one at each keyboard. For one thread. */
final class People implements AutoCloseable {
    private static final long PACE_MILLIS = 400;

    private final Queue<Pressed> pressed = new ConcurrentLinkedQueue<>();
    private final List<MeterPresser> meters = new ArrayList<>();
    private final List<KeyboardPresser> typists = new ArrayList<>();

    /** They stand at the terminals of a site from now on, and press once started. */
    People(Site site, long seed) {
        long next = seed;
        for (RigTerminal terminal : site.terminals) {
            for (int i = 0; i < terminal.cables.size(); i++) {
                terminal.meters.add(new MeterPresser(terminal, i, pressed, ++next, PACE_MILLIS));
            }
            meters.addAll(terminal.meters);
            typists.add(new KeyboardPresser(terminal, pressed, ++next, PACE_MILLIS));
        }
    }

    void start() {
        meters.forEach(MeterPresser::start);
        typists.forEach(KeyboardPresser::start);
    }

    /** All that was pressed so far. */
    Queue<Pressed> pressed() {
        return pressed;
    }

    /** Nobody presses any more; waits for the thanks of what was. */
    void finish() {
        typists.forEach(KeyboardPresser::finish);
        meters.forEach(MeterPresser::finish);
    }

    @Override
    public void close() {
        meters.forEach(MeterPresser::close);
    }
}
