package io.hallpulse.gateway.config;

import io.hallpulse.contract.config.Setting;
import org.jspecify.annotations.Nullable;

/** Which broker carries the presses: the embedded one, or one that the site runs already. */
public record BrokerConfig(
        @Setting(value = "the broker inside the gateway", optional = true) @Nullable
        EmbeddedConfig embedded,

        @Setting(value = "an external MQTT 5 broker, such as ssl://mosquitto.hall:8883", optional = true) @Nullable
        String url,

        @Setting(value = "PKCS 12 file with key, certificate and the site CA for that broker", optional = true)
        @Nullable
        String identity) {
    public BrokerConfig {
        if ((embedded == null) == (url == null)) {
            throw new IllegalArgumentException("name either 'embedded' or 'url'");
        }
        if (url == null && identity != null) {
            throw new IllegalArgumentException(
                    "'identity' goes with 'url'; the embedded broker has its own certificate");
        }
        if (url != null && !url.matches("(ssl|tcp)://[^/:]+:\\d{1,5}")) {
            throw new IllegalArgumentException("'" + url + "' is no broker; write ssl://host:port");
        }
    }
}
