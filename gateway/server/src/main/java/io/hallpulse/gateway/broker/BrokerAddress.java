package io.hallpulse.gateway.broker;

import io.hallpulse.runtime.config.BrokerUrl;
import io.hallpulse.runtime.config.HostPort;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker is and what to show it.
 *
 * @param tls null for a plain connection
 * @param user and {@code password}: null where it wants none
 */
public record BrokerAddress(
        BrokerUrl url,
        @Nullable Credentials tls,
        @Nullable String user,
        @Nullable String password) {
    /** One that lets anyone in, plainly. */
    static BrokerAddress plain(HostPort at) {
        return new BrokerAddress(new BrokerUrl(false, at), null, null, null);
    }
}
