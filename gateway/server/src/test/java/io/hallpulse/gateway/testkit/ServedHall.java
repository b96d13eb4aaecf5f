package io.hallpulse.gateway.testkit;

import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.Topics;
import io.hallpulse.contract.config.ConfigFile;
import io.hallpulse.contract.config.HostPort;
import io.hallpulse.contract.message.Anchor;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.PressesWriter;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.contract.message.Status;
import io.hallpulse.gateway.Gateway;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.config.HttpConfig;
import io.hallpulse.gateway.screen.Limits;
import io.hallpulse.gateway.screen.ScreenServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * A whole gateway with one hall, {@code north}, whose windows are W1, W2 ...; its presses come over MQTT from a terminal that this
 * class plays. The hall's zone is one where it is about noon, so that no test runs into midnight.
 */
public final class ServedHall implements AutoCloseable {
    private static final TerminalId TERMINAL = new TerminalId("north", "n-01");
    private static final String RUN = "k3f9c2abq7";
    private static final String BOOT = "9f1c0d2a7b3e4455";

    private final Gateway gateway;
    private final GatewayConfig config;
    private final PrometheusMeterRegistry meters;
    private final MqttClient terminal;
    private final int port;
    private ScreenServer server;
    private final Instant begun = Instant.now();
    private long next = 1;

    private ServedHall(
            Gateway gateway,
            GatewayConfig config,
            PrometheusMeterRegistry meters,
            ScreenServer server,
            MqttClient terminal) {
        this.gateway = gateway;
        this.config = config;
        this.meters = meters;
        this.server = server;
        this.port = server.port();
        this.terminal = terminal;
    }

    /**
     * Starts broker, store, scoreboard and pages on free ports.
     *
     * @param screen the hall's screen settings in YAML
     * @param moreHalls ids of further halls, of one window each
     */
    public static ServedHall start(Path data, int windows, String screen, Limits limits, String... moreHalls)
            throws Exception {
        GatewayConfig config =
                GatewayConfig.read(new ConfigFile("gateway.yaml", yaml(data, windows, screen, moreHalls)));
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Gateway gateway = Gateway.start(config, false);
        await().atMost(Duration.ofSeconds(30)).until(gateway::ready); // until then nobody takes the presses
        ScreenServer server = serve(config, gateway, meters, limits);
        MqttClient terminal =
                new MqttClient("tcp://127.0.0.1:" + gateway.brokerPort(), TERMINAL.toString(), new MemoryPersistence());
        terminal.connect();
        return new ServedHall(gateway, config, meters, server, terminal);
    }

    private static ScreenServer serve(
            GatewayConfig config, Gateway gateway, PrometheusMeterRegistry meters, Limits limits) throws IOException {
        return ScreenServer.start(config, gateway.scoreboard(), gateway::notReady, meters, limits);
    }

    private static String yaml(Path data, int windows, String screen, String... moreHalls) {
        String yaml = """
                data: %s
                broker: {embedded: {listen: "127.0.0.1:0"}}
                terminals: open
                http: {listen: "127.0.0.1:0"}
                halls:
                  - id: north
                    name: {zh: 北区政务大厅, en: North Hall}
                    timeZone: %s
                    screen: %s
                    windows:
                %s
                """.formatted(
                        data,
                        noon(),
                        screen,
                        IntStream.rangeClosed(1, windows)
                                .mapToObj(i -> "      - {id: W%d, name: {zh: 综合受理 %d, en: General counter %d}}"
                                        .formatted(i, i, i))
                                .collect(Collectors.joining("\n")));
        StringBuilder more = new StringBuilder(yaml);
        for (String hall : moreHalls) {
            more.append("""
                      - id: %1$s
                        name: {zh: %1$s 政务大厅, en: Hall %1$s}
                        windows: [{id: W1, name: {zh: 综合受理, en: General counter}}]
                    """.formatted(hall));
        }
        return more.toString();
    }

    private static String noon() {
        int offset = 12 - Instant.now().atOffset(ZoneOffset.UTC).getHour();
        return offset == 0 ? "Etc/GMT" : "Etc/GMT%+d".formatted(-offset); // POSIX signs: west is positive
    }

    public URI uri(String path) {
        return URI.create(server.address()).resolve(path);
    }

    public int port() {
        return port;
    }

    /** One rating of each level, in that order, in one message. */
    public void press(String window, int... levels) throws MqttException {
        long first = next;
        Instant now = Instant.now();
        long mono = 1000 + Duration.between(begun, now).toMillis();
        List<Press> presses = IntStream.range(0, levels.length)
                .mapToObj(i -> Press.rating(first + i, window, "panel", "k", levels[i], now, mono))
                .toList();
        next += levels.length;
        byte[] message = PressesWriter.write(RUN, BOOT, 1, new Anchor(mono, now), presses, Json.MAX_MESSAGE_BYTES)
                .bytes();
        terminal.publish(Topics.of(TERMINAL, Topics.Kind.PRESSES), message, 1, false);
    }

    /** The terminal's status: it serves that window. */
    public void status(String window) throws MqttException {
        Status status = new Status(
                Json.VERSION,
                Status.ONLINE,
                "1.0.0",
                BOOT,
                "synced",
                null,
                "test",
                List.of(new RunSpan(RUN, 1, next)),
                0L,
                0L,
                List.of(new Status.InputStatus("panel", window, "ok", null, null, null)),
                1L);
        terminal.publish(Topics.of(TERMINAL, Topics.Kind.STATUS), Json.write(status), 1, true);
    }

    public double meter(String name) {
        return meters.get(name).counter().count();
    }

    /** Takes the pages away; screens lose their stream. */
    public void stopServing() {
        server.close();
    }

    /** Serves again, at the same address. */
    public void serveAgain() throws IOException {
        server = serve(
                atSameAddress(), gateway, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), Limits.SMALL_BOX);
    }

    /** Tries to serve a second time at the same address. */
    public void serveBeside() throws IOException {
        serve(atSameAddress(), gateway, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), Limits.SMALL_BOX)
                .close();
    }

    private GatewayConfig atSameAddress() {
        return new GatewayConfig(
                config.data(),
                config.gateway(),
                config.broker(),
                config.database(),
                config.terminals(),
                config.clock(),
                new HttpConfig(new HostPort("127.0.0.1", port), null, null, false),
                config.halls());
    }

    @Override
    public void close() throws Exception {
        terminal.disconnectForcibly(0, 0, false);
        terminal.close(true);
        server.close();
        gateway.close();
    }
}
