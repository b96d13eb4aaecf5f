package io.hallpulse.gateway.config;

import io.hallpulse.contract.config.HostPort;
import io.hallpulse.contract.config.Setting;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which broker carries the presses: the embedded one, or one that the site runs already and that lets in whom it will. */
public record BrokerConfig(
        @Setting(value = "the broker inside the gateway", optional = true) @Nullable
        EmbeddedConfig embedded,

        @Setting(value = "an external MQTT 5 broker, such as ssl://mosquitto.hall:8883", optional = true) @Nullable
        String url,

        @Setting(
                value = "PKCS 12 file without a password: key, certificate and the site CA, for ssl://",
                optional = true)
        @Nullable
        String identity,

        @Setting(value = "accept tcp:// to any address", byDefault = "false")
        boolean insecure) {
    private static final String TLS = "ssl://";
    private static final String PLAIN = "tcp://";

    public BrokerConfig {
        if ((embedded == null) == (url == null)) {
            throw new IllegalArgumentException("name either 'embedded' or 'url'");
        }
        if (url == null) {
            requireNone(identity != null, "'identity' goes with 'url'; the embedded broker has its own certificate");
            requireNone(insecure, "'insecure' goes with 'url'; for the embedded broker write it beside 'listen'");
        } else {
            requireNone(
                    !url.startsWith(TLS) && !url.startsWith(PLAIN),
                    "'" + url + "' is no broker; write ssl://host:port or tcp://host:port");
            HostPort address = address(url);
            requireNone(address.port() == 0, "'" + url + "' has no port that a broker listens on");
            requireNone(
                    url.startsWith(TLS) && identity == null,
                    "ssl:// wants an identity; write identity: file.p12 beside the url");
            requireNone(url.startsWith(PLAIN) && identity != null, "'identity' goes with ssl://");
            requireNone(
                    url.startsWith(PLAIN) && !insecure && !address.isLoopback(),
                    "'" + url
                            + "' is neither encrypted nor on this machine; use ssl://, or write insecure: true beside the url");
        }
    }

    /** Where the external broker listens. */
    public Optional<HostPort> address() {
        return Optional.ofNullable(url).map(BrokerConfig::address);
    }

    /** The file of the key to show to the external broker. */
    public Optional<Path> identityFile() {
        return Optional.ofNullable(identity).map(Path::of);
    }

    private static HostPort address(String url) {
        return HostPort.parse(url.substring(TLS.length()));
    }

    private static void requireNone(boolean wrong, String problem) {
        if (wrong) {
            throw new IllegalArgumentException(problem);
        }
    }
}
