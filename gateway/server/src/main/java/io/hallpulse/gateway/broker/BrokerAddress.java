package io.hallpulse.gateway.broker;

import io.hallpulse.contract.config.BrokerUrl;
import io.hallpulse.contract.config.HostPort;
import java.net.InetAddress;
import java.net.UnknownHostException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker is and what to show it.
 *
 * @param tls key, certificate and the authority that is trusted; null for a plain connection
 * @param user and {@code password}: null where it wants none
 */
public record BrokerAddress(
        BrokerUrl url,
        @Nullable SSLContext tls,
        @Nullable String user,
        @Nullable String password) {
    /** One that lets anyone in, plainly. */
    static BrokerAddress plain(HostPort at) {
        return new BrokerAddress(new BrokerUrl(false, at), null, null, null);
    }

    /**
     * Where this process itself finds a broker that listens plainly on {@code listen}.
     *
     * @param port the one that it really has
     * @throws UnknownHostException where the host has no address
     */
    public static BrokerAddress inside(HostPort listen, int port) throws UnknownHostException {
        boolean anywhere = InetAddress.getByName(listen.host()).isAnyLocalAddress();
        return plain(new HostPort(anywhere ? "127.0.0.1" : listen.host(), port));
    }
}
