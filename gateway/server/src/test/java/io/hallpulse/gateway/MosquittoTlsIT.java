package io.hallpulse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.Topics;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.account.Fleet;
import io.hallpulse.gateway.ca.Certificates;
import io.hallpulse.gateway.ca.SiteCa;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.runtime.config.ConfigFile;
import io.hallpulse.runtime.program.OperationFailed;
import io.hallpulse.testkit.FileWatch;
import io.hallpulse.testkit.MessageCallback;
import io.hallpulse.testkit.Mosquitto;
import io.hallpulse.testkit.Ports;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's Mosquitto by the files that a gateway writes for it, as its own user where the tests run as root. */
class MosquittoTlsIT {
    private static final Actor BY = new Actor("li.na", "technician");
    private static final TerminalId N3 = new TerminalId("north", "n-03");
    private static final TerminalId N4 = new TerminalId("north", "n-04");
    private static final int NOT_AUTHORIZED = 135;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder = Path.of("");

    private final int port = Ports.free();
    private Duration ahead = Duration.ZERO;
    private final InstantSource clock = () -> Clock.systemUTC().instant().plus(ahead);
    private Path rules;
    private Mosquitto broker;
    private FileWatch unit;
    private Gateway gateway;
    private TlsClients clients;

    @BeforeEach
    void start() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        rules = folder.resolve("rules");
        Files.createDirectories(folder.resolve("data"));
        Upkeep.mosquitto(config(), new MosquittoRequest("root", rules.toString()));
        broker = Mosquitto.startFor(folder, rules, port);
        unit = FileWatch.start(rules, "version", broker::reload);
        gateway = Gateway.start(config(), false, new SimpleMeterRegistry(), clock, System::nanoTime);
        clients = new TlsClients(gateway.certificates(), port);
        await().atMost(PATIENCE).until(gateway::ready);
    }

    @AfterEach
    void stop() throws Exception {
        clients.close();
        gateway.close();
        unit.close();
        broker.close();
    }

    @Test
    void terminal_withItsCertificate_hasItsOwnTopicsAlone() throws Exception {
        TlsClients.Issued n3 = registered(N3);
        TlsClients.Issued n4 = registered(N4);
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        MqttAsyncClient client = clients.connect(n3.tls(), "north/n-03");
        MqttAsyncClient neighbour = clients.connect(n4.tls(), "north/n-04");
        client.setCallback((MessageCallback) (topic, message) -> heard.add(topic));

        for (String filter : List.of(Topics.of(N4, Topics.Kind.STATUS), "hallpulse/v1/terminals/#", "#")) {
            TlsClients.subscribe(client, filter);
        }
        assertThat(TlsClients.publish(neighbour, Topics.of(N4, Topics.Kind.STATUS)))
                .isLessThan(128);
        assertThat(TlsClients.publish(client, Topics.of(N3, Topics.Kind.STATUS)))
                .isLessThan(128);
        assertThat(TlsClients.publish(client, Topics.of(N4, Topics.Kind.PRESSES)))
                .isEqualTo(NOT_AUTHORIZED);
        assertThat(TlsClients.publish(client, Topics.of(N3, Topics.Kind.ACK))).isEqualTo(NOT_AUTHORIZED);
        assertThat(TlsClients.publish(client, Topics.owner("north"))).isEqualTo(NOT_AUTHORIZED);

        await().atMost(PATIENCE).until(() -> heard.contains(Topics.owner("north")));
        assertThat(heard)
                .allSatisfy(topic -> assertThat(topic)
                        .matches("hallpulse/v1/(halls/north/owner|scores/.*|terminals/north/n-03/(ack|command))"));
    }

    @Test
    void client_hasTheNameOfItsCertificate_whateverItSays() throws Exception {
        TlsClients.Issued n3 = registered(N3);
        MqttConnectionOptions will = new MqttConnectionOptions();
        will.setWill(Topics.of(N4, Topics.Kind.STATUS), status());
        MqttAsyncClient playing = clients.connect(n3.tls(), "gateway/" + gateway.id(), will);

        assertThat(TlsClients.publish(playing, Topics.of(N3, Topics.Kind.ACK))).isEqualTo(NOT_AUTHORIZED);
        MqttAsyncClient again = clients.connect(n3.tls(), "north/n-04");
        await().atMost(PATIENCE).until(() -> !playing.isConnected());
        assertThat(TlsClients.publish(again, Topics.of(N4, Topics.Kind.STATUS))).isEqualTo(NOT_AUTHORIZED);
        assertThat(gateway.ready()).isTrue();
        again.publish(Topics.of(N3, Topics.Kind.STATUS), status()).waitForCompletion(PATIENCE.toMillis());
        await().atMost(PATIENCE).until(() -> knows(N3));
        assertThat(knows(N4)).as("a will on another's topic").isFalse();
    }

    @Test
    void client_withoutACertificateOfTheRegister_isRefused_andTheBrokerSaysWhyInALine() throws Exception {
        MqttConnectionOptions password = new MqttConnectionOptions();
        password.setUserName("n-03");
        password.setPassword("secret".getBytes(StandardCharsets.UTF_8));
        assertRefused(clients.anonymous(), password, "peer did not return a certificate");

        SiteCa other = SiteCa.open(folder.resolve("other"), null, clock, new SecureRandom());
        KeyPair key = TlsClients.key();
        try (Store store = Store.open(folder.resolve("elsewhere"));
                StoreWriter writer = store.writer()) {
            Certificates theirs = Certificates.open(other, writer, clock);
            assertRefused(
                    clients.tls(key, Certificates.certificate(theirs.sign(N3, key.getPublic()))),
                    new MqttConnectionOptions(),
                    "certificate verify failed");
        }
        ahead = Duration.ofDays(-900);
        TlsClients.Issued past = clients.issued(N3);
        ahead = Duration.ZERO;
        assertRefused(past.tls(), new MqttConnectionOptions(), "certificate verify failed");

        KeyPair unknown = TlsClients.key();
        MqttAsyncClient signed = clients.connect(
                clients.tls(
                        unknown, Certificates.certificate(gateway.certificates().sign(N4, unknown.getPublic()))),
                "north/n-04");
        assertThat(TlsClients.publish(signed, Topics.of(N4, Topics.Kind.PRESSES)))
                .as("signed, and never registered")
                .isEqualTo(NOT_AUTHORIZED);
    }

    @Test
    void revoked_endsTheOpenConnection_andIsLetInNoMore_norByAResumedSession() throws Exception {
        TlsClients.Issued n3 = registered(N3);
        TlsClients.Issued n4 = registered(N4);
        OpenSslClient openssl =
                new OpenSslClient(folder, port, gateway.certificates().authority());
        openssl.remember(n3);
        String before = openssl.resume(n3);
        assertThat(before).contains("Reused, TLSv1.3");
        assertThat(OpenSslClient.reason(before)).hasValue(0);
        MqttAsyncClient client = clients.connect(n3.tls(), "north/n-03");
        MqttAsyncClient neighbour = clients.connect(n4.tls(), "north/n-04");

        gateway.certificates().revoke(BY, N3);

        await().atMost(PATIENCE).until(() -> !client.isConnected());
        assertRefused(n3.tls(), new MqttConnectionOptions(), "certificate verify failed");
        String after = openssl.resume(n3);
        assertThat(after).as("the session counts for nothing").contains("New, TLSv1.3", "revoked");
        assertThat(OpenSslClient.reason(after)).isEmpty();
        assertThat(neighbour.isConnected()).isTrue();
        assertThat(gateway.ready()).isTrue();

        TlsClients.Issued back = registered(N3);
        MqttAsyncClient anew = clients.connect(back.tls(), "north/n-03");
        assertThat(TlsClients.publish(anew, Topics.of(N3, Topics.Kind.STATUS))).isLessThan(128);
    }

    @Test
    void brokersCertificateRenewed_isShownToNewConnections_andNoneEnds() throws Exception {
        TlsClients.Issued n3 = registered(N3);
        MqttAsyncClient client = clients.connect(n3.tls(), "north/n-03");
        OpenSslClient openssl =
                new OpenSslClient(folder, port, gateway.certificates().authority());
        String before = openssl.shown(n3);

        gateway.ownCertificates().renew();

        await().atMost(PATIENCE).until(() -> !openssl.shown(n3).equals(before));
        assertThat(client.isConnected()).isTrue();
        await().atMost(PATIENCE).until(gateway::ready);
    }

    @Test
    void brokerThatIsNotTold_isNoticedAndToldAgain() throws Exception {
        unit.close();
        TlsClients.Issued n3 = clients.issued(N3);
        MqttAsyncClient client = clients.connect(n3.tls(), "north/n-03");
        assertThat(TlsClients.publish(client, Topics.of(N3, Topics.Kind.STATUS)))
                .as("its lines are written, and not read")
                .isEqualTo(NOT_AUTHORIZED);

        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        unit = FileWatch.start(rules, "version", () -> told.add("version"));
        assertThat(told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("version");
        broker.reload();
        await().atMost(PATIENCE).until(() -> TlsClients.publish(client, Topics.of(N3, Topics.Kind.STATUS)) < 128);
    }

    @Test
    void folder_isForMosquittosGroup_andAnotherBrokerIsRefusedInALine() throws Exception {
        for (String name : List.of("server.key", "acl", "revoked.crl", "mosquitto.conf")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rules.resolve(name))))
                    .as(name)
                    .isEqualTo("rw-r-----");
        }
        assertThat(Files.readString(rules.resolve("acl"))).doesNotContain("pattern ");
        GatewayConfig embedded =
                GatewayConfig.read(new ConfigFile("gateway.yaml", """
                data: %s
                halls: [{id: north, name: {zh: 北区政务大厅, en: North Hall}, windows: [{id: A03, name: {zh: 窗口, en: Window}}]}]
                """.formatted(folder.resolve("data"))));
        assertThatThrownBy(() -> Upkeep.mosquitto(embedded, new MosquittoRequest("root", rules.toString())))
                .isInstanceOf(OperationFailed.class)
                .hasMessage(
                        "broker: no Mosquitto goes by the site CA here; write {url: ssl://HOST:8883} without an identity");
    }

    /** A certificate whose lines the broker has read. */
    private TlsClients.Issued registered(TerminalId terminal) throws Exception {
        TlsClients.Issued issued = clients.issued(terminal);
        MqttAsyncClient client = clients.connect(issued.tls(), terminal.toString());
        await().atMost(PATIENCE).until(() -> TlsClients.publish(client, Topics.of(terminal, Topics.Kind.STATUS)) < 128);
        client.disconnect().waitForCompletion(PATIENCE.toMillis());
        return issued;
    }

    private boolean knows(TerminalId terminal) {
        return Fleet.one(gateway.reader().account(), clock.instant(), terminal).isPresent();
    }

    private static MqttMessage status() {
        byte[] offline = "{\"v\":1,\"state\":\"offline\",\"runs\":[]}".getBytes(StandardCharsets.UTF_8);
        return new MqttMessage(offline, 1, false, null);
    }

    private void assertRefused(SSLContext tls, MqttConnectionOptions options, String line) {
        int before = broker.log().length();
        assertThatThrownBy(() -> clients.connect(tls, "north/n-03", options)).isInstanceOf(MqttException.class);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(broker.log().substring(before).lines()).anyMatch(said -> said.contains(line)));
    }

    private GatewayConfig config() {
        return GatewayConfig.read(new ConfigFile("gateway.yaml", """
                data: %s
                broker: {url: "ssl://127.0.0.1:%d"}
                http: {listen: "127.0.0.1:0"}
                halls:
                  - id: north
                    name: {zh: 北区政务大厅, en: North Hall}
                    windows:
                      - {id: A03, name: {zh: 窗口, en: Window}}
                """.formatted(folder.resolve("data"), port)));
    }
}
