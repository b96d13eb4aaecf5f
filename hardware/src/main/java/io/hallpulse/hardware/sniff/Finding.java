package io.hallpulse.hardware.sniff;

import io.hallpulse.hardware.protocol.ProtocolSettings;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The meter that was found at the other end of a cable.
 *
 * @param settings of the protocol, as far as the wire shows them
 * @param baud and {@code format} at which it spoke
 * @param addresses of the meters that sent; empty where the protocol has none
 * @param keys that were received, raw
 * @param frames valid frames of it
 * @param hint what the wire does not show and has to be set, empty for nothing
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
