package io.hallpulse.runtime.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Where an MQTT broker is reached, such as {@code ssl://mosquitto.hall:8883} or {@code tcp://127.0.0.1:1883}.
 *
 * @param encrypted whether by TLS
 */
public record BrokerUrl(boolean encrypted, HostPort at) {
    private static final String TLS = "ssl://";
    private static final String PLAIN = "tcp://";

    /**
     * Reads {@code ssl://host:port} or {@code tcp://host:port}.
     *
     * @throws IllegalArgumentException with one line that ends in the mend, where no connection could ever be made to it
     */
    @JsonCreator
    public static BrokerUrl parse(String text) {
        if (!text.startsWith(TLS) && !text.startsWith(PLAIN)) {
            throw new IllegalArgumentException("'" + text + "' is no broker; write ssl://host:port or tcp://host:port");
        }
        HostPort at = HostPort.parse(text.substring(TLS.length()));
        if (at.port() == 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' names port 0; write the port that the broker listens on");
        }
        boolean encrypted = text.startsWith(TLS);
        if (encrypted && at.host().indexOf('_') >= 0) {
            throw new IllegalArgumentException(
                    "'" + at.host()
                            + "' has an underscore, so no certificate can name it; write another name of the broker, or its IP address");
        }
        return new BrokerUrl(encrypted, at);
    }

    @Override
    @JsonValue
    public String toString() {
        return (encrypted ? TLS : PLAIN) + at;
    }
}
