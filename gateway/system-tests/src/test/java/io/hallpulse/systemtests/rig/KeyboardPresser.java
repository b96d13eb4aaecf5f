package io.hallpulse.systemtests.rig;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Someone who types keys at a terminal, and takes the status's count of stored ones for the thanks. What was typed to an agent that
 * died before it said so is not known to be stored.
 */
final class KeyboardPresser implements AutoCloseable {
    private static final long FINISHES_WITHIN_MILLIS = 60_000;

    private final RigTerminal terminal;
    private final Queue<Pressed> history;
    private final Random random;
    private final long paceMillis;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "typist");

    KeyboardPresser(RigTerminal terminal, Queue<Pressed> history, long seed, long paceMillis) {
        this.terminal = terminal;
        this.history = history;
        this.random = new Random(seed);
        this.paceMillis = paceMillis;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!stop.await(paceMillis / 2 + random.nextInt((int) paceMillis), TimeUnit.MILLISECONDS)) {
                type(random.nextInt(4));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void type(int key) throws InterruptedException {
        long pid = terminal.agent.pid();
        long before = stored();
        long refusedBefore = count("notStored");
        if (pid == 0 || before < 0 || pid != terminal.agent.pid()) {
            return;
        }
        long from = RigClock.monoMillis();
        try {
            terminal.agent.type(String.valueOf(key));
        } catch (UncheckedIOException e) {
            return; // it had died: nobody read the line
        }
        long now = before;
        boolean refused = false;
        while (now == before && !refused && pid == terminal.agent.pid()) {
            stop.await(25, TimeUnit.MILLISECONDS);
            now = stored();
            refused = count("notStored") > refusedBefore;
        }
        boolean thanked = now > before && pid == terminal.agent.pid();
        history.add(new Pressed(
                terminal.name,
                terminal.keyboard(),
                terminal.keyboard(),
                String.valueOf(key),
                5 - key,
                from,
                RigClock.monoMillis(),
                thanked));
    }

    /** -1 where nobody answers. */
    private long stored() {
        return count("stored");
    }

    private long count(String counter) {
        JsonNode status = terminal.status();
        if (status == null) {
            return -1;
        }
        for (JsonNode input : status.path("inputs")) {
            if (input.path("id").asText().equals(terminal.keyboard())) {
                return input.path("counters").path(counter).asLong(0);
            }
        }
        return -1;
    }

    void finish() {
        stop.countDown();
        try {
            thread.join(FINISHES_WITHIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finish();
    }
}
