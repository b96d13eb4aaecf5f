package io.hallpulse.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Owner;
import io.hallpulse.gateway.ingest.Inbox;
import io.hallpulse.runtime.config.HostPort;
import io.hallpulse.testkit.RawTerminal;
import io.hallpulse.testkit.RetainedMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OWNER = "hallpulse/v1/halls/north/owner";

    @TempDir
    Path scratch;

    @Test
    void hallOfAnotherGateway_isNotTakenUntilThatOneLeaves() throws Exception {
        try (EmbeddedBroker broker = broker(0)) {
            owner(broker, "other1");
            try (Link link = link(broker.port(), false)) {
                await().atMost(PATIENCE)
                        .until(() -> link.fault()
                                .orElse("")
                                .startsWith("owner: hall north is served by gateway other1; stop that"));
                assertThat(RetainedMessage.read(broker.port(), OWNER)).contains("other1");

                owner(broker, "");
                await().atMost(PATIENCE).until(() -> link.fault().isEmpty());
                assertThat(RetainedMessage.read(broker.port(), OWNER)).contains("g7d2");
            }
        }
    }

    @Test
    void takeOver_takesTheHallOnceAndLeavesItToTheNextWhoDoes() throws Exception {
        try (EmbeddedBroker broker = broker(0)) {
            owner(broker, "other1");
            try (Link link = link(broker.port(), true)) {
                await().atMost(PATIENCE).until(() -> link.fault().isEmpty());
                assertThat(RetainedMessage.read(broker.port(), OWNER)).contains("g7d2");

                owner(broker, "other2");
                await().atMost(PATIENCE).until(() -> link.fault().orElse("").contains("served by gateway other2"));
            }
        }
    }

    @Test
    void brokerRestarted_linkComesBackByItselfAndAcksGoOut() throws Exception {
        int port;
        EmbeddedBroker first = broker(0);
        port = first.port();
        try (Link link = link(port, false)) {
            await().atMost(PATIENCE).until(() -> link.fault().isEmpty());
            first.close();
            await().atMost(PATIENCE).until(() -> link.fault().orElse("").startsWith("broker: tcp://127.0.0.1:" + port));
            try (EmbeddedBroker second = broker(port);
                    RawTerminal terminal = RawTerminal.connect(second.port(), "north", "n-03")) {
                await().atMost(PATIENCE).until(() -> link.fault().isEmpty());
                link.acknowledge(new TerminalId("north", "n-03"), "run1", 1, 7);
                terminal.awaitAck("run1", 7);
            }
        }
    }

    private EmbeddedBroker broker(int port) {
        return EmbeddedBroker.start(new HostPort("127.0.0.1", port), scratch, System::nanoTime);
    }

    private static Link link(int port, boolean takeOver) {
        Link link = new Link(
                BrokerAddress.plain(new HostPort("127.0.0.1", port)),
                "g7d2",
                () -> List.of("north"),
                takeOver,
                new Inbox(),
                InstantSource.system(),
                System::nanoTime,
                new Random(1));
        link.start();
        return link;
    }

    private static void owner(EmbeddedBroker broker, String gateway) throws Exception {
        byte[] payload = gateway.isEmpty() ? new byte[0] : Json.write(new Owner(gateway, Instant.now()));
        MqttClient client = new MqttClient("tcp://127.0.0.1:" + broker.port(), "other", new MemoryPersistence());
        client.connect();
        client.publish(OWNER, payload, 1, true);
        client.disconnect();
        client.close();
    }
}
