package io.hallpulse.gateway.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.hallpulse.runtime.config.FilePath;
import io.hallpulse.runtime.config.HostPort;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a listener shows to those who connect: a certificate of the site CA, one of a file, or none, which is plain.
 *
 * @param text as it stands in the configuration
 */
public record TlsChoice(String text) {
    public static final TlsChoice SITE = new TlsChoice("site");
    public static final TlsChoice NONE = new TlsChoice("none");

    @JsonCreator
    public static TlsChoice parse(String text) {
        TlsChoice choice = new TlsChoice(text);
        choice.file(); // which checks it
        return choice;
    }

    /** The file of the certificate, where it is one. */
    public Optional<Path> file() {
        return equals(SITE) || equals(NONE) ? Optional.empty() : Optional.of(FilePath.parse(text));
    }

    @Override
    @JsonValue
    public String toString() {
        return text;
    }

    /** What is in force: plain on a loopback address or where that was asked for, a certificate of the site CA elsewhere. */
    static TlsChoice inForce(@Nullable TlsChoice chosen, HostPort listen, boolean insecure) {
        return chosen != null ? chosen : insecure || listen.isLoopback() ? NONE : SITE;
    }

    /** Whether a plain listener would be open to others than this machine though nobody allowed that. */
    static boolean isTooOpen(@Nullable TlsChoice chosen, HostPort listen, boolean insecure) {
        return NONE.equals(chosen) && !insecure && !listen.isLoopback();
    }
}
