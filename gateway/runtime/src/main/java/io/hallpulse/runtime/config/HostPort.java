package io.hallpulse.runtime.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.net.InetSocketAddress;

/**
 * A machine and one of its ports, such as {@code 127.0.0.1:8080}, {@code hall_broker:1883} or {@code [::1]:8080}.
 *
 * @param port 0 to 65535; 0 takes a free one where a program listens
 */
public record HostPort(String host, int port) {
    private static final int HIGHEST_PORT = 65_535;

    /**
     * Reads {@code host:port}.
     *
     * @throws IllegalArgumentException with one line where it is not of that form
     */
    @JsonCreator
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]") && host.indexOf(':') >= 0) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            host = "";
        }
        String digits = text.substring(colon + 1);
        if (host.isEmpty() || !digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no address; write host:port with a port up to 65535, such as 127.0.0.1:8080");
        }
        HostName.require(host);
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
