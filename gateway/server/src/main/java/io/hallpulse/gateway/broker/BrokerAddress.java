package io.hallpulse.gateway.broker;

import io.hallpulse.contract.config.HostPort;
import java.net.InetAddress;
import java.net.UnknownHostException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker is and what to show it.
 *
 * @param tls key, certificate and the authority that is trusted; null for a plain connection
 */
public record BrokerAddress(HostPort at, @Nullable SSLContext tls) {
    /**
     * Where this process itself finds a broker that listens plainly on {@code listen}.
     *
     * @param port the one that it really has
     * @throws UnknownHostException where the host has no address
     */
    public static BrokerAddress inside(HostPort listen, int port) throws UnknownHostException {
        boolean anywhere = InetAddress.getByName(listen.host()).isAnyLocalAddress();
        return new BrokerAddress(new HostPort(anywhere ? "127.0.0.1" : listen.host(), port), null);
    }

    /** Such as {@code tcp://127.0.0.1:1883} or {@code ssl://mosquitto.hall:8883}. */
    public String uri() {
        return (tls == null ? "tcp://" : "ssl://") + at;
    }
}
