package io.hallpulse.gateway.broker;

import static io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType.RECEIVE_MAXIMUM;

import io.hallpulse.runtime.log.DistinctLog;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttReasonCodes.Disconnect;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state that the guards of all clients share: the limits, what waits in the broker, and which topics keep a message. Any thread. */
final class ClientGuards {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private final BrokerLimits limits;
    private final Admission admission;
    private final String password;
    private final LongSupplier nanos;
    private final DistinctLog faults;
    private final AtomicLong pending = new AtomicLong();
    private final LongSupplier queuedBytes;
    private final RetainedTopics retained;
    private final Map<String, Integer> clientsByAddress = new ConcurrentHashMap<>();
    private final Set<String> ownIds = ConcurrentHashMap.newKeySet();
    private final Set<ClientGuard> connected = ConcurrentHashMap.newKeySet();

    /**
     * Guards of one broker.
     *
     * @param admission who may connect
     * @param password that the gateway's own connections show where they are plain; they have no limits
     * @param queuedBytes what Artemis's queues hold by its own account. It drops by that account too, but not where the queue is a
     *     wildcard's, as the gateway's are: such a queue counts 72 bytes for a message of any size, and took in a gigabyte
     * @param nanos a clock that never steps
     */
    ClientGuards(
            BrokerLimits limits, Admission admission, String password, LongSupplier queuedBytes, LongSupplier nanos) {
        this.queuedBytes = queuedBytes;
        this.limits = limits;
        this.admission = admission;
        this.password = password;
        this.nanos = nanos;
        this.faults = new DistinctLog(LOG, nanos);
        this.retained = new RetainedTopics(limits.retained(), limits.retainedBytes());
    }

    BrokerLimits limits() {
        return limits;
    }

    long nanos() {
        return nanos.getAsLong();
    }

    boolean isOwn(MqttConnectPayload payload) {
        byte[] shown = payload.passwordInBytes();
        return shown != null && MessageDigest.isEqual(shown, password.getBytes(StandardCharsets.UTF_8));
    }

    /** The gateway's own client ids, once it has connected with them. */
    void own(String clientId) {
        ownIds.add(clientId);
    }

    /** Whether a client id is one of the gateway's own, which would end its connection. */
    boolean isOwnId(String clientId) {
        return ownIds.contains(clientId);
    }

    /** Whether Artemis's queue of that name is a subscription of the gateway's own, or keeps a message. */
    boolean isOwnQueue(String name) {
        return name.startsWith("$") || ownIds.stream().anyMatch(id -> name.startsWith(id + "."));
    }

    /** Whether one more client may connect from an address; {@link #left} follows where it may. */
    boolean admits(String address) {
        if (clientsByAddress.merge(address, 1, Integer::sum) <= limits.clientsPerAddress()) {
            return true;
        }
        left(address);
        return false;
    }

    /** A client of that address, which was admitted, has ended. */
    void left(String address) {
        clientsByAddress.computeIfPresent(address, (key, clients) -> clients > 1 ? clients - 1 : null);
    }

    void pending(int bytes) {
        pending.addAndGet(bytes);
    }

    /** Whether so much waits that no client is read from until some of it is handled. */
    boolean areBehind() {
        return pending.get() > limits.allPendingBytes()
                || queuedBytes.getAsLong() - retained.bytes() > limits.queuedBytes();
    }

    /** Says a fault of some client at once, and counts it from then on. */
    DistinctLog faults() {
        return faults;
    }

    Admission admission() {
        return admission;
    }

    void connected(ClientGuard client) {
        connected.add(client);
    }

    void ended(ClientGuard client) {
        connected.remove(client);
    }

    /** Has each client judged again, which ends the connection of one that may no longer be there. */
    void judgeAgain() {
        connected.forEach(ClientGuard::judgeAgain);
    }

    void refused(String host, Refusal refusal) {
        if (refusal.code() == Disconnect.NOT_AUTHORIZED) {
            refused(host, refusal.why());
        } else {
            faults.fault("the MQTT client at " + host + " is refused: " + refusal.why());
        }
    }

    /** One that is not who it has to be, or does what it may not. */
    void refused(String host, String why) {
        faults.fault("the MQTT client at " + host + " is refused: " + why);
        admission.refused(host, why);
    }

    /** The header of a message, without its wish to be kept where too many are kept already. */
    MqttFixedHeader bounded(MqttPublishMessage publish) {
        MqttFixedHeader header = publish.fixedHeader();
        boolean kept = !header.isRetain()
                || isKept(retained.keeps(
                        publish.variableHeader().topicName(), publish.payload().readableBytes()));
        return kept
                ? header
                : new MqttFixedHeader(
                        header.messageType(), header.isDup(), header.qosLevel(), false, header.remainingLength());
    }

    /** A connection's request: its will likewise, and no more messages on their way to it than a default allows. */
    MqttConnectMessage bounded(MqttConnectMessage connect) {
        MqttConnectVariableHeader header = connect.variableHeader();
        MqttConnectPayload payload = connect.payload();
        boolean keepsWill = header.isWillFlag()
                && header.isWillRetain()
                && isKept(retained.keepsWill(payload.willTopic(), payload.willMessageInBytes().length));
        MqttConnectVariableHeader bounded = new MqttConnectVariableHeader(
                header.name(),
                header.version(),
                header.hasUserName(),
                header.hasPassword(),
                keepsWill,
                header.willQos(),
                header.isWillFlag(),
                header.isCleanSession(),
                header.keepAliveTimeSeconds(),
                bounded(header.properties()));
        return new MqttConnectMessage(connect.fixedHeader(), bounded, payload);
    }

    private MqttProperties bounded(MqttProperties requested) {
        MqttProperties bounded = new MqttProperties();
        for (MqttProperties.MqttProperty<?> property : requested.listAll()) {
            boolean tooMany = property.propertyId() == RECEIVE_MAXIMUM.value()
                    && property.value() instanceof Integer most
                    && most > limits.inFlight();
            bounded.add(
                    tooMany
                            ? new MqttProperties.IntegerProperty(RECEIVE_MAXIMUM.value(), limits.inFlight())
                            : property);
        }
        return bounded;
    }

    /** A client whose will is to be kept ended some time ago. */
    void willEnded(String topic, int size) {
        retained.willEnded(topic, size);
    }

    private boolean isKept(boolean hasRoom) {
        if (!hasRoom) {
            faults.fault("the broker keeps messages of " + limits.retained() + " topics and " + limits.retainedBytes()
                    + " bytes; further ones are delivered but not kept; give Java more memory (-Xmx)");
        }
        return hasRoom;
    }
}
