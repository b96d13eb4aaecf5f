package io.hallpulse.gateway.login;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Wrong passwords of late by the address that they came from. Five are a slip; from then on each makes the next wait twice as long, up
 * to a minute. Bounded: the addresses that erred longest ago are forgotten first. Any thread.
 */
final class Guesses {
    private static final int SLIPS = 5;
    private static final long FIRST_WAIT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_WAIT_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long FORGOTTEN_NANOS = Duration.ofMinutes(15).toNanos();
    private static final int MOST_ADDRESSES = 1000;

    private final LongSupplier nanos;
    private final Map<String, Wrong> wrong = new LinkedHashMap<>(16, 0.75f, true);

    private record Wrong(int times, long lastNanos) {}

    /** @param nanos a clock that never steps */
    Guesses(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** How long an address has to wait before it is listened to again, zero where it need not. */
    synchronized Duration delay(String address) {
        Wrong known = wrong.get(address);
        if (known == null) {
            return Duration.ZERO;
        }
        long passed = nanos.getAsLong() - known.lastNanos();
        if (passed >= FORGOTTEN_NANOS) {
            wrong.remove(address);
            return Duration.ZERO;
        }
        return Duration.ofNanos(Math.max(0, waitNanos(known.times()) - passed));
    }

    synchronized void wrong(String address) {
        wrong.merge(
                address, new Wrong(1, nanos.getAsLong()), (old, one) -> new Wrong(old.times() + 1, one.lastNanos()));
        if (wrong.size() > MOST_ADDRESSES) {
            wrong.remove(wrong.keySet().iterator().next());
        }
    }

    synchronized void right(String address) {
        wrong.remove(address);
    }

    private static long waitNanos(int times) {
        return times < SLIPS ? 0 : Math.min(LONGEST_WAIT_NANOS, FIRST_WAIT_NANOS << Math.min(10, times - SLIPS));
    }
}
