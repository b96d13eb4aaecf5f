package io.hallpulse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.Topics;
import io.hallpulse.domain.alarm.AlarmKind;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.ca.Certificates;
import io.hallpulse.gateway.ca.SiteCa;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.store.AuditReader;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.gateway.testkit.OpenSsl;
import io.hallpulse.runtime.config.ConfigFile;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose listeners speak TLS with certificates of the site CA, and terminals that show theirs. */
class TlsTest {
    private static final Actor BY = new Actor("li.na", "technician");
    private static final TerminalId N3 = new TerminalId("north", "n-03");
    private static final TerminalId N4 = new TerminalId("north", "n-04");
    private static final int NOT_AUTHORIZED = 135;

    @TempDir
    private Path data = Path.of("");

    private volatile Duration ahead = Duration.ZERO;
    private final InstantSource clock = () -> Clock.systemUTC().instant().plus(ahead);
    private Gateway gateway;
    private TlsClients clients;

    @BeforeEach
    void start() {
        gateway = Gateway.start(config(), false, meters(), clock, System::nanoTime);
        clients = new TlsClients(gateway.certificates(), gateway.brokerPort());
        await().atMost(Duration.ofSeconds(30)).until(gateway::ready);
    }

    @AfterEach
    void stop() throws Exception {
        clients.close();
        gateway.close();
    }

    @Test
    void terminal_withItsCertificate_hasItsOwnTopicsAlone() throws Exception {
        SSLContext tls = clients.issued(N3).tls();
        MqttAsyncClient client = clients.connect(tls, "north/n-03", new MqttConnectionOptions());

        assertThat(TlsClients.publish(client, Topics.of(N3, Topics.Kind.STATUS)))
                .isLessThan(128);
        assertThat(TlsClients.subscribe(client, Topics.of(N3, Topics.Kind.ACK))).isLessThan(128);
        assertThat(TlsClients.publish(client, Topics.of(N4, Topics.Kind.PRESSES)))
                .isEqualTo(NOT_AUTHORIZED);
        assertThat(TlsClients.publish(client, Topics.of(N3, Topics.Kind.ACK))).isEqualTo(NOT_AUTHORIZED);
        assertThat(TlsClients.publish(client, Topics.owner("north"))).isEqualTo(NOT_AUTHORIZED);
        assertThat(TlsClients.subscribe(client, Topics.of(N4, Topics.Kind.ACK))).isEqualTo(NOT_AUTHORIZED);
        assertThat(TlsClients.subscribe(client, "#")).isEqualTo(NOT_AUTHORIZED);
        assertThat(client.isConnected()).isTrue();
        awaitRecord("north/n-03 publishes on a topic that is not its own");
        awaitRecord("north/n-03 subscribes to a topic that is not its own");
    }

    @Test
    void client_thatIsNotWhoItSays_isRefusedWithItsReasonAndStandsInTheRecord() throws Exception {
        TlsClients.Issued n3 = clients.issued(N3);

        assertRefused(n3.tls(), "north/n-04", "its client id is not north/n-03, whose certificate it shows");
        assertRefused(
                n3.tls(), "gateway/" + gateway.id(), "its client id is not north/n-03, whose certificate it shows");
        MqttConnectionOptions will = new MqttConnectionOptions();
        will.setWill(Topics.of(N4, Topics.Kind.STATUS), new MqttMessage(new byte[] {'1'}));
        assertRefused(n3.tls(), "north/n-03", will, "north/n-03 leaves a will on a topic that is not its own status");
        MqttConnectionOptions password = new MqttConnectionOptions();
        password.setUserName("n-03");
        password.setPassword("secret".getBytes(StandardCharsets.UTF_8));
        assertRefused(n3.tls(), "north/n-03", password, "north/n-03 shows a user or a password");

        SiteCa other = SiteCa.open(data.resolve("other"), null, clock, new SecureRandom());
        KeyPair key = TlsClients.key();
        assertRefused(clients.tls(key, signedBy(other, key)), "north/n-03", "its certificate is of another CA");
        X509Certificate unknown =
                Certificates.certificate(gateway.certificates().sign(N3, key.getPublic()));
        assertRefused(clients.tls(key, unknown), "north/n-03", "its certificate is not in the register");
        ahead = Duration.ofDays(826);
        assertRefused(n3.tls(), "north/n-03", "the certificate of north/n-03 is expired");
    }

