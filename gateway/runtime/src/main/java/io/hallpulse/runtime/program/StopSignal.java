package io.hallpulse.runtime.program;

import io.hallpulse.runtime.log.StandardError;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM and Ctrl-C as a request to stop. The JVM's own way would end the process with 143 or 130; here the command returns, having
 * closed what it opened, and the process ends with the command's exit code, whatever threads of libraries are left. A second signal
 * changes nothing: the stop is under way, and its time is bounded.
 */
public final class StopSignal {
    private final Duration longestStop;
    private final CountDownLatch wanted = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int exitCode = ExitCode.FAILED;

    /** @param longestStop after which the process is ended as failed, closed or not */
    public StopSignal(Duration longestStop) {
        this.longestStop = longestStop;
        Runtime.getRuntime().addShutdownHook(new Thread(this::onShutdown, "stop"));
    }

    /** The work of a program until it is asked to stop. */
    public interface Work {
        /** Does it, closes what it opened, and returns the exit code. */
        int run(StopSignal stop) throws Exception;
    }

    /** Does the work; a signal that comes meanwhile waits for its end. */
    public int during(Work work) throws Exception {
        try {
            int code = work.run(this);
            exitCode = code;
            return code;
        } finally {
            ended.countDown();
        }
    }

    /** As if the signal had come, but that the process takes what time it needs. Any thread. */
    public void request() {
        wanted.countDown();
    }

    /** Waits for the signal. */
    public void await() throws InterruptedException {
        wanted.await();
    }

    /** Waits for the signal, but no longer than that; whether it came. */
    public boolean await(Duration longest) throws InterruptedException {
        return wanted.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void onShutdown() {
        if (ended.getCount() == 0) {
            return; // the process ends by itself
        }
        wanted.countDown();
        try {
            boolean inTime = ended.await(longestStop.toMillis(), TimeUnit.MILLISECONDS);
            StandardError.drain();
            Runtime.getRuntime().halt(inTime ? exitCode : ExitCode.FAILED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
