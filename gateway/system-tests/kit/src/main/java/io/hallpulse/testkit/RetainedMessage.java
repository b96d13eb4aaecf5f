package io.hallpulse.testkit;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** What anyone sees who subscribes to a topic now. */
public final class RetainedMessage {
    private RetainedMessage() {}

    /**
     * The first retained message of a topic.
     *
     * @throws java.util.concurrent.TimeoutException where none comes within five seconds
     */
    public static String read(int port, String topic) throws Exception {
        CompletableFuture<String> message = new CompletableFuture<>();
        MqttAsyncClient client =
                new MqttAsyncClient("tcp://127.0.0.1:" + port, "reader-" + System.nanoTime(), new MemoryPersistence());
        client.setCallback(new MqttCallback() {
            @Override
            public void messageArrived(String arrivedOn, MqttMessage arrived) {
                if (arrived.isRetained()) {
                    message.complete(new String(arrived.getPayload(), StandardCharsets.UTF_8));
                }
            }

            @Override
            public void disconnected(MqttDisconnectResponse response) {}

            @Override
            public void mqttErrorOccurred(MqttException exception) {}

            @Override
            public void deliveryComplete(IMqttToken token) {}

            @Override
            public void connectComplete(boolean reconnect, String serverUri) {}

            @Override
            public void authPacketArrived(int reasonCode, MqttProperties properties) {}
        });
        try {
            client.connect().waitForCompletion(10_000);
            client.subscribe(topic, 1).waitForCompletion(10_000);
            return message.get(5, TimeUnit.SECONDS);
        } finally {
            client.disconnectForcibly(0, 200, true);
            client.close(true);
        }
    }
}
