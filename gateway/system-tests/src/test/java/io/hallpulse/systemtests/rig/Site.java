package io.hallpulse.systemtests.rig;

import io.hallpulse.contract.message.Ack;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.systemtests.rig.Rows.Identity;
import io.hallpulse.systemtests.rig.Rows.Row;
import io.hallpulse.testkit.Java;
import io.hallpulse.testkit.Mosquitto;
import io.hallpulse.testkit.Ports;
import io.hallpulse.testkit.Postgres;
import io.hallpulse.testkit.Program;
import io.hallpulse.testkit.SmallDisk;
import io.hallpulse.testkit.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A hall under attack: broker, gateway, terminals, and the networks between them. */
final class Site implements AutoCloseable {
    /** An ack so soon after a start may be of the life before, held up on its way. */
    private static final long LATE_ACKS_MILLIS = 1500;

    private static final int KEPT_MESSAGES = 200;
    private static final String ALL = "topic readwrite hallpulse/#\n";
    private static final String NOTHING = "topic read $SYS/none\n";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /** A message as it passed. */
    record Message(String topic, byte[] payload) {}

    final Path data;
    final SmallDisk gatewayDisk;
    final Supervised gateway;
    final List<RigTerminal> terminals = new ArrayList<>();
    final List<TcpProxy> networks = new ArrayList<>();
    final int brokerPort;
    final @Nullable Mosquitto mosquitto;
    final @Nullable Postgres postgres;
    final TestDatabase database;
    /** Presses messages that passed lately. */
    final Deque<Message> passed = new ConcurrentLinkedDeque<>();

    /** What is found wrong on the way, a line each. */
    final Queue<String> broken = new ConcurrentLinkedQueue<>();

    /** The newest seqs that this life of the gateway acknowledged. */
    private final Map<Identity, String> acked = new ConcurrentHashMap<>();

    final AckTimes ackTimes = new AckTimes();
    private final AtomicInteger unreadableAcks = new AtomicInteger();
    private final AtomicReference<@Nullable Runnable> atNextAck = new AtomicReference<>();
    private final Path accessList;
    final int httpPort = Ports.free();

    /** @param external whether the gateway stands beside Mosquitto and PostgreSQL rather than having both inside */
    Site(Path folder, boolean external, Breakage breakage) {
        accessList = folder.resolve("access");
        allow(true);
        mosquitto = external ? Mosquitto.startWithAccessList(folder, accessList) : null;
        brokerPort = mosquitto == null ? Ports.free() : mosquitto.port();
        data = folder.resolve("gateway");
        gatewayDisk = SmallDisk.mount(data, 64 << 10);
        postgres = external ? Postgres.start() : null;
        database = postgres == null ? TestDatabase.embedded(data) : TestDatabase.on(postgres, data);
        for (int i = 0; i < 3; i++) {
            RigTerminal terminal = new RigTerminal(
                    folder, "t-" + i, i == 2 ? 1 : 2, i == 2, i == 1, brokerPort, breakage, this::passed);
            terminals.add(terminal);
            networks.add(terminal.network);
        }
        String broker = "embedded: {listen: \"127.0.0.1:%d\"}".formatted(brokerPort);
        if (external) {
            TcpProxy network = new TcpProxy(brokerPort, this::passed);
            networks.add(network);
            broker = "url: \"tcp://127.0.0.1:%d\"".formatted(network.port());
        }
        Path config = folder.resolve("gateway.yaml");
        write(config, """
                data: %s
                broker: {%s}
                database: %s
                terminals: open
                http: {listen: "127.0.0.1:%d"}
                halls:
                  - id: north
                    name: {zh: 北区政务大厅, en: North Hall}
                    screen: {minimumRatings: 1, privacyDelay: 0s, publishStep: 1}
                    windows:
                """.formatted(data, broker, database.yaml(), httpPort) + windows());
        List<String> command = breakage.command(
                List.of("-Xmx256m"),
                Java.GATEWAY_JAR,
                "io.hallpulse.gateway.command.GatewayMain",
                "run",
                "--config",
                config.toString());
        gateway = new Supervised(() -> Program.start(folder.resolve("gateway.log"), command));
    }

