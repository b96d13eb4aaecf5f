package io.hallpulse.gateway.auth;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Failed logins by client address and name. Five cost nothing; from then on each makes the next wait twice as long, up to a minute, for
 * that name from that address alone: whoever guesses the password of one operator keeps no other out. Bounded: those that failed longest
 * ago are forgotten first. Any thread.
 */
final class FailedLogins {
    private static final int FREE_FAILURES = 5;
    private static final long FIRST_WAIT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_WAIT_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long FORGOTTEN_NANOS = Duration.ofMinutes(15).toNanos();
    private static final int MOST_KEPT = 1000;

    private final LongSupplier nanos;
    private final Map<Login, Failures> failures = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Long> failedNanos = new LinkedHashMap<>(16, 0.75f, true);

    private record Login(String address, String name) {}

    private record Failures(int times, long lastNanos) {}

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
        failures.remove(new Login(address, name));
        failedNanos.remove(address);
    }

    private static long waitNanos(int times) {
        return times < FREE_FAILURES
                ? 0
                : Math.min(LONGEST_WAIT_NANOS, FIRST_WAIT_NANOS << Math.min(10, times - FREE_FAILURES));
    }
}
