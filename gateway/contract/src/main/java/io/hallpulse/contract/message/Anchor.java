package io.hallpulse.contract.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * One pair of readings of a boot's two clocks, taken while the wall clock was synced.
 *
 * @param monoMillis milliseconds of the boot's monotonic clock
 * @param wall wall time at that moment
 */
public record Anchor(@JsonProperty("mono") long monoMillis, Instant wall) {}
