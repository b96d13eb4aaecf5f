package io.hallpulse.systemtests.rig;

import io.hallpulse.testkit.Program;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A program that is started again when it has died, as systemd would. Any thread. */
final class Supervised implements AutoCloseable {
    private final Supplier<Program> starter;
    private @Nullable Program program;
    private boolean killed;
    private int deathsOfItsOwn;
    private volatile long startedMillis;
    private long restartAtMillis = Long.MAX_VALUE;

    Supervised(Supplier<Program> starter) {
        this.starter = starter;
    }

    synchronized void start() {
        program = starter.get();
        killed = false;
        startedMillis = RigClock.monoMillis();
        restartAtMillis = Long.MAX_VALUE;
    }

    /** SIGKILL, and waits until it is gone. */
    synchronized void kill() {
        Program running = program;
        if (running != null && running.isAlive()) {
            killed = true;
            Signals.send(running.pid(), 9);
            running.kill();
        }
    }

    synchronized void signal(int signal) {
        Program running = program;
        if (running != null && running.isAlive()) {
            Signals.send(running.pid(), signal);
        }
    }

    synchronized void type(String line) {
        Program running = program;
        if (running != null) {
            running.type(line);
        }
    }

    synchronized boolean isAlive() {
        Program running = program;
        return running != null && running.isAlive();
    }

    /** 0 while it does not run. */
    synchronized long pid() {
        Program running = program;
        return running != null && running.isAlive() ? running.pid() : 0;
    }

    /** Since its last start, also once it is dead. */
    long runsForMillis() {
        return RigClock.monoMillis() - startedMillis;
    }

    /** Starts it again where it is dead and {@code pauseMillis} have passed since that was seen. */
    synchronized void tend(long pauseMillis) {
        if (isAlive()) {
            return;
        }
        long now = RigClock.monoMillis();
        if (restartAtMillis == Long.MAX_VALUE) {
            deathsOfItsOwn += killed ? 0 : 1;
            restartAtMillis = now + pauseMillis;
        } else if (now >= restartAtMillis) {
            start();
        }
    }

    /** How often it died although nobody killed it. */
    synchronized int deathsOfItsOwn() {
        return deathsOfItsOwn;
    }

    @Override
    public void close() {
        kill();
    }
}
