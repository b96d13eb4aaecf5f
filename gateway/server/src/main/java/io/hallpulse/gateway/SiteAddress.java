package io.hallpulse.gateway;

import io.hallpulse.gateway.config.EmbeddedConfig;
import io.hallpulse.gateway.config.EnrolmentConfig;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.enrolment.EnrolmentAddress;
import io.hallpulse.gateway.enrolment.EnrolmentRefused;
import io.hallpulse.runtime.config.HostPort;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where terminals find this gateway: at the host that the configuration names, else at the first name of its certificates, else at the
 * machine's first address in a network.
 */
final class SiteAddress implements EnrolmentAddress {
    private static final String EVERYWHERE = "0.0.0.0";

    private final @Nullable EnrolmentConfig enrolment;
    private final GatewayConfig config;
    private final int brokerPort;
    private volatile int enrolmentPort;

    /** @param brokerPort of the embedded broker, where there is one */
    SiteAddress(GatewayConfig config, int brokerPort) {
        this.config = config;
        this.enrolment = config.enrolment();
        this.brokerPort = brokerPort;
        this.enrolmentPort = enrolment == null ? 0 : enrolment.listen().port();
    }

    /** The listener has a port by now, also where the configuration said 0. */
    void enrolsAt(int port) {
        enrolmentPort = port;
    }

    @Override
    public String enrolment() {
        if (enrolment == null) {
            throw EnrolmentRefused.off();
        }
        return "https://" + new HostPort(host(enrolment.listen().host()), enrolmentPort);
    }

    @Override
    public String broker() {
        if (config.broker().url() != null) {
            return Objects.requireNonNull(config.broker().url()).toString();
        }
        EmbeddedConfig embedded = Objects.requireNonNull(config.broker().embedded());
        return (embedded.isPlain() ? "tcp://" : "ssl://")
                + new HostPort(host(embedded.listen().host()), brokerPort);
    }

    private String host(String listen) {
        if (!listen.equals(EVERYWHERE) && !listen.equals("::")) {
            return listen;
        }
        if (!config.ca().names().isEmpty()) {
            return config.ca().names().get(0);
        }
        try {
            Optional<InetAddress> first = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                    .findFirst();
            return first.map(InetAddress::getHostAddress).orElse("127.0.0.1");
        } catch (IOException e) {
            return "127.0.0.1";
        }
    }
}
