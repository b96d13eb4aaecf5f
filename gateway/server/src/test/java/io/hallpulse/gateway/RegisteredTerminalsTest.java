package io.hallpulse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.store.AuditReader;
import io.hallpulse.runtime.config.ConfigFile;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A listener without TLS, on loopback, that lets in the terminals of the register alone: by client id, since there is nothing else. */
class RegisteredTerminalsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int NOT_AUTHORIZED = 135;

    @TempDir
    private Path data = Path.of("");

    @Test
    void plainListener_letsInWhoIsRegistered_andSaysWhyNobodyElseIs() throws Exception {
        try (Gateway gateway = Gateway.start(
                config(),
                false,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                Clock.systemUTC(),
                System::nanoTime)) {
            await().atMost(PATIENCE).until(gateway::ready);
            Actor by = new Actor("li.na", "technician");
            TerminalId n3 = new TerminalId("north", "n-03");
            KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(new ECGenParameterSpec("secp256r1"));
            assertRefused(gateway, "north/n-03", "north/n-03 is not registered; enrol it, or set terminals: open");

            gateway.certificates().issueTerminal(by, n3, keys.generateKeyPair().getPublic());
            MqttClient terminal = client(gateway, "north/n-03");
            try {
                terminal.connect();
                assertThat(terminal.isConnected()).isTrue();
                assertRefused(gateway, "north/n-04", "north/n-04 is not registered");
                assertRefused(gateway, "hello", "its client id is not hall/terminal");

                gateway.certificates().revoke(by, n3);
                await().atMost(PATIENCE).until(() -> !terminal.isConnected());
            } finally {
                terminal.close(true);
            }
            assertRefused(gateway, "north/n-03", "north/n-03 is not registered");
        }
    }

    private static MqttClient client(Gateway gateway, String id) throws MqttException {
        return new MqttClient("tcp://127.0.0.1:" + gateway.brokerPort(), id, new MemoryPersistence());
    }

    private static void assertRefused(Gateway gateway, String id, String why) throws MqttException {
        MqttClient stranger = client(gateway, id);
        try {
            assertThatThrownBy(stranger::connect)
                    .isInstanceOfSatisfying(
                            MqttException.class,
                            e -> assertThat(e.getReasonCode()).isEqualTo(NOT_AUTHORIZED));
        } finally {
            stranger.close(true);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(gateway.reader().audit().newest(AuditReader.Wanted.ALL, 200, 0))
                        .anySatisfy(entry -> {
                            assertThat(entry.change().what()).isEqualTo("client.refuse");
                            assertThat(entry.change().after()).startsWith(why);
                        }));
    }

    private GatewayConfig config() {
        return GatewayConfig.read(new ConfigFile("gateway.yaml", """
                data: %s
                broker: {embedded: {listen: "127.0.0.1:0"}}
                terminals: registered
                http: {listen: "127.0.0.1:0"}
                halls:
                  - id: north
                    name: {zh: 北区政务大厅, en: North Hall}
                    windows:
                      - {id: A03, name: {zh: 窗口, en: Window}}
                """.formatted(data)));
    }
}
