package io.hallpulse.gateway.store;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that could not be read.
 *
 * @param topic as it came, at most 512 characters
 * @param payload its first 4 KiB, what is no UTF-8 in it replaced; null where the reader may not know it
 */
@JsonPropertyOrder({"received", "topic", "reason", "payload"})
public record DeadLetter(
        Instant received,
        String topic,
        String reason,
        @Nullable String payload) {}
