package io.hallpulse.runtime.program;

import io.hallpulse.runtime.log.StandardError;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM and Ctrl-C as a wish to stop. The JVM's own way would end the process with 143 or 130; here the command returns, closes
 * what it opened, and the process ends with the command's exit code.
 */
public final class StopSignal {
    private static final long LONGEST_STOP_SECONDS = 30;

    private final CountDownLatch wanted = new CountDownLatch(1);
    private volatile int exitCode;
    private final CountDownLatch stopped = new CountDownLatch(1);

    public StopSignal() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::onShutdown, "stop"));
    }

    /** Waits for the wish. */
    public void await() throws InterruptedException {
        wanted.await();
    }

    /** Waits for the wish, but no longer than that. */
    public void await(Duration longest) throws InterruptedException {
        wanted.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Says that the work failed: the process ends with the code of whoever ends it, and nothing is waited for. */
    public void failed() {
        stopped.countDown();
    }

    /** Says that all is closed: the process may end. */
    public void stopped(int code) {
        exitCode = code;
        stopped.countDown();
    }

    private void onShutdown() {
        if (stopped.getCount() == 0) {
            return; // it ends by itself, or the command failed
        }
        wanted.countDown();
        try {
            if (stopped.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                StandardError.drain();
                Runtime.getRuntime().halt(exitCode);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
