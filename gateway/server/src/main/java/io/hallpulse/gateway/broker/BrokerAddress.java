package io.hallpulse.gateway.broker;

import io.hallpulse.contract.config.HostPort;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker is and what to show it.
 *
 * @param tls key, certificate and the authority that is trusted; null for a plain connection
 * @param password that the embedded broker knows its own gateway by; null elsewhere
 */
public record BrokerAddress(
        HostPort at, @Nullable SSLContext tls, @Nullable String password) {
    /** Such as {@code tcp://127.0.0.1:1883} or {@code ssl://mosquitto.hall:8883}. */
    public String uri() {
        return (tls == null ? "tcp://" : "ssl://") + at;
    }
}
