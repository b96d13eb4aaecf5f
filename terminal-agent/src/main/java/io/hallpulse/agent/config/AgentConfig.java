package io.hallpulse.agent.config;

import io.hallpulse.contract.Identifiers;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.runtime.config.BrokerUrl;
import io.hallpulse.runtime.config.HostPort;
import io.hallpulse.runtime.config.Setting;
import io.hallpulse.runtime.disk.PasswordFile;
import java.io.IOException;
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

    /** The MQTT broker. Plain {@code tcp} goes to loopback addresses, or anywhere with {@code insecure}. */
    public record Gateway(
            @Setting("MQTT 5 broker, ssl://host:port or tcp://host:port")
            BrokerUrl url,

            @Setting(value = "PKCS 12 file without a password: key, certificate and the site's CA", optional = true)
            @Nullable
            Path identity,

            @Setting(value = "user, where the broker wants one", optional = true) @Nullable
            String user,

            @Setting(
                    value =
                            "file whose first line is that user's password; readable by the agent's user and group alone",
                    optional = true)
            @Nullable
            Path passwordFile,

            @Setting(value = "allow tcp:// beyond this machine", byDefault = "false")
            boolean insecure) {
        public Gateway {
            if (!url.encrypted() && !insecure && !url.at().isLoopback()) {
                throw new IllegalArgumentException(
                        "'" + url
                                + "' is neither encrypted nor on this machine; use ssl://, or write insecure: true beside the url");
            }
            if (url.encrypted() && identity == null) {
                throw new IllegalArgumentException("ssl:// wants an identity; write identity: file.p12 beside the url");
            }
            if (user == null && passwordFile != null) {
                throw new IllegalArgumentException("'passwordFile' goes with 'user'; write the user beside the url");
            }
        }

        /** One that lets in whoever it lets in without a user. */
        public Gateway(String url, @Nullable Path identity, boolean insecure) {
            this(BrokerUrl.parse(url), identity, null, null, insecure);
        }

        /** Whether the way to the broker is encrypted. */
        public boolean encrypted() {
            return url.encrypted();
        }

        /**
         * The user's password, null where no file is named.
         *
         * @throws IOException with one line: what is wrong, and the mend
         */
        public @Nullable String password() throws IOException {
            return passwordFile == null ? null : PasswordFile.read(passwordFile);
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
