package io.hallpulse.gateway.config;

import io.hallpulse.runtime.config.HostPort;
import io.hallpulse.runtime.config.Setting;

/** Where new terminals get their certificates. */
public record EnrolmentConfig(
        @Setting("where terminals enrol, by HTTPS with a certificate of the site CA")
        HostPort listen) {}
