package io.hallpulse.testkit;

import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.Topics;
import io.hallpulse.contract.message.Ack;
import io.hallpulse.contract.message.Anchor;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.PressesWriter;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.contract.message.Status;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.runtime.config.BrokerUrl;
import io.hallpulse.runtime.config.HostPort;
import io.hallpulse.runtime.mqtt.PatientNetwork;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jspecify.annotations.Nullable;

/** A terminal that says whatever a test wants, and remembers the acks. */
public final class RawTerminal implements AutoCloseable {
    private final TerminalId id;
    private final MqttAsyncClient client;
    private final Map<String, Long> acks = new ConcurrentHashMap<>();
    private final AtomicInteger ackCount = new AtomicInteger();
    private volatile long ackedNanos;

    private RawTerminal(TerminalId id, MqttAsyncClient client) {
        this.id = id;
        this.client = client;
    }

    public static RawTerminal connect(int port, String hall, String terminal) throws MqttException {
        return connect(port, null, hall, terminal);
    }

    /**
     * Connects a terminal, which hears its acks from then on.
     *
     * @param tls by which it shows its certificate, null for a plain connection
     */
    public static RawTerminal connect(int port, @Nullable SSLContext tls, String hall, String terminal)
            throws MqttException {
        TerminalId id = new TerminalId(hall, terminal);
        MqttAsyncClient client = new MqttAsyncClient(
                PatientNetwork.url(new BrokerUrl(tls != null, new HostPort("127.0.0.1", port))),
                id.toString(),
                new MemoryPersistence());
        RawTerminal raw = new RawTerminal(id, client);
        client.setCallback((MessageCallback) (topic, message) -> raw.hear(message));
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(true);
        if (tls != null) {
            options.setSocketFactory(tls.getSocketFactory());
        }
        client.connect(options).waitForCompletion(10_000);
        client.subscribe(Topics.of(id, Topics.Kind.ACK), 1).waitForCompletion(10_000);
        return raw;
    }

    public void presses(String run, long low, Press... presses) throws MqttException {
        presses(run, low, null, presses);
    }

    public void presses(String run, long low, @Nullable Anchor anchor, Press... presses) throws MqttException {
        publish(
                Topics.of(id, Topics.Kind.PRESSES),
                PressesWriter.write(run, "boot-1", low, anchor, List.of(presses), Json.MAX_MESSAGE_BYTES)
                        .bytes());
    }

    public void pressesJson(String json) throws MqttException {
        publish(Topics.of(id, Topics.Kind.PRESSES), json.getBytes(StandardCharsets.UTF_8));
    }

    public void online(String window, long waiting, RunSpan... runs) throws MqttException {
        Status status = new Status(
                1,
                Status.ONLINE,
                "1.0.0",
                "boot-1",
                "synced",
                null,
                "test",
                List.of(runs),
                waiting,
                0L,
                List.of(new Status.InputStatus("panel", window, "ok", null, null, null)),
                1L);
        publish(Topics.of(id, Topics.Kind.STATUS), Json.write(status));
    }

    public void publish(String topic, byte[] payload) throws MqttException {
        publish(topic, payload, false);
    }

    /** Publishes something that stays at the broker, as others than terminals do. */
    public void retain(String topic, byte[] payload) throws MqttException {
        publish(topic, payload, true);
    }

    /** Waits for Paho's callback: whoever waits for its token is woken before the message has left the window. */
    private void publish(String topic, byte[] payload, boolean retained) throws MqttException {
        CompletableFuture<Optional<MqttException>> done = new CompletableFuture<>();
        client.publish(topic, payload, 1, retained, null, new MqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                done.complete(Optional.empty());
            }

            @Override
            public void onFailure(IMqttToken token, Throwable cause) {
                done.complete(Optional.of(cause instanceof MqttException fault ? fault : new MqttException(cause)));
            }
        });
        MqttException late = new MqttException(MqttClientException.REASON_CODE_CLIENT_TIMEOUT);
        Optional<MqttException> fault =
                done.completeOnTimeout(Optional.of(late), 10, TimeUnit.SECONDS).join();
        if (fault.isPresent()) {
            throw fault.get();
        }
    }

    /** The last ack of a run, -1 before the first. */
    public long acked(String run) {
        return acks.getOrDefault(run, -1L);
    }

    /** When the newest ack came, on the scale of {@link System#nanoTime()}. */
    public long ackedNanos() {
        return ackedNanos;
    }

    public int ackCount() {
        return ackCount.get();
    }

    public void awaitAck(String run, long upTo) {
        await("ack " + upTo + " of " + run).until(() -> acked(run) == upTo);
    }

    private void hear(MqttMessage message) throws UnreadableMessage {
        long now = System.nanoTime();
        Ack ack = Json.read(message.getPayload(), Ack.class);
        ackedNanos = now;
        acks.put(Objects.requireNonNull(ack.run()), ack.upTo());
        ackCount.incrementAndGet();
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(0, 200, true);
        client.close(true);
    }
}
