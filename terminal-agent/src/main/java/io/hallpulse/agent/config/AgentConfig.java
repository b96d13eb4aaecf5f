package io.hallpulse.agent.config;

import io.hallpulse.contract.Identifiers;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.config.HostPort;
import io.hallpulse.contract.config.Setting;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One terminal's configuration, {@code terminal.yaml} or made in code. Each part checks itself; what only the whole shows is
 * checked by {@link TerminalFile}.
 */
public record AgentConfig(
        @Setting("id of the hall") String hall,

        @Setting("name of this terminal, unique in the hall")
        String terminal,

        @Setting("folder of the outbox and of all else that the agent keeps")
        Path data,

        @Setting("where ratings go") Gateway gateway,

        @Setting(value = "local HTTP for the counter's business system; left out: off", optional = true) @Nullable
        Trigger trigger,

        @Setting(value = "how much is kept", byDefault = "{}")
        Outbox outbox,

        @Setting("the service counters that this terminal serves")
        List<WindowConfig> windows,

        @Setting("where presses come from") List<InputConfig> inputs) {
    public AgentConfig {
        Identifiers.requireLowerCaseIdentifier("hall", hall);
        Identifiers.requireLowerCaseIdentifier("terminal", terminal);
        windows = List.copyOf(windows);
        inputs = List.copyOf(inputs);
    }

    /** Hall and terminal together, the MQTT client id. */
    public TerminalId terminalId() {
        return new TerminalId(hall, terminal);
    }

    /** The MQTT broker. Plain {@code tcp} goes to loopback addresses, or anywhere where {@code insecure} says so. */
    public record Gateway(
            @Setting("MQTT 5 broker, ssl://host:port or tcp://host:port")
            String url,

            @Setting(value = "PKCS 12 file without a password: key, certificate and the site's CA", optional = true)
            @Nullable
            Path identity,

            @Setting(value = "allow tcp:// beyond this machine", byDefault = "false")
            boolean insecure) {
        private static final String TLS = "ssl://";
        private static final String PLAIN = "tcp://";

        public Gateway {
            if (!url.startsWith(TLS) && !url.startsWith(PLAIN)) {
                throw new IllegalArgumentException(
                        "'" + url + "' is no broker; write ssl://host:port or tcp://host:port");
            }
            HostPort address = HostPort.parse(url.substring(TLS.length()));
            if (address.port() == 0) {
                throw new IllegalArgumentException("'" + url + "' names port 0; write the broker's port");
            }
            if (url.startsWith(PLAIN) && !insecure && !address.isLoopback()) {
                throw new IllegalArgumentException(
                        "'" + url
                                + "' is neither encrypted nor on this machine; use ssl://, or write insecure: true beside the url");
            }
            if (url.startsWith(TLS) && identity == null) {
                throw new IllegalArgumentException("ssl:// wants an identity; write identity: file.p12 beside the url");
            }
        }

        /** Whether the way to the broker is encrypted. */
        public boolean encrypted() {
            return url.startsWith(TLS);
        }
    }

    /** The business system's door. */
    public record Trigger(
            @Setting("loopback address to listen on, such as 127.0.0.1:8731")
            HostPort listen) {
        public Trigger {
            if (!listen.isLoopback()) {
                throw new IllegalArgumentException("'" + listen + "' is not on this machine; listen on 127.0.0.1");
            }
        }
    }

    /** Bounds of the outbox. */
    public record Outbox(
            @Setting(
                    value =
                            "MiB of presses kept at most, and never over a million; acknowledged ones go first, unacknowledged ones never",
                    byDefault = "64")
            int sizeMiB) {
        private static final int MOST_MIB = 65_536;

        /** What a file without {@code outbox} gets. */
        public static final Outbox DEFAULT = new Outbox(64);

        public Outbox {
            if (sizeMiB < 1 || sizeMiB > MOST_MIB) {
                throw new IllegalArgumentException(sizeMiB + " is no size; write 1 to " + MOST_MIB + " MiB");
            }
        }

        public long bytes() {
            return sizeMiB * 1024L * 1024L;
        }
    }
}
