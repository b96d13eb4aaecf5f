package io.hallpulse.agent.intake;

import io.hallpulse.agent.rating.WindowSession;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The newest session of each window, as it is stored, for whoever waits for what becomes of it. Any thread. */
public final class StoredSessions {
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Map<String, WindowSession> sessions = Map.of();

    void publish(Map<String, WindowSession> now) {
        lock.lock();
        try {
            if (!now.equals(sessions)) {
                sessions = now;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * A window's session: at once where it is not open, else when something became of it, or that time is over.
     *
     * @return null where the window never had one
     */
    public @Nullable WindowSession await(String window, Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            WindowSession first = sessions.get(window);
            long leftNanos = atMost.toNanos();
            while (first != null
                    && first.state() == WindowSession.State.OPEN
                    && first.equals(sessions.get(window))
                    && leftNanos > 0) {
                leftNanos = changed.awaitNanos(leftNanos);
            }
            return sessions.get(window);
        } finally {
            lock.unlock();
        }
    }
}
