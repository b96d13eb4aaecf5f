package io.hallpulse.gateway.config;

import io.hallpulse.runtime.config.BrokerUrl;
import io.hallpulse.runtime.config.Setting;
import io.hallpulse.runtime.disk.PasswordFile;
import io.hallpulse.runtime.tls.Identity;
import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Which broker carries the presses: the embedded one, or one that the site runs already and that lets in whom it will. */
public record BrokerConfig(
        @Setting(value = "the broker inside the gateway", optional = true) @Nullable
        EmbeddedConfig embedded,

        @Setting(value = "an external MQTT 5 broker, such as ssl://mosquitto.hall:8883", optional = true) @Nullable
        BrokerUrl url,

        @Setting(
                value =
                        "PKCS 12 file without a password: key, certificate and its CA, for ssl://; left out: certificates of the site CA",
                optional = true)
        @Nullable
        Path identity,

        @Setting(value = "user, where the external broker wants one", optional = true) @Nullable
        String user,

        @Setting(
                value = "file whose first line is that user's password; readable by the gateway's user and group alone",
                optional = true)
        @Nullable
        Path passwordFile,

        @Setting(value = "accept tcp:// to any address", byDefault = "false")
        boolean insecure) {
    public BrokerConfig {
        if ((embedded == null) == (url == null)) {
            throw new IllegalArgumentException("name either 'embedded' or 'url'");
        }
        requireNone(
                user == null && passwordFile != null, "'passwordFile' goes with 'user'; write the user beside the url");
        if (url == null) {
            requireNone(identity != null, "'identity' goes with 'url'; the embedded broker has its own certificate");
            requireNone(user != null, "'user' and 'passwordFile' go with 'url'; the embedded broker asks for neither");
            requireNone(insecure, "'insecure' goes with 'url'; for the embedded broker write it beside 'listen'");
        } else {
            requireNone(!url.encrypted() && identity != null, "'identity' goes with ssl://");
            requireNone(
                    !url.encrypted() && !insecure && !url.at().isLoopback(),
                    "'" + url
                            + "' is neither encrypted nor on this machine; use ssl://, or write insecure: true beside the url");
        }
    }

    /** The broker inside the gateway. */
    public BrokerConfig(EmbeddedConfig embedded) {
        this(embedded, null, null, null, null, false);
    }

    /**
     * Who the gateway is to the external broker, null where that is not encrypted.
     *
     * @throws IOException with one line that says what is wrong with the file
     */
    public @Nullable SSLContext tls() throws IOException {
        return identity == null
                ? null
                : Identity.read(
                        identity, "give a PKCS 12 file without a password that has key, certificate and the site CA");
    }

    /**
     * The user's password, null where no file is named.
     *
     * @throws IOException with one line that says what is wrong and the mend
     */
    public @Nullable String password() throws IOException {
        return passwordFile == null ? null : PasswordFile.read(passwordFile);
    }

    private static void requireNone(boolean wrong, String problem) {
        if (wrong) {
            throw new IllegalArgumentException(problem);
        }
    }
}
