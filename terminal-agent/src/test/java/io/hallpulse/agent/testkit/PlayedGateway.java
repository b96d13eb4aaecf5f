package io.hallpulse.agent.testkit;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.Topics;
import io.hallpulse.contract.message.Ack;
import io.hallpulse.contract.message.Command;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Owner;
import io.hallpulse.contract.message.PressesReader;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.contract.message.Status;
import io.hallpulse.testkit.MessageCallback;
import io.hallpulse.testkit.Mosquitto;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;

/** What an agent sees of a gateway: it keeps presses by identity, and answers presses and statuses with acks when told to. */
public final class PlayedGateway implements AutoCloseable, MessageCallback {
    private static final long WAIT_MILLIS = 10_000;

    private final String name;
    private final TerminalId terminal;
    private final MqttAsyncClient client;
    private final Map<String, ConcurrentSkipListMap<Long, ReceivedPresses.Item>> runs = new ConcurrentHashMap<>();
    private final Map<String, Long> lows = new ConcurrentHashMap<>();
    private final List<ReceivedPresses> messages = new CopyOnWriteArrayList<>();
    private final List<Status> statuses = new CopyOnWriteArrayList<>();
    private volatile boolean answering = true;

    private PlayedGateway(String name, Mosquitto broker, TerminalId terminal) throws MqttException {
        this.name = name;
        this.terminal = terminal;
        this.client = new MqttAsyncClient(broker.url(), "gateway/" + name, new MemoryPersistence());
    }

    public static PlayedGateway connect(String name, Mosquitto broker, TerminalId terminal) throws MqttException {
        PlayedGateway gateway = new PlayedGateway(name, broker, terminal);
        gateway.client.setCallback(gateway);
        gateway.client.connect().waitForCompletion(WAIT_MILLIS);
        MqttSubscription[] topics = {
            new MqttSubscription(Topics.of(terminal, Topics.Kind.PRESSES), 1),
            new MqttSubscription(Topics.of(terminal, Topics.Kind.STATUS), 1)
        };
        gateway.client.subscribe(topics).waitForCompletion(WAIT_MILLIS);
        return gateway;
    }

    /** Takes the hall. */
    public void own(Owner owner) throws MqttException {
        publish(Topics.owner(terminal.hall()), owner, true);
    }

    public void answering(boolean now) {
        answering = now;
    }

    /** As after a restore from a backup: this run's presses from that seq on were never heard of. */
    public void forget(String run, long fromSeq) {
        received(run).tailMap(fromSeq).clear();
    }

    public void ack(String run) {
        try {
            long low = lows.getOrDefault(run, 1L);
            long upTo = low - 1;
            while (received(run).containsKey(upTo + 1)) {
                upTo++;
            }
            publish(Topics.of(terminal, Topics.Kind.ACK), new Ack(name, run, upTo, low), false);
        } catch (MqttException e) {
            throw new IllegalStateException(e);
        }
    }

    public void command(Command command) throws MqttException {
        publish(Topics.of(terminal, Topics.Kind.COMMAND), command, false);
    }

    /** Presses by seq, once each. */
    public ConcurrentSkipListMap<Long, ReceivedPresses.Item> received(String run) {
        return runs.computeIfAbsent(run, any -> new ConcurrentSkipListMap<>());
    }

    /** All presses messages, repeats included. */
    public List<ReceivedPresses> messages() {
        return messages;
    }

    public List<Status> statuses() {
        return statuses;
    }

    private void publish(String topic, Object message, boolean retained) throws MqttException {
        client.publish(topic, new MqttMessage(Json.write(message), 1, retained, null));
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) throws Exception {
        if (topic.endsWith("/status")) {
            Status status = Json.read(message.getPayload(), Status.class);
            statuses.add(status);
            status.runs().forEach(span -> lows.put(span.run(), span.low()));
            if (answering && status.state().equals(Status.ONLINE)) {
                status.runs().forEach(span -> ack(span.run()));
            }
        } else {
            ReceivedPresses presses = PressesReader.read(message.getPayload());
            messages.add(presses);
            lows.put(presses.run(), presses.low());
            presses.presses().forEach(item -> received(presses.run()).put(item.seq(), item));
            if (answering) {
                ack(presses.run());
            }
        }
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(0, 0, false);
        client.close(true);
    }
}
