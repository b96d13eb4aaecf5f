package io.hallpulse.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hallpulse.runtime.config.BrokerUrl;
import io.hallpulse.runtime.config.HostPort;
import io.hallpulse.testkit.Mosquitto;
import io.hallpulse.testkit.PlayedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MqttLinkTest {
    private static final int ATTEMPTS = 20;

    @Test
    void connect_toABrokerThatAcceptsAndResets_leavesNoThreadBehind() throws Exception {
        try (ServerSocket broker = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread accepting = new Thread(() -> resetAll(broker));
            accepting.setDaemon(true);
            accepting.start();
            MqttLink.Target target = target(broker.getLocalPort(), null);
            for (int i = 0; i < ATTEMPTS; i++) {
                int number = i;
                assertThatThrownBy(() -> MqttLink.connect(number, target, event -> {}))
                        .isInstanceOf(LinkDown.class);
            }
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> Thread.getAllStackTraces().keySet().stream()
                            .noneMatch(thread -> thread.getName().contains("north/n-03")));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20020001                       | it does not speak MQTT 5, perhaps 3.1.1 alone; use a broker that does",
                "2003008400                     | it does not speak MQTT 5, perhaps 3.1.1 alone",
                "15030100020246                 | it speaks TLS on this port, and we do not; write ssl:// in the url",
                "485454502f312e3120343030       | a web server (HTTP) listens there, no MQTT broker; write the broker's port",
                "5353482d322e30                 | what listens there is no MQTT broker, it begins with the bytes",
                "''                             | it closed the connection without an answer; is it an MQTT 5 broker",
                "2003008600                     | it knows no such user or another password; correct 'user' and 'passwordFile'",
                "2003008700                     | it does not let us in; write or correct 'user' and 'passwordFile'",
            })
    void connect_toAWrongServer_saysWhatItIsAndTheMend(String answer, String words) throws Exception {
        try (PlayedServer server = new PlayedServer(PlayedServer.CONNECT, answer)) {
            assertThatThrownBy(() -> MqttLink.connect(1, target(server.port(), null), event -> {}))
                    .isInstanceOf(LinkDown.class)
                    .hasMessageStartingWith("tcp://127.0.0.1:" + server.port() + ": " + words)
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void connect_byTlsToAPlainPort_saysSo() throws Exception {
        SSLSocketFactory tls = SSLContext.getDefault().getSocketFactory();
        try (PlayedServer server = new PlayedServer(PlayedServer.CONNECT, "485454502f312e3120343030")) {
            assertThatThrownBy(() -> MqttLink.connect(1, target(server.port(), tls), event -> {}))
                    .isInstanceOf(LinkDown.class)
                    .hasMessageContaining("it does not answer in TLS")
                    .hasMessageContaining("tcp:// where it has none");
        }
    }

    @Test
    void connect_toAMosquittoThatWantsAPassword_saysSoAndConnectsWithOne(@TempDir Path folder) throws Exception {
        Path passwords = folder.resolve("passwords");
        Process made =
                new ProcessBuilder("mosquitto_passwd", "-b", "-c", passwords.toString(), "hall", "secret").start();
        assertThat(made.waitFor()).isZero();
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-r--r--"));
        String config = "allow_anonymous false\npassword_file " + passwords;
        try (Mosquitto broker = Mosquitto.start(folder, config)) {
            BrokerUrl url = BrokerUrl.parse(broker.url());
            assertThatThrownBy(() -> MqttLink.connect(1, target(url, null, null, null), event -> {}))
                    .isInstanceOf(LinkDown.class)
                    .hasMessageContaining("'user' and 'passwordFile' beside the url");
            MqttLink.connect(2, target(url, null, "hall", "secret"), event -> {})
                    .close();
        }
    }

    @Test
    void connect_toAnUnknownMachineWithAnUnderscore_looksForIt() {
        BrokerUrl url = BrokerUrl.parse("tcp://no_such_machine.invalid:1883");
        assertThatThrownBy(() -> MqttLink.connect(1, target(url, null, null, null), event -> {}))
                .isInstanceOf(LinkDown.class)
                .hasMessageContaining("no machine is known by the name no_such_machine.invalid");
    }

    private static MqttLink.Target target(int port, @Nullable SSLSocketFactory tls) {
        return target(new BrokerUrl(tls != null, new HostPort("127.0.0.1", port)), tls, null, null);
    }

    private static MqttLink.Target target(
            BrokerUrl url, @Nullable SSLSocketFactory tls, @Nullable String user, @Nullable String password) {
        return new MqttLink.Target(url, "north/n-03", tls, user, password, "status", new byte[] {1});
    }

    private static void resetAll(ServerSocket broker) {
        while (!broker.isClosed()) {
            try (Socket client = broker.accept()) {
                client.setSoLinger(true, 0);
            } catch (IOException e) {
                // closed with the test
            }
        }
    }
}
