package io.hallpulse.agent.uplink;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.config.BrokerUrl;
import io.hallpulse.contract.config.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MqttLinkTest {
    private static final int ATTEMPTS = 20;

    @Test
    void connect_toABrokerThatAcceptsAndResets_leavesNoThreadBehind() throws Exception {
        try (ServerSocket broker = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread accepting = new Thread(() -> resetAll(broker));
            accepting.setDaemon(true);
            accepting.start();
            MqttLink.Target target = new MqttLink.Target(
                    new BrokerUrl(false, new HostPort("127.0.0.1", broker.getLocalPort())),
                    "north/n-03",
                    null,
                    null,
                    null,
                    "status",
                    new byte[] {1});
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
