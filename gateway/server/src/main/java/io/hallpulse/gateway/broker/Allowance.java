package io.hallpulse.gateway.broker;

/**
 * How much one client may send: packets and bytes a second, with a burst of some seconds saved up. What is spent beyond it is a debt
 * that is waited for.
 */
final class Allowance {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double burst;
    private double left;
    private long thenNanos;

    /** One that is full at {@code nowNanos}. */
    Allowance(double perSecond, double burst, long nowNanos) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.left = burst;
        this.thenNanos = nowNanos;
    }

    /** Spends some, and returns how many nanoseconds are to be waited until nothing is owed. */
    long spend(double amount, long nowNanos) {
        left = Math.min(burst, left + perSecond * (nowNanos - thenNanos) / NANOS) - amount;
        thenNanos = nowNanos;
        return left >= 0 ? 0 : (long) Math.ceil(-left / perSecond * NANOS);
    }
}
