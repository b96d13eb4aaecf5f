package io.hallpulse.contract.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.net.InetSocketAddress;

/**
 * Where a program listens, such as {@code 127.0.0.1:8080} or {@code [::1]:8080}.
 *
 * @param port 0 to 65535; 0 takes a free one
 */
public record HostPort(String host, int port) {
    /**
     * Reads {@code host:port}.
     *
     * @throws IllegalArgumentException with one line where it is not of that form
     */
    @JsonCreator
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            host = "";
        }
        String digits = text.substring(colon + 1);
        if (host.isEmpty() || !digits.matches("\\d{1,5}") || Integer.parseInt(digits) > 65535) {
            throw new IllegalArgumentException("'" + text + "' is no address; write host:port, such as 127.0.0.1:8080");
        }
        return new HostPort(host, Integer.parseInt(digits));
    }

    /** Whether only this machine can reach it. A name is looked up for that. */
    public boolean isLoopback() {
        InetSocketAddress address = new InetSocketAddress(host, port);
        return address.getAddress() != null && address.getAddress().isLoopbackAddress();
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