    @Test
    void revoked_endsTheOpenConnectionAtOnce_andAResumedSessionIsRefused() throws Exception {
        TlsClients.Issued n3 = clients.issued(N3);
        TlsClients.Issued n4 = clients.issued(N4);
        OpenSslClient openssl = new OpenSslClient(
                Files.createDirectory(data.resolve("openssl")),
                gateway.brokerPort(),
                gateway.certificates().authority());
        openssl.remember(n3);
        String before = openssl.resume(n3);
        assertThat(before).contains("Reused, TLSv1.3");
        assertThat(OpenSslClient.reason(before)).hasValue(0);
        MqttAsyncClient client = clients.connect(n3.tls(), "north/n-03");
        MqttAsyncClient neighbour = clients.connect(n4.tls(), "north/n-04");

        gateway.certificates().revoke(BY, N3);

        await().atMost(Duration.ofSeconds(30)).until(() -> !client.isConnected());
        assertRefused(n3.tls(), "north/n-03", "the certificate of north/n-03 is revoked");
        String after = openssl.resume(n3);
        assertThat(after).as("no handshake that could ask for a certificate").contains("Reused, TLSv1.3");
        assertThat(OpenSslClient.reason(after)).hasValue(NOT_AUTHORIZED);
        assertThat(neighbour.isConnected()).isTrue();
    }

    @Test
    void renewed_showsAnotherCertificate_andNoConnectionEnds() throws Exception {
        TlsClients.Issued n3 = clients.issued(N3);
        MqttAsyncClient client = clients.connect(n3.tls(), "north/n-03", new MqttConnectionOptions());
        X509Certificate before = shown(n3.tls());

        gateway.ownCertificates().renew();

        X509Certificate after = shown(clients.issued(N4).tls());
        assertThat(after).isNotEqualTo(before);
        assertThat(after.getPublicKey()).isNotEqualTo(before.getPublicKey());
        assertThat(client.isConnected()).isTrue();
        assertThat(gateway.ready()).isTrue();
        assertThat(TlsClients.publish(client, Topics.of(N3, Topics.Kind.STATUS)))
                .isLessThan(128);
    }

