package io.hallpulse.domain.calendar;

import java.time.Instant;

/**
 * When something is due.
 *
 * @param at the instant until which it is in time
 * @param provisional whether days of a year without a calendar were counted, so that it is worked out anew once there is one
 */
public record Due(Instant at, boolean provisional) {}
