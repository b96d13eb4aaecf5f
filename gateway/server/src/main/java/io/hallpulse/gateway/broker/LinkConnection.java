package io.hallpulse.gateway.broker;

import io.hallpulse.contract.message.Json;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.runtime.mqtt.ConnectionFault;
import io.hallpulse.runtime.mqtt.PatientNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the broker, on a client object of its own: a client that is used again resumes what should be forgotten.
 * Acknowledgements of its messages die with it, since packet ids start again on the next.
 */
final class LinkConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkConnection.class);
    private static final long WAIT_MILLIS = 10_000;
    private static final int KEEP_ALIVE_SECONDS = 20;
    /** At most; a broker may grant less. */
    private static final int IN_FLIGHT = 64;
    /** What MQTT adds to topic and payload at most: header, lengths, packet id, expiry. */
    private static final int OVERHEAD_BYTES = 32;

    private final MqttAsyncClient client;
    private final AtomicBoolean up = new AtomicBoolean();
    private final Semaphore inFlight = new Semaphore(0);
    private long maxPacketBytes = Long.MAX_VALUE;

    /** Who gets the messages. Runs on the client's thread: while it waits, nothing more is read from the broker. */
    interface Receiver {
        /**
         * A message came.
         *
         * @param acknowledgement to be run once it need not come again; does nothing on a connection that is gone
         */
        void received(MqttMessage message, String topic, Runnable acknowledgement);

        /** The connection is gone; called once. */
        void lost(String reason);
    }

    private LinkConnection(MqttAsyncClient client) {
        this.client = client;
    }

    /**
     * Connects.
     *
     * @param receiveMaximum how many messages may be unacknowledged at once
     * @throws MqttException where it cannot, within ten seconds
     */
    static LinkConnection open(BrokerAddress address, String clientId, int receiveMaximum, Receiver receiver)
            throws MqttException {
        MqttAsyncClient client =
                new MqttAsyncClient(PatientNetwork.url(address.url()), clientId, new MemoryPersistence());
        LinkConnection connection = new LinkConnection(client);
        client.setManualAcks(true);
        client.setCallback(connection.callback(receiver));
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(true);
        options.setSessionExpiryInterval(0L);
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout((int) TimeUnit.MILLISECONDS.toSeconds(WAIT_MILLIS));
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        options.setReceiveMaximum(receiveMaximum);
        options.setMaximumPacketSize((long) Json.MAX_PACKET_BYTES);
        options.setTopicAliasMaximum(0);
        Credentials tls = address.tls();
        if (tls != null) {
            try {
                options.setSocketFactory(tls.of(clientId).getSocketFactory());
            } catch (IOException e) {
                throw new MqttException(e);
            }
            options.setHttpsHostnameVerificationEnabled(true);
        }
        if (address.user() != null) {
            options.setUserName(address.user());
        }
        String password = address.password();
        if (password != null) {
            options.setPassword(password.getBytes(StandardCharsets.UTF_8));
        }
        try {
            connection.up.set(true);
            IMqttToken connected = client.connect(options);
            connected.waitForCompletion(WAIT_MILLIS);
            connection.allow(connected.getResponseProperties());
            return connection;
        } catch (MqttException e) {
            connection.close();
            throw e;
        }
    }

    /** Opens the way out as far as the broker lets it be opened. */
    private void allow(@Nullable MqttProperties granted) {
        Integer most = granted == null ? null : granted.getReceiveMaximum();
        inFlight.release(most == null ? IN_FLIGHT : Math.min(most, IN_FLIGHT));
        Long bytes = granted == null ? null : granted.getMaximumPacketSize();
        if (bytes != null && bytes > 0) {
            maxPacketBytes = bytes;
        }
    }

    /** Whether the broker takes packets of that size; it ends the connection of a client that sends larger ones. */
    boolean takes(Outgoing.Message message) {
        int topic = message.topic().getBytes(StandardCharsets.UTF_8).length;
        return OVERHEAD_BYTES + topic + message.payload().length <= maxPacketBytes;
    }

    boolean isUp() {
        return up.get();
    }

    /**
     * Subscribes at QoS 1.
     *
     * @throws MqttException where the broker refuses or does not answer
     */
    void subscribe(String... filters) throws MqttException {
        int[] qos = new int[filters.length];
        java.util.Arrays.fill(qos, 1);
        IMqttToken token = client.subscribe(filters, qos);
        token.waitForCompletion(WAIT_MILLIS);
        for (int code : token.getReasonCodes()) {
            if (code >= MqttReturnCode.RETURN_CODE_UNSPECIFIED_ERROR) {
                throw new MqttException(new IOException("the broker refuses to let us read "
                        + String.join(", ", filters) + " (reason " + code + "); mend its access list"));
            }
        }
    }

    void unsubscribe(String... filters) throws MqttException {
        client.unsubscribe(filters).waitForCompletion(WAIT_MILLIS);
    }

    /**
     * Publishes, once there is room in flight; a failure ends the connection.
     *
     * @throws MqttException where the connection is gone or stuck
     */
    void publish(Outgoing.Message message) throws MqttException, InterruptedException {
        MqttMessage packet = new MqttMessage(message.payload(), message.qos(), message.retained(), null);
        if (message.expirySeconds() > 0) {
            MqttProperties properties = new MqttProperties();
            properties.setMessageExpiryInterval(message.expirySeconds());
            packet.setProperties(properties);
        }
        if (!inFlight.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new MqttException(MqttClientException.REASON_CODE_CLIENT_TIMEOUT);
        }
        boolean handedOver = false;
        try {
            client.publish(message.topic(), packet, null, released(message.topic()));
            handedOver = true;
        } finally {
            if (!handedOver) {
                inFlight.release();
            }
        }
    }

    /**
     * Publishes an empty message that nobody needs.
     *
     * @return the broker's reason code
     * @throws MqttException where it does not answer
     */
    int ask(String topic) throws MqttException {
        IMqttToken token = client.publish(topic, new MqttMessage(new byte[0], 1, false, null));
        token.waitForCompletion(WAIT_MILLIS);
        int[] codes = token.getReasonCodes();
        return codes == null || codes.length == 0 ? MqttReturnCode.RETURN_CODE_SUCCESS : codes[0];
    }

    private MqttActionListener released(String topic) {
        return new MqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                inFlight.release();
            }

            @Override
            public void onFailure(IMqttToken token, Throwable exception) {
                inFlight.release();
                LOG.debug("Not published on {}: {}", topic, Fault.oneLine(exception));
            }
        };
    }

    private MqttCallback callback(Receiver receiver) {
        return new MqttCallback() {
            @Override
            public void messageArrived(String topic, MqttMessage message) {
                int id = message.getId();
                int qos = message.getQos();
                receiver.received(message, topic, () -> acknowledge(id, qos));
            }

            @Override
            public void disconnected(MqttDisconnectResponse response) {
                lost(ConnectionFault.oneLine(response));
            }

            @Override
            public void mqttErrorOccurred(MqttException exception) {
                LOG.debug("MQTT client: {}", Fault.oneLine(exception));
            }

            @Override
            public void deliveryComplete(IMqttToken token) {}

            @Override
            public void connectComplete(boolean reconnect, String serverUri) {}

            @Override
            public void authPacketArrived(int reasonCode, MqttProperties properties) {}

            private void lost(String reason) {
                if (up.getAndSet(false)) {
                    receiver.lost(reason);
                }
            }
        };
    }

    private void acknowledge(int id, int qos) {
        if (qos > 0 && up.get()) {
            try {
                client.messageArrivedComplete(id, qos);
            } catch (MqttException e) {
                LOG.debug("Not acknowledged, the connection is gone: {}", Fault.oneLine(e));
            }
        }
    }

    /** Ends it, politely while it is up; never waits long. */
    @Override
    public void close() {
        boolean wasUp = up.getAndSet(false);
        try {
            client.disconnectForcibly(wasUp ? 200 : 0, 500, wasUp);
        } catch (MqttException e) {
            LOG.debug("Not disconnected: {}", Fault.oneLine(e));
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            LOG.debug("Not closed: {}", Fault.oneLine(e));
        }
    }
}
