package io.hallpulse.agent.rating;

/**
 * A session that waits for its key.
 *
 * @param openedMillis on the boot's monotonic clock
 */
public record WindowSession(String window, Session session, long openedMillis) {}
