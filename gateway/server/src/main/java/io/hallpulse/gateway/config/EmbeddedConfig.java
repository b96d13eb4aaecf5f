package io.hallpulse.gateway.config;

import io.hallpulse.runtime.config.HostPort;
import io.hallpulse.runtime.config.Setting;
import org.jspecify.annotations.Nullable;

/** The broker inside the gateway. */
public record EmbeddedConfig(
        @Setting(
                value = "where terminals connect; plain on a loopback address, TLS elsewhere",
                byDefault = "127.0.0.1:1883")
        HostPort listen,

        @Setting(
                value =
                        "site: TLS with a certificate of the site CA, and terminals show theirs; none: plain; left out: none on a loopback address, site elsewhere",
                optional = true)
        @Nullable
        TlsChoice tls,

        @Setting(value = "accept plain connections on any address", byDefault = "false")
        boolean insecure) {
    public EmbeddedConfig {
        if (tls != null && tls.file().isPresent()) {
            throw new IllegalArgumentException(
                    "tls: terminals trust the site CA alone; write tls: site, or leave it out");
        }
        if (TlsChoice.isTooOpen(tls, listen, insecure)) {
            throw new IllegalArgumentException(
                    "plain MQTT on " + listen + "; write tls: site, listen on 127.0.0.1, or set insecure: true");
        }
    }

    /** Whether terminals connect without a certificate. */
    public boolean isPlain() {
        return TlsChoice.inForce(tls, listen, insecure).equals(TlsChoice.NONE);
    }
}
