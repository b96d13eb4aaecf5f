package io.hallpulse.gateway.auth;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Failed logins by client address and name. Five are a slip; from then on each makes the next wait twice as long, up to a minute, for that
 * name from that address alone: whoever guesses at one operator keeps no other out. Bounded: those that failed longest ago are forgotten
 * first. Any thread.
 */
final class FailedLogins {
    private static final int SLIPS = 5;
    private static final long FIRST_WAIT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_WAIT_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long FORGOTTEN_NANOS = Duration.ofMinutes(15).toNanos();
    private static final int MOST_KEPT = 1000;

    private final LongSupplier nanos;
    private final Map<Guesser, Wrong> wrong = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Long> erredNanos = new LinkedHashMap<>(16, 0.75f, true);

    private record Guesser(String address, String name) {}

    private record Wrong(int times, long lastNanos) {}

    /** @param nanos a clock that never steps */
    FailedLogins(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** How long a name from an address has to wait before it is listened to again, zero where it need not. */
    synchronized Duration delay(String address, String name) {
        Guesser guesser = new Guesser(address, name);
        Wrong known = wrong.get(guesser);
        if (known == null) {
            return Duration.ZERO;
        }
        long passed = nanos.getAsLong() - known.lastNanos();
        if (passed >= FORGOTTEN_NANOS) {
            wrong.remove(guesser);
            return Duration.ZERO;
        }
        return Duration.ofNanos(Math.max(0, waitNanos(known.times()) - passed));
    }

    /** Whether any login from an address failed of late. */
    synchronized boolean erred(String address) {
        Long last = erredNanos.get(address);
        return last != null && nanos.getAsLong() - last < FORGOTTEN_NANOS;
    }

    synchronized void wrong(String address, String name) {
        long now = nanos.getAsLong();
        wrong.merge(new Guesser(address, name), new Wrong(1, now), (old, one) -> new Wrong(old.times() + 1, now));
        erredNanos.put(address, now);
        forgetOldest(wrong);
        forgetOldest(erredNanos);
    }

    private static <K> void forgetOldest(Map<K, ?> kept) {
        if (kept.size() > MOST_KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    synchronized void right(String address, String name) {
        wrong.remove(new Guesser(address, name));
        erredNanos.remove(address);
    }

    private static long waitNanos(int times) {
        return times < SLIPS ? 0 : Math.min(LONGEST_WAIT_NANOS, FIRST_WAIT_NANOS << Math.min(10, times - SLIPS));
    }
}
