package io.hallpulse.testkit;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;

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
        client.setCallback((MessageCallback) (arrivedOn, arrived) -> {
            if (arrived.isRetained()) {
                message.complete(new String(arrived.getPayload(), StandardCharsets.UTF_8));
            }
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