    private String windows() {
        StringBuilder windows = new StringBuilder();
        for (RigTerminal terminal : terminals) {
            List<String> ids = new ArrayList<>(List.of(terminal.keyboard()));
            for (int i = 0; i < terminal.cables.size(); i++) {
                ids.add(terminal.name + "-" + i);
            }
            ids.forEach(id -> windows.append("      - {id: %s, name: {zh: 窗口, en: Window}}\n".formatted(id)));
        }
        return windows.toString();
    }

    private void heardAck(String topic, byte[] payload) {
        try {
            Ack ack = Json.read(payload, Ack.class);
            String terminal = topic.split("/")[4];
            if (gateway.runsForMillis() > LATE_ACKS_MILLIS && ack.upTo() > 0) {
                acked.put(new Identity(terminal, String.valueOf(ack.run()), ack.upTo()), topic);
            }
            ackTimes.received(terminal, String.valueOf(ack.run()), ack.upTo());
        } catch (UnreadableMessage e) {
            unreadableAcks.incrementAndGet();
        }
    }

    /** How many messages passed on a topic of acks that are none. */
    int unreadableAcks() {
        return unreadableAcks.get();
    }

    /** Whether all runs, and every terminal knows that the gateway has all that it holds. */
    boolean isSettled() {
        return gateway.isAlive() && !scores().isEmpty() && terminals.stream().allMatch(RigTerminal::isSettled);
    }

    /**
     * After the gateway's death, before anything is done to its store: what it acknowledged is in there, or was before it was put back and
     * its terminal has it no more, so that the acknowledgement says only that nothing below is expected.
     */
    void checkAcks(Losses losses) {
        try {
            Set<Identity> stored =
                    Rows.atGateway(database).stream().map(Row::id).collect(Collectors.toSet());
            acked.keySet().stream()
                    .filter(id -> !stored.contains(id) && !losses.wentWithTheStore(id))
                    .forEach(id -> broken.add("acknowledged but not committed: " + id));
        } catch (SQLException e) {
            if (postgres != null) {
                return; // the server is dead too: looked at next time
            }
            // a damaged copy: nothing can be said of it
        }
        acked.clear();
    }

    private void passed(String topic, byte[] payload) {
        if (topic.endsWith("/presses")) {
            passed.add(new Message(topic, payload));
            if (passed.size() > KEPT_MESSAGES) {
                passed.poll();
            }
        } else if (topic.endsWith("/ack")) {
            heardAck(topic, payload);
            Runnable deed = atNextAck.getAndSet(null);
            if (deed != null) {
                deed.run();
            }
        }
    }

    /** Something to do in the very moment of the gateway's next acknowledgement. */
    void atNextAck(Runnable deed) {
        atNextAck.set(deed);
    }

    /** The external broker's access list, in force at once. */
    void allow(boolean allowed) {
        write(accessList, allowed ? ALL : NOTHING);
        if (mosquitto != null && mosquitto.isAlive()) {
            Signals.send(mosquitto.pid(), Signals.HANG_UP);
        }
    }

    void start() {
        gateway.start();
        terminals.forEach(terminal -> terminal.agent.start());
    }

    /** The scores of the hall over all time, as text; empty while nobody answers. */
    String scores() {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + httpPort + "/api/v1/halls/north/scores?period=all"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        terminals.forEach(RigTerminal::close);
        gateway.close();
        networks.forEach(TcpProxy::close);
        if (mosquitto != null) {
            mosquitto.close();
        }
        if (postgres != null) {
            postgres.close();
        }
        gatewayDisk.close();
    }
}
