package io.hallpulse.contract.message;

/**
 * What an outbox holds of one run: seqs {@code low} to {@code next - 1}, acknowledged or not.
 *
 * @param low the lowest seq still held; equals {@code next} where none is
 * @param next the seq that the run's next press gets or would have got
 */
public record RunSpan(String run, long low, long next) {}
