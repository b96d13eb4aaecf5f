package io.hallpulse.agent.remote;

import io.hallpulse.agent.clock.TerminalClock;
import io.hallpulse.contract.message.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one start that a new configuration has: it stays once the terminal is connected with no input worse than before, for some seconds
 * together, and is given up where that is not so within 2 min. A thread of its own, which ends with the trial.
 */
public final class Trial implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Trial.class);
    private static final Duration LONGEST = Duration.ofSeconds(105); // the way back is part of the two minutes
    private static final Duration STEADY = Duration.ofSeconds(3);
    private static final long POLL_MILLIS = 250;
    private static final List<String> BEST_FIRST = List.of("ok", "degraded", "fault");

    private final WantedFile file;
    private final TerminalClock clock;
    private final Supplier<Status> status;
    private final BooleanSupplier connected;
    private final Runnable restart;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "configuration-trial");

    /** @param restart once the file before is in force again */
    public Trial(
            WantedFile file,
            TerminalClock clock,
            Supplier<Status> status,
            BooleanSupplier connected,
            Runnable restart) {
        this.file = file;
        this.clock = clock;
        this.status = status;
        this.connected = connected;
        this.restart = restart;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        long begun = clock.nanos();
        long goodSince = begun;
        try {
            while (!closed.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                Optional<String> fault = fault();
                long now = clock.nanos();
                if (fault.isPresent()) {
                    goodSince = now;
                }
                if (now - goodSince >= STEADY.toNanos()) {
                    file.proved();
                    return;
                }
                if (now - begun >= LONGEST.toNanos()) {
                    file.goBack(fault.orElse("the terminal was not well for long enough"));
                    restart.run();
                    return;
                }
            }
        } catch (IOException e) { // the next start finds the trial unfinished, and goes back
            log.error("the trial of the configuration cannot be noted: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is worse than before. */
    private Optional<String> fault() {
        if (!connected.getAsBoolean()) {
            return Optional.of("the terminal did not connect with it");
        }
        Map<String, String> before = file.inputsBefore();
        List<Status.InputStatus> inputs = status.get().inputs();
        return inputs == null
                ? Optional.empty()
                : inputs.stream()
                        .filter(input -> rank(input.state()) > rank(before.getOrDefault(input.id(), "ok")))
                        .map(input -> "input " + input.id() + ": " + input.fault())
                        .findFirst();
    }

    private static int rank(String condition) {
        return BEST_FIRST.indexOf(condition);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
