package io.hallpulse.gateway.broker;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.Topics;
import io.hallpulse.contract.message.Ack;
import io.hallpulse.contract.message.Command;
import io.hallpulse.contract.message.HallAlarms;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Owner;
import io.hallpulse.contract.message.Scores;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.gateway.ingest.Acknowledging;
import io.hallpulse.gateway.ingest.Delivery;
import io.hallpulse.gateway.ingest.Inbox;
import io.hallpulse.runtime.mqtt.BackOff;
import io.hallpulse.runtime.mqtt.ClientThreads;
import io.hallpulse.runtime.mqtt.ConnectionFault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's own link to the broker, kept up by its own thread: it claims the halls, hands what terminals send to the inbox,
 * and sends acks and scores. These go out over a connection of their own, since a broker's answers to them would wait behind all
 * that it delivers. What could not be sent when its connections ended is forgotten, since all of it is asked for again.
 */
public final class Link implements Acknowledging, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    /** A retained owner comes straight after the subscription, if there is one. */
    private static final Duration OWNER_PATIENCE = Duration.ofMillis(250);

    private static final long SCORES_EXPIRY_SECONDS = 60;
    private static final long ALARMS_EXPIRY_SECONDS = 180;
    private static final String OWNER = "hallpulse/v1/halls/";

    // for the link's life
    private final BrokerAddress address;
    private final String gateway;
    private final Inbox inbox;
    private final HallOwnership ownership;
    private final Supplier<List<String>> directory;
    /** The halls of this pair of connections. */
    private volatile List<String> halls = List.of();

    private final InstantSource clock;
    private final LongSupplier nanos;
    private final BackOff backOff;
    private final Instant since;
    private final Outgoing outgoing = new Outgoing();
    private final Fault broker = new Fault(LOG, "broker");
    private final Fault messages = new Fault(LOG, "messages");
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread =
            new Thread(new ClientThreads("gateway-clients", this::died), this::run, "gateway-link");

    // for one pair of connections
    private final Set<String> served = new LinkedHashSet<>();
    private volatile boolean claimed;
    private volatile boolean died;
    /** A connection was deaf, and none has proven yet that it is not. The link's thread. */
    private boolean wasDeaf;

    /**
     * A link that is not started yet.
     *
     * @param directory the ids of the halls to serve; asked for again and again
     * @param takeOver whether halls are taken from another gateway, once
     * @param nanos a clock that never steps
     */
    public Link(
            BrokerAddress address,
            String gateway,
            Supplier<List<String>> directory,
            boolean takeOver,
            Inbox inbox,
            InstantSource clock,
            LongSupplier nanos,
            RandomGenerator random) {
        this.address = address;
        this.gateway = gateway;
        this.directory = directory;
        this.ownership = new HallOwnership(gateway, directory.get(), takeOver);
        this.inbox = inbox;
        this.clock = clock;
        this.nanos = nanos;
        this.backOff = new BackOff(random);
        this.since = clock.instant();
    }

    public void start() {
        thread.start();
    }

    /** What keeps it from serving all halls, in one line. Any thread. */
    public Optional<String> fault() {
        Optional<String> away = broker.current();
        if (away.isPresent()) {
            return away;
        }
        return claimed ? ownership.reason() : Optional.of("broker: not connected yet");
    }

    @Override
    public void acknowledge(TerminalId terminal, String run, long low, long upTo) {
        byte[] payload = Json.write(new Ack(gateway, run, upTo, low));
        String topic = Topics.of(terminal, Topics.Kind.ACK);
        outgoing.put(new Outgoing.Message(topic + " " + run, topic, payload, 1, false, 0));
    }

    /** Publishes a window's scores, retained for a minute. Any thread. */
    public void publish(Scores scores) {
        String topic = Topics.scores(scores.hall(), scores.window());
        outgoing.put(new Outgoing.Message(topic, topic, Json.write(scores), 0, true, SCORES_EXPIRY_SECONDS));
    }

    /** Publishes a hall's open alarms, retained for some minutes. Any thread. */
    public void publish(HallAlarms alarms) {
        String topic = Topics.alarms(alarms.hall());
        outgoing.put(new Outgoing.Message(topic, topic, Json.write(alarms), 1, true, ALARMS_EXPIRY_SECONDS));
    }

    /** Sends a terminal a command, which is worth nothing after it has expired. Any thread. */
    public void command(TerminalId terminal, Command command) {
        String topic = Topics.of(terminal, Topics.Kind.COMMAND);
        long seconds =
                Math.max(1, Duration.between(clock.instant(), command.expires()).toSeconds());
        outgoing.put(new Outgoing.Message(topic + " " + command.id(), topic, Json.write(command), 1, false, seconds));
    }

    /** Takes the retained status of a terminal from the broker. Any thread. */
    public void clearStatus(TerminalId terminal) {
        String topic = Topics.of(terminal, Topics.Kind.STATUS);
        outgoing.put(new Outgoing.Message(topic, topic, new byte[0], 1, true, 0));
    }

    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        outgoing.wake();
        thread.join();
    }

    private void run() {
        try {
            long waitMillis;
            do {
                long begunNanos = nanos.getAsLong();
                connectOnce();
                waitMillis = backOff.waitMillisAfter(Duration.ofNanos(nanos.getAsLong() - begunNanos));
            } while (!closing.await(waitMillis, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.warn("The link was interrupted and ends");
        } catch (RuntimeException | Error e) {
            broker.occurred("the link ended on a fault of its own; restart the gateway");
            LOG.error("The link ends on a fault of its own", e);
            throw e;
        }
    }

    private void connectOnce() throws InterruptedException {
        AtomicBoolean overrun = new AtomicBoolean();
        outgoing.clear();
        died = false;
        halls = directory.get();
        ownership.connected(halls);
        Probe probe = new Probe(nanos.getAsLong());
        try (LinkConnection in = open("gateway/" + gateway, receiver(overrun, probe));
                LinkConnection out = open("gateway/" + gateway + "/out", sender())) {
            serve(in, out, overrun, probe);
        } catch (MqttException e) {
            broker.occurred(address.url() + ": " + ConnectionFault.oneLine(e));
        } finally {
            claimed = false;
            served.clear();
            inbox.clear();
        }
    }

    private LinkConnection open(String clientId, LinkConnection.Receiver receiver) throws MqttException {
        return LinkConnection.open(address, clientId, Inbox.RECEIVE_MAXIMUM, receiver);
    }

    private void serve(LinkConnection in, LinkConnection out, AtomicBoolean overrun, Probe probe)
            throws MqttException, InterruptedException {
        try {
            serveUntilOneEnds(in, out, overrun, probe);
        } finally {
            inbox.clear(); // a callback may wait for room
        }
    }

    private void serveUntilOneEnds(LinkConnection in, LinkConnection out, AtomicBoolean overrun, Probe probe)
            throws MqttException, InterruptedException {
        in.subscribe(
                Stream.concat(Stream.of(Topics.probe(gateway)), halls.stream().map(Topics::owner))
                        .toArray(String[]::new));
        if (closing.await(OWNER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
        while (closing.getCount() > 0 && in.isUp() && out.isUp() && !died && !overrun.get()) {
            if (!halls.equals(directory.get())) {
                release(out);
                return;
            }
            claim(in, out);
            if (!claimed && (!wasDeaf || probe.isProven())) {
                claimed = true;
                wasDeaf = false;
                broker.over();
            }
            if (isDeaf(out, probe)) {
                return;
            }
            Outgoing.Message message = outgoing.take(Duration.ofSeconds(1));
            if (message != null) {
                send(out, message);
            }
        }
        if (overrun.get() && in.isUp() && out.isUp()) {
            broker.occurred("it delivers more than can be stored; connecting anew, terminals send it again");
        }
    }

    private void send(LinkConnection out, Outgoing.Message message) throws MqttException, InterruptedException {
        if (out.takes(message)) {
            out.publish(message);
        } else {
            messages.occurred(message.topic() + ": " + message.payload().length
                    + " bytes are more than the broker takes; raise its largest packet size. The others go on");
        }
    }

    /** Sends a probe where one is due; whether none comes back. */
    private boolean isDeaf(LinkConnection out, Probe probe) throws MqttException, InterruptedException {
        long now = nanos.getAsLong();
        if (!inbox.isEmpty()) {
            probe.excused(now); // ingest's own watchdog reports when it is what stands still
        }
        if (probe.isDeaf(now)) {
            wasDeaf = true;
            broker.occurred(address.url() + ": " + Probe.line());
            return true;
        }
        if (probe.isDue(now)) {
            out.publish(new Outgoing.Message("probe", Topics.probe(gateway), new byte[] {'1'}, 1, false, 0));
        }
        return false;
    }

    /** Serves the halls that are ours by now, and leaves those that no longer are. */
    private void claim(LinkConnection in, LinkConnection out) throws MqttException, InterruptedException {
        List<String> ours = ownership.claim();
        if (served.size() == ours.size() && served.containsAll(ours)) {
            return;
        }
        List<String> lost = new ArrayList<>(served);
        lost.removeAll(ours);
        if (!lost.isEmpty()) {
            in.unsubscribe(filters(lost));
        }
        for (String hall : lost) {
            LOG.warn("{}", ownership.reason().orElse("owner: hall " + hall + " is no longer ours"));
        }
        List<String> won = new ArrayList<>(ours);
        won.removeAll(served);
        for (String hall : won) {
            byte[] owner = Json.write(new Owner(gateway, since));
            send(out, new Outgoing.Message("owner", Topics.owner(hall), owner, 1, true, 0));
        }
        if (!won.isEmpty()) {
            in.subscribe(filters(won)); // once for all: its answer may come behind all that the first of them brings
        }
        won.forEach(hall -> LOG.info("Hall {} is served over {}", hall, address.url()));
        served.clear();
        served.addAll(ours);
    }

    /** Gives up the halls that are no longer in the directory: whoever has them now need not take them over. */
    private void release(LinkConnection out) throws MqttException, InterruptedException {
        List<String> given = new ArrayList<>(served);
        given.removeAll(directory.get());
        for (String hall : given) {
            send(out, new Outgoing.Message("owner", Topics.owner(hall), new byte[0], 1, true, 0));
        }
        LOG.info("The directory has other halls; connecting anew for {}", String.join(", ", directory.get()));
    }

    private static String[] filters(List<String> halls) {
        return halls.stream()
                .flatMap(hall ->
                        Stream.of(Topics.ofHall(hall, Topics.Kind.PRESSES), Topics.ofHall(hall, Topics.Kind.STATUS)))
                .toArray(String[]::new);
    }

    private LinkConnection.Receiver receiver(AtomicBoolean overrun, Probe probe) {
        return new LinkConnection.Receiver() {
            @Override
            public void received(MqttMessage message, String topic, Runnable acknowledgement) {
                byte[] payload = message.getPayload();
                int qos = message.getQos();
                Runnable committed = () -> {
                    probe.alive(nanos.getAsLong());
                    acknowledgement.run();
                };
                if (topic.equals(Topics.probe(gateway))) {
                    acknowledgement.run(); // at once, lest it holds a place among those that may be unacknowledged
                    inbox.offer(Delivery.probe(topic, clock.millis(), () -> probe.alive(nanos.getAsLong())), false);
                } else if (topic.startsWith(OWNER)) {
                    acknowledgement.run();
                    ownership.received(hall(topic), payload);
                    outgoing.wake();
                } else if (!inbox.offer(
                                new Delivery(topic, payload, clock.millis(), message.isRetained(), committed), qos > 0)
                        && qos > 0) {
                    overrun.set(true);
                }
            }

            @Override
            public void lost(String reason) {
                Link.this.lost(reason);
            }
        };
    }

    /** Of the connection that subscribes to nothing. */
    private LinkConnection.Receiver sender() {
        return new LinkConnection.Receiver() {
            @Override
            public void received(MqttMessage message, String topic, Runnable acknowledgement) {
                acknowledgement.run();
            }

            @Override
            public void lost(String reason) {
                Link.this.lost(reason);
            }
        };
    }

    /** On the dying thread: whatever it did is done no more on this connection. */
    private void died(String line) {
        died = true;
        lost(line);
    }

    private void lost(String reason) {
        broker.occurred(address.url() + ": " + reason);
        outgoing.wake();
    }

    /** The hall of an {@code owner} topic. */
    private String hall(String topic) {
        return halls.stream()
                .filter(hall -> Topics.owner(hall).equals(topic))
                .findFirst()
                .orElse("");
    }
}
