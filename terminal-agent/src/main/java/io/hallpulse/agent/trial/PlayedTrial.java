package io.hallpulse.agent.trial;

import io.hallpulse.hardware.player.MeterPlayer;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A trial with a played meter: its keys are pressed one after the other, each until the host has taken it: has acknowledged it, where the
 * protocol acknowledges; has polled it, where it polls. What the meter shows is printed as it comes.
 */
public final class PlayedTrial {
    private static final String HEARD = "heard ";
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Duration resend;
    private final Duration patience;
    private final PrintWriter out;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** What came from the host since the newest press. */
    private final StringBuilder received = new StringBuilder();

    /**
     * @param resend after which an unacknowledged key is sent again; zero for never, then nobody waits for it either
     * @param patience for one key
     */
    public PlayedTrial(Duration resend, Duration patience, PrintWriter out) {
        this.resend = resend;
        this.patience = patience;
        this.out = out;
    }

    /** What a person at the meter sees. The player's thread. */
    public void seen(String words) {
        lock.lock();
        try {
            out.println(words);
            out.flush();
            received.append(words.startsWith(HEARD) ? words.substring(HEARD.length()) : words + ";");
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Presses a key and lets time pass.
     *
     * @param pause at least so long from this press to the next
     * @return whether the host took the key in time
     */
    public boolean press(MeterPlayer player, String key, Duration pause) throws IOException, InterruptedException {
        lock.lock();
        try {
            received.setLength(0);
            send(player, key, "pressed ");
            String acknowledgement = resend.isZero() ? null : player.acknowledgement(key);
            long unsentFor = 0;
            long pauseLeft = pause.toNanos();
            long patienceLeft = patience.toNanos();
            boolean taken = false;
            while (pauseLeft > 0 || (!taken && patienceLeft > 0)) {
                long slice = pauseLeft > 0 ? Math.min(pauseLeft, POLL_NANOS) : POLL_NANOS;
                long passed = slice - changed.awaitNanos(slice);
                pauseLeft -= passed;
                patienceLeft -= passed;
                unsentFor += passed;
                taken = player.waiting() == 0 && (acknowledgement == null || received.indexOf(acknowledgement) >= 0);
                if (!taken && acknowledgement != null && unsentFor >= resend.toNanos()) {
                    unsentFor = 0;
                    send(player, key, "again ");
                }
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void send(MeterPlayer player, String key, String word) throws IOException, InterruptedException {
        player.press(key);
        out.println(word + key);
        out.flush();
    }
}
