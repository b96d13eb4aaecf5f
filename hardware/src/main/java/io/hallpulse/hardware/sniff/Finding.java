package io.hallpulse.hardware.sniff;

import io.hallpulse.hardware.protocol.ProtocolSettings;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What is at the other end of a cable.
 *
 * @param settings of the protocol, as far as they can be told from the wire
 * @param baud and {@code format} at which it spoke
 * @param addresses of the meters that were heard; empty where the protocol has none
 * @param keys that were heard, raw
 * @param frames valid frames that speak for it
 * @param hint what cannot be told from the wire and has to be set, empty for nothing
 */
public record Finding(
        ProtocolSettings settings,
        int baud,
        String format,
        Set<Integer> addresses,
        Set<String> keys,
        long frames,
        String hint) {
    public Finding {
        addresses = Collections.unmodifiableSet(new LinkedHashSet<>(addresses));
        keys = Collections.unmodifiableSet(new LinkedHashSet<>(keys));
    }
}
