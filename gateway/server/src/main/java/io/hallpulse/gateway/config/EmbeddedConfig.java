package io.hallpulse.gateway.config;

import io.hallpulse.runtime.config.HostPort;
import io.hallpulse.runtime.config.Setting;

/** The broker inside the gateway. */
public record EmbeddedConfig(
        @Setting(
                value = "where terminals connect; plain on a loopback address, TLS elsewhere",
                byDefault = "127.0.0.1:1883")
        HostPort listen,

        @Setting(value = "accept plain connections on any address", byDefault = "false")
        boolean insecure) {
    boolean isPlain() {
        return insecure || listen.isLoopback();
    }
}
