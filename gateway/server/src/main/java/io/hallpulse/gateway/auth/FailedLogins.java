package io.hallpulse.gateway.auth;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Failed logins by client address and name. Five cost nothing; from then on each makes the next wait twice as long, up to a minute, for
 * that name from that address alone: whoever guesses the password of one person keeps no other out. An address from which that name has
 * logged in before is let through such a wait with the right password: it may compare so many passwords with the one that was right, and
 * no more, so that whoever shares the address gains little by guessing. Bounded: those that failed longest ago are forgotten first. Any
 * thread.
 */
final class FailedLogins {
    private static final int FREE_FAILURES = 5;
    private static final long FIRST_WAIT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_WAIT_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long FORGOTTEN_NANOS = Duration.ofMinutes(15).toNanos();
    private static final int COMPARED_WHILE_WAITING = 60;
    private static final int MOST_KEPT = 1000;

    private final LongSupplier nanos;
    private final Map<Login, Failures> failures = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Long> failedNanos = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Login, Compared> succeeded = new LinkedHashMap<>(16, 0.75f, true);

    private record Login(String address, String name) {}

    private record Failures(int times, long lastNanos) {}

    private record Compared(int times, long firstNanos) {}

    /** @param nanos a clock that never steps */
    FailedLogins(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** How long a name from an address has to wait before its next try, zero where it need not. */
    synchronized Duration delay(String address, String name) {
        Login login = new Login(address, name);
        Failures known = failures.get(login);
        if (known == null) {
            return Duration.ZERO;
        }
        long passed = nanos.getAsLong() - known.lastNanos();
        if (passed >= FORGOTTEN_NANOS) {
            failures.remove(login);
            return Duration.ZERO;
        }
        return Duration.ofNanos(Math.max(0, waitNanos(known.times()) - passed));
    }

    /** Whether a password may be compared with the one that was right although its name has to wait; each time counts. */
    synchronized boolean mayCompareWhileWaiting(String address, String name) {
        Login login = new Login(address, name);
        Compared known = succeeded.get(login);
        if (known == null) {
            return false;
        }
        long now = nanos.getAsLong();
        Compared next = now - known.firstNanos() >= FORGOTTEN_NANOS
                ? new Compared(1, now)
                : new Compared(known.times() + 1, known.firstNanos());
        succeeded.put(login, next);
        return next.times() <= COMPARED_WHILE_WAITING;
    }

    /** Whether any login from an address failed of late. */
    synchronized boolean hasFailed(String address) {
        Long last = failedNanos.get(address);
        return last != null && nanos.getAsLong() - last < FORGOTTEN_NANOS;
    }

    synchronized void failed(String address, String name) {
        long now = nanos.getAsLong();
        failures.merge(
                new Login(address, name), new Failures(1, now), (old, one) -> new Failures(old.times() + 1, now));
        failedNanos.put(address, now);
        forgetOldest(failures);
        forgetOldest(failedNanos);
    }

    private static <K> void forgetOldest(Map<K, ?> kept) {
        if (kept.size() > MOST_KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    synchronized void succeeded(String address, String name) {
        Login login = new Login(address, name);
        failures.remove(login);
        failedNanos.remove(address);
        succeeded.putIfAbsent(login, new Compared(0, nanos.getAsLong()));
        forgetOldest(succeeded);
    }

    private static long waitNanos(int times) {
        return times < FREE_FAILURES
                ? 0
                : Math.min(LONGEST_WAIT_NANOS, FIRST_WAIT_NANOS << Math.min(10, times - FREE_FAILURES));
    }
}
