package io.hallpulse.systemtests.benchmark;

import io.hallpulse.contract.Topics;
import io.hallpulse.gateway.broker.EmbeddedBroker;
import io.hallpulse.gateway.ingest.Inbox;
import io.hallpulse.runtime.config.HostPort;
import io.hallpulse.testkit.MessageCallback;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * The baseline of a gateway: a subscriber that only counts, with the broker that a gateway would have inside, or beside a broker
 * that is there. A process of its own, since a gateway is one; it prints its broker's port and then, each so many
 * messages, how many came.
 */
final class CountingSubscriber {
    private CountingSubscriber() {}

    /**
     * Runs until it is killed.
     *
     * @param arguments after how many messages it prints, a scratch folder, and the port of a broker, 0 for one inside
     */
    public static void main(String[] arguments) throws MqttException {
        long step = Long.parseLong(arguments[0]);
        int port = Integer.parseInt(arguments[2]);
        if (port == 0) {
            port = EmbeddedBroker.start(new HostPort("127.0.0.1", 0), Path.of(arguments[1]), System::nanoTime)
                    .port();
        }
        MqttAsyncClient client = new MqttAsyncClient("tcp://127.0.0.1:" + port, "counter", new MemoryPersistence());
        client.setCallback(counting(step));
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(true);
        options.setReceiveMaximum(Inbox.RECEIVE_MAXIMUM);
        client.connect(options).waitForCompletion(10_000);
        client.subscribe(Topics.ofHall(Backlog.HALL, Topics.Kind.PRESSES), 1).waitForCompletion(10_000);
        System.out.println(port);
    }

    private static MessageCallback counting(long step) {
        AtomicLong counted = new AtomicLong();
        return (topic, message) -> {
            if (counted.incrementAndGet() % step == 0) {
                System.out.println(counted.get());
            }
        };
    }
}
