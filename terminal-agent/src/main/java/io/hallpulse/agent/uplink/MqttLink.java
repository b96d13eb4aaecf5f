package io.hallpulse.agent.uplink;

import io.hallpulse.contract.message.Json;
import io.hallpulse.runtime.config.BrokerUrl;
import io.hallpulse.runtime.mqtt.ConnectionFault;
import io.hallpulse.runtime.mqtt.PatientNetwork;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the broker: a client object of its own, clean start, nothing persisted by the client. Its callbacks only hand
 * over. Every wait is bounded, since the client itself may wait for ever for a broker that never answers. For one thread.
 */
final class MqttLink implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MqttLink.class);
    private static final Duration REPLY_WITHIN = Duration.ofSeconds(10);
    /** A gateway that came back shakes hands with every terminal of its halls: who gives up before its turn makes it do that again. */
    private static final Duration HANDSHAKE_WITHIN = Duration.ofSeconds(30);

    private static final Duration DISCONNECT_WITHIN = Duration.ofSeconds(1);
    private static final int KEEP_ALIVE_SECONDS = 30;
    /** What MQTT adds to a payload at most: header, packet id, properties; the topic comes on top. */
    private static final int OVERHEAD_BYTES = 64;

    private static final int FIRST_FAILURE_REASON = 128;
    /** The reason of a broker that ends a connection because a message is too large for it. */
    private static final int PACKET_TOO_LARGE = 149;

    private final long number;
    private final Consumer<LinkEvent> events;
    private final MqttAsyncClient client;
    private int maxPacketBytes = Integer.MAX_VALUE;

    private MqttLink(long number, BrokerUrl url, String clientId, Consumer<LinkEvent> events) throws MqttException {
        this.number = number;
        this.events = events;
        this.client = new MqttAsyncClient(PatientNetwork.url(url), clientId, new MemoryPersistence());
    }

    /** What a connection is made with. */
    record Target(
            BrokerUrl url,
            String clientId,
            @Nullable SSLSocketFactory tls,
            @Nullable String user,
            @Nullable String password,
            String willTopic,
            byte[] will) {}

    /**
     * Connects.
     *
     * @param number of this connection, which its events carry
     * @throws LinkDown where that fails, or takes longer than 10 s, 30 s over TLS
     */
    static MqttLink connect(long number, Target target, Consumer<LinkEvent> events) throws LinkDown {
        MqttLink link = null;
        try {
            link = new MqttLink(number, target.url(), target.clientId(), events);
            link.client.setCallback(link.new Callbacks());
            IMqttToken token = link.client.connect(options(target));
            token.waitForCompletion(patience(target).toMillis());
            MqttProperties answer = token.getResponseProperties();
            Long limit = answer == null ? null : answer.getMaximumPacketSize();
            if (limit != null && limit > 0) {
                link.maxPacketBytes = (int) Math.min(limit, Integer.MAX_VALUE);
            }
            return link;
        } catch (MqttException e) {
            if (link != null) {
                link.close();
            }
            throw new LinkDown(target.url() + ": " + ConnectionFault.oneLine(e));
        }
    }

    private static Duration patience(Target target) {
        return target.tls() == null ? REPLY_WITHIN : HANDSHAKE_WITHIN;
    }

    private static MqttConnectionOptions options(Target target) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(true);
        options.setAutomaticReconnect(false);
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        options.setConnectionTimeout((int) patience(target).toSeconds());
        options.setMaximumPacketSize((long) Json.MAX_PACKET_BYTES);
        options.setWill(target.willTopic(), new MqttMessage(target.will(), 1, true, null));
        if (target.tls() != null) {
            options.setSocketFactory(target.tls());
        }
        if (target.user() != null) {
            options.setUserName(target.user());
        }
        if (target.password() != null) {
            options.setPassword(target.password().getBytes(StandardCharsets.UTF_8));
        }
        return options;
    }

    /**
     * Subscribes at QoS 1 and waits for the broker's word.
     *
     * @param needed topics without which the connection is of no use
     * @param further topics without which presses go on
     * @return one line for each of the further ones that the broker refuses
     */
    List<String> subscribe(List<String> needed, List<String> further) throws LinkDown {
        List<String> topics = Stream.concat(needed.stream(), further.stream()).toList();
        List<String> refused = new ArrayList<>();
        try {
            MqttSubscription[] wanted =
                    topics.stream().map(topic -> new MqttSubscription(topic, 1)).toArray(MqttSubscription[]::new);
            IMqttToken token = client.subscribe(wanted);
            token.waitForCompletion(REPLY_WITHIN.toMillis());
            int[] reasons = token.getReasonCodes();
            for (int i = 0; reasons != null && i < reasons.length; i++) {
                if (reasons[i] >= FIRST_FAILURE_REASON) {
                    String line = "the broker refuses to let us read " + topics.get(Math.min(i, topics.size() - 1))
                            + " (reason " + reasons[i] + "); mend its access list";
                    if (i < needed.size()) {
                        throw new LinkDown(line);
                    }
                    refused.add(line);
                }
            }
            return refused;
        } catch (MqttException e) {
            throw new LinkDown("subscribing failed: " + ConnectionFault.oneLine(e));
        }
    }

    /** The most bytes of a message to that topic. */
    int payloadBytes(String topic) {
        return maxPacketBytes - OVERHEAD_BYTES - topic.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Hands presses to the client, QoS 1; what became of them comes as an event. */
    void publish(String topic, byte[] payload, SendSchedule.Batch batch) throws LinkDown {
        publish(topic, payload, false, batch);
    }

    /** As {@link #publish(String, byte[], SendSchedule.Batch)}, something that stays at the broker. */
    void retain(String topic, byte[] payload) throws LinkDown {
        publish(topic, payload, true, null);
    }

    private void publish(String topic, byte[] payload, boolean retained, SendSchedule.@Nullable Batch batch)
            throws LinkDown {
        try {
            client.publish(topic, new MqttMessage(payload, 1, retained, null), null, new MqttActionListener() {
                @Override
                public void onSuccess(IMqttToken token) {
                    int[] reasons = token.getReasonCodes();
                    int reason = reasons == null || reasons.length == 0 ? 0 : reasons[0];
                    events.accept(new LinkEvent.Published(number, topic, reason, payload.length, batch));
                }

                @Override
                public void onFailure(IMqttToken token, Throwable e) {
                    events.accept(
                            new LinkEvent.Lost(number, "a message could not be sent: " + ConnectionFault.oneLine(e)));
                }
            });
        } catch (MqttException e) {
            throw new LinkDown("a message could not be sent: " + ConnectionFault.oneLine(e));
        }
    }

    /** Publishes a last message, waits a second for it, and disconnects, so that the will is not sent. */
    void disconnect(String topic, byte[] payload) {
        try {
            client.publish(topic, new MqttMessage(payload, 1, true, null))
                    .waitForCompletion(DISCONNECT_WITHIN.toMillis());
            client.disconnect().waitForCompletion(DISCONNECT_WITHIN.toMillis());
        } catch (MqttException e) {
            log.info("the broker did not hear our goodbye: {}", ConnectionFault.oneLine(e));
        }
    }

    @Override
    public void close() {
        try {
            client.disconnectForcibly(0, 0, false);
        } catch (MqttException e) {
            log.debug("the connection was down before it was closed: {}", ConnectionFault.oneLine(e));
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            log.debug("the MQTT client did not close: {}", ConnectionFault.oneLine(e));
        }
    }

    /** On the client's threads: nothing here may wait or throw. */
    private final class Callbacks implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            events.accept(new LinkEvent.Arrived(number, topic, message.getPayload()));
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            if (response.getReturnCode() == MqttReturnCode.RETURN_CODE_SESSION_TAKEN_OVER) {
                events.accept(new LinkEvent.TakenOver(number));
                return;
            }
            if (response.getReturnCode() == PACKET_TOO_LARGE) {
                events.accept(new LinkEvent.EndedByLargeMessage(number));
                return;
            }
            events.accept(new LinkEvent.Lost(number, ConnectionFault.oneLine(response)));
        }

        @Override
        public void mqttErrorOccurred(MqttException e) {
            events.accept(new LinkEvent.Lost(number, ConnectionFault.oneLine(e)));
        }

        @Override
        public void deliveryComplete(IMqttToken token) {
            // each publish has a listener of its own
        }

        @Override
        public void connectComplete(boolean reconnect, String uri) {
            // connect() waits for it
        }

        @Override
        public void authPacketArrived(int reason, MqttProperties properties) {
            // we offer no enhanced authentication
        }
    }
}