    @Test
    void listeners_speakTls13Alone_andTellWhoeverDoesNot() throws Exception {
        try (HttpFace face = new HttpFace(config(), gateway, meters(), Limits.SMALL_BOX, null)) {
            for (int port : List.of(gateway.brokerPort(), face.port())) {
                assertThat(openssl(port, "-tls1_3")).contains("TLSv1.3", "Verify return code: 0 (ok)");
                assertThat(openssl(port, "-tls1_2")).contains("Cipher is (NONE)");
            }
            awaitRecord("it shows no certificate");
            awaitRecord("it speaks an older TLS than 1.3");
            HttpClient browser =
                    HttpClient.newBuilder().sslContext(clients.issued(N3).tls()).build();
            HttpResponse<String> answer = browser.send(
                    HttpRequest.newBuilder(URI.create(face.address() + "healthz"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void certificateOfAFile_replaced_isShownToWhoComesNext_andAnOpenConnectionLivesOn() throws Exception {
        Path file = data.resolve("web.pem");
        Files.writeString(file, ownCertificate("first", 30));
        try (HttpFace face = new HttpFace(config(file.toString()), gateway, meters(), Limits.SMALL_BOX, null);
                SSLSocket open = browser(face.port())) {
            assertThat(subject(open)).isEqualTo("CN=first");
            assertThat(status(open)).isEqualTo("HTTP/1.1 200 OK");

            Files.writeString(file, "no certificate");
            assertThat(status(open)).isEqualTo("HTTP/1.1 200 OK");
            Files.writeString(file, ownCertificate("second", 30));

            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        assertThat(status(open)).isEqualTo("HTTP/1.1 200 OK"); // it is not left idle
                        try (SSLSocket next = browser(face.port())) {
                            assertThat(subject(next)).isEqualTo("CN=second");
                            assertThat(status(next)).isEqualTo("HTTP/1.1 200 OK");
                        }
                    });
            assertThat(subject(open)).isEqualTo("CN=first");
            assertThat(status(open)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void certificateOfAFile_thatRunsOut_isAnAlarm_untilAnotherIsInItsPlace() throws Exception {
        Path file = data.resolve("web.pem");
        Files.writeString(file, ownCertificate("first", 40));
        try (HttpFace face = new HttpFace(config(file.toString()), gateway, meters(), Limits.SMALL_BOX, null)) {
            String end = Instant.now().plus(Duration.ofDays(40)).toString().substring(0, 10);
            ahead = Duration.ofDays(11);
            awaitEnding("http.tls " + end);
            assertThat(face.port()).isPositive();

            Files.writeString(file, ownCertificate("second", 400));
            awaitEnding();
            assertThat(gateway.alarms().closed(9))
                    .filteredOn(alarm -> alarm.kind() == AlarmKind.CERTIFICATE)
                    .hasSize(1);
        }
    }

    /** Certificates that the open alarms are about, as of a look at the present time. */
    private void awaitEnding(String... wanted) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            gateway.alarms().look();
            assertThat(gateway.alarms().open())
                    .filteredOn(alarm -> alarm.kind() == AlarmKind.CERTIFICATE)
                    .extracting(alarm -> alarm.subject() + " " + alarm.detail())
                    .containsExactly(wanted);
        });
    }

    /** PEM with key and certificate, as a site may have from another authority. */
    private String ownCertificate(String name, int days) throws Exception {
        OpenSsl.run(
                data,
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                String.valueOf(days),
                "-subj",
                "/CN=" + name,
                "-addext",
                "subjectAltName=IP:127.0.0.1",
                "-keyout",
                name + ".key",
                "-out",
                name + ".pem");
        return Files.readString(data.resolve(name + ".key")) + Files.readString(data.resolve(name + ".pem"));
    }

    /** A connection of a browser that trusts both certificates. */
    private SSLSocket browser(int port) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (Stream<Path> files = Files.list(data)) {
            for (Path file : files.filter(one -> one.toString().matches(".*/(first|second)\\.pem"))
                    .toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    trusted.setCertificateEntry(
                            file.toString(),
                            CertificateFactory.getInstance("X.509").generateCertificate(in));
                }
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(30_000);
        socket.startHandshake();
        return socket;
    }

    private static String subject(SSLSocket socket) throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    /** Asks for a page without a body to read and keeps the connection. */
    private static String status(SSLSocket socket) throws IOException {
        socket.getOutputStream()
                .write("HEAD /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = socket.getInputStream().read();
            if (read < 0) {
                throw new EOFException("the connection ended");
            }
            head.append((char) read);
        }
        return head.substring(0, head.indexOf("\r\n"));
    }

    private X509Certificate signedBy(SiteCa other, KeyPair key) throws Exception {
        try (Store store = Store.open(data.resolve("elsewhere"));
                StoreWriter writer = store.writer()) {
            return Certificates.certificate(
                    Certificates.open(other, writer, clock).sign(N3, key.getPublic()));
        }
    }

    private void assertRefused(SSLContext tls, String clientId, String why) {
        assertRefused(tls, clientId, new MqttConnectionOptions(), why);
    }

    private void assertRefused(SSLContext tls, String clientId, MqttConnectionOptions options, String why) {
        assertThatThrownBy(() -> clients.connect(tls, clientId, options))
                .isInstanceOf(MqttException.class)
                .satisfies(thrown ->
                        assertThat(((MqttException) thrown).getReasonCode()).isEqualTo(NOT_AUTHORIZED));
        awaitRecord(why);
    }

    private void awaitRecord(String why) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(gateway.reader().audit().newest(AuditReader.Wanted.ALL, 200, 0))
                        .anySatisfy(entry -> {
                            assertThat(entry.change().what()).isEqualTo("client.refuse");
                            assertThat(entry.change().after()).startsWith(why);
                        }));
    }

    private X509Certificate shown(SSLContext tls) throws IOException {
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", gateway.brokerPort())) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private String openssl(int port, String version) throws Exception {
        Process process = new ProcessBuilder(
                        "openssl",
                        "s_client",
                        "-connect",
                        "127.0.0.1:" + port,
                        version,
                        "-CAfile",
                        data.resolve("ca/ca.pem").toString(),
                        "-verify_ip",
                        "127.0.0.1")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    private static PrometheusMeterRegistry meters() {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    private GatewayConfig config() {
        return config("site");
    }

    private GatewayConfig config(String web) {
        return GatewayConfig.read(new ConfigFile("gateway.yaml", """
                data: %s
                broker: {embedded: {listen: "127.0.0.1:0", tls: site}}
                http: {listen: "127.0.0.1:0", tls: %s}
                halls:
                  - id: north
                    name: {zh: 北区政务大厅, en: North Hall}
                    windows:
                      - {id: A03, name: {zh: 窗口, en: Window}}
                """.formatted(data, web)));
    }
}
