package io.hallpulse.gateway;

import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.broker.Admission;
import io.hallpulse.gateway.broker.BrokerAddress;
import io.hallpulse.gateway.broker.Credentials;
import io.hallpulse.gateway.broker.EmbeddedBroker;
import io.hallpulse.gateway.ca.Certificates;
import io.hallpulse.gateway.ca.Kind;
import io.hallpulse.gateway.ca.OwnCertificates;
import io.hallpulse.gateway.ca.RefusalRecord;
import io.hallpulse.gateway.ca.ServerNames;
import io.hallpulse.gateway.ca.SiteCa;
import io.hallpulse.gateway.clock.GatewayClock;
import io.hallpulse.gateway.config.BrokerConfig;
import io.hallpulse.gateway.config.EmbeddedConfig;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.config.Terminals;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.runtime.config.BrokerUrl;
import io.hallpulse.runtime.program.CloseStack;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The site's CA: who is let in by it, what the gateway itself shows, and the broker that goes by it. */
final class SiteCertificates {
    private final CloseStack parts;
    private final Certificates certificates;
    private final OwnCertificates own;
    private final TerminalAdmission admission;
    private final @Nullable OwnMosquitto mosquitto;

    /**
     * Opens them; nothing listens yet.
     *
     * @param parts what has to be closed is added
     * @param by who begins the CA where there was none
     * @param wall the wall clock, by which certificates are dated
     * @param clock by which what is refused stands in the record
     */
    SiteCertificates(
            CloseStack parts,
            GatewayConfig config,
            String id,
            StoreWriter writer,
            Actor by,
            InstantSource wall,
            GatewayClock clock)
            throws SQLException, IOException, InterruptedException {
        this.parts = parts;
        Path folder = config.data().resolve(Gateway.CA_FOLDER);
        SiteCa ca = SiteCa.open(folder, config.ca().passphrase(), wall, new SecureRandom());
        certificates = Certificates.open(ca, writer, wall);
        own = parts.add(
                new OwnCertificates(ca, certificates, folder, id, serverNames(config), by, wall, new SecureRandom()));
        admission = new TerminalAdmission(certificates, new RefusalRecord(writer, clock));
        Optional<BrokerUrl> siteBroker = OwnMosquitto.url(config.broker());
        mosquitto = siteBroker.isEmpty()
                ? null
                : parts.add(new OwnMosquitto(siteBroker.get(), id, certificates, own, writer, wall));
    }

    /** What the certificates of this configuration's servers name. */
    static ServerNames serverNames(GatewayConfig config) {
        return new ServerNames(
                config.ca().names(),
                OwnMosquitto.url(config.broker()).stream()
                        .map(url -> url.at().host())
                        .toList());
    }

    /** Where the broker is: the site's, or one that is started here. */
    BrokerAddress broker(GatewayConfig config, LongSupplier nanos) throws IOException {
        BrokerConfig broker = config.broker();
        EmbeddedConfig embedded = broker.embedded();
        if (embedded == null) {
            SSLContext identity = broker.tls();
            Credentials shown = identity != null
                    ? client -> identity
                    : Objects.requireNonNull(broker.url()).encrypted() ? this::credentials : null;
            return new BrokerAddress(Objects.requireNonNull(broker.url()), shown, broker.user(), broker.password());
        }
        Admission admitted = config.terminals() == Terminals.OPEN ? Admission.everybody() : admission;
        EmbeddedBroker started = parts.add(EmbeddedBroker.start(
                embedded.listen(),
                embedded.isPlain() ? null : own.server(Kind.BROKER),
                admitted,
                config.data().resolve("broker"),
                nanos));
        certificates.onChange(changed -> started.judgeAgain());
        return started.inside(embedded.listen(), embedded.isPlain() ? null : this::credentials);
    }

    /** What the gateway's own connection of that client id shows. */
    private SSLContext credentials(String clientId) throws IOException {
        return own.client(clientId.endsWith("/out") ? Kind.GATEWAY_OUT : Kind.GATEWAY);
    }

    /** Begins to look after the site's own Mosquitto, where there is one. */
    void start() {
        if (mosquitto != null) {
            mosquitto.start();
        }
    }

    /** Does a request of the site's own Mosquitto. */
    Object mosquitto(MosquittoRequest request) throws InterruptedException {
        if (mosquitto == null) {
            throw OwnMosquitto.none();
        }
        return mosquitto.answer(request);
    }

    /** Somebody at that address asks why a certificate is refused; where it is, that stands in the record. */
    void asked(String client, X509Certificate certificate) {
        String refusal = admission.ofCertificate(certificate).refusal();
        if (refusal != null) {
            admission.refused(client, refusal);
        }
    }

    /** The register of certificates. */
    Certificates register() {
        return certificates;
    }

    /** What the gateway itself shows to others. */
    OwnCertificates own() {
        return own;
    }
}
