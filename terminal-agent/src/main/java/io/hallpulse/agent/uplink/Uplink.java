package io.hallpulse.agent.uplink;

import io.hallpulse.agent.clock.TerminalClock;
import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.outbox.Backlog;
import io.hallpulse.agent.outbox.OutboxReader;
import io.hallpulse.contract.Topics;
import io.hallpulse.contract.message.Ack;
import io.hallpulse.contract.message.Command;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Owner;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.PressesWriter;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.contract.message.Status;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.runtime.log.DistinctLog;
import io.hallpulse.runtime.mqtt.BackOff;
import io.hallpulse.runtime.mqtt.ClientThreads;
import io.hallpulse.runtime.mqtt.PatientNetwork;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of the MQTT connection. It connects, publishes the status, sends what {@link SendSchedule} decides, and connects
 * again when the link is down. The public methods are for any thread.
 */
public final class Uplink implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Uplink.class);
    private static final int EVENTS = 4096;
    private static final long STATUS_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long POLL_NANOS = Duration.ofMillis(500).toNanos();
    private static final long CLOSE_WAIT_MILLIS = 2500;
    /** Within which a broker that refuses a certificate has ended the connection: a client over TLS 1.3 is connected before that. */
    private static final long SOON_NANOS = Duration.ofSeconds(15).toNanos();

    private static final int NOBODY_SUBSCRIBED = 16;
    private static final int FIRST_FAILURE_REASON = 128;

    // any thread
    private final BlockingQueue<LinkEvent> events = new ArrayBlockingQueue<>(EVENTS);
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean overflowed;
    private volatile boolean connected;
    private volatile @Nullable String died;
    private volatile Acknowledged acknowledged = Acknowledged.NOTHING;
    private final DuplicateTerminal duplicate;

    // the uplink's thread, valid for its life
    private final AgentConfig config;
    private final @Nullable Credentials credentials;
    private final @Nullable String password;
    private final TerminalClock clock;
    private final Backlog backlog;
    private final OutboxReader reader;
    private final StatusSource statuses;
    private final CommandHandler commands;
    private final BackOff backOff;
    private final DistinctLog faults;
    private final MessageSize messageSize = new MessageSize();
    private final String presses;
    private final String ack;
    private final String status;
    private final String owner;
    private final String command;
    private long connection;

    // valid for one connection
    private SendSchedule schedule;
    private @Nullable Status published;
    private long publishedNanos;
    private int largestBytes;

    /**
     * The presses that wait, as a status lists them.
     *
     * @param runs not yet acknowledged in full on the present connection
     * @param faults of the way to the gateway that a technician must mend, one line each
     */
    public record BacklogStatus(List<RunSpan> runs, long waiting, List<String> faults) {}

    /** Describes the terminal. Any thread. */
    @FunctionalInterface
    public interface StatusSource {
        Status status(BacklogStatus backlogStatus);
    }

    /** Does what the gateway asks for. Called on the uplink's thread, which must not wait. */
    public interface CommandHandler {
        /** A command came. */
        void accept(Command command);

        /** A status is on its way, with the outcome in it. */
        void published(Status status);
    }

    /**
     * Nothing is connected before {@link #start}.
     *
     * @param credentials null where the way to the broker is not encrypted
     * @throws IOException with one line, where the password cannot be used
     */
    public Uplink(
            AgentConfig config,
            @Nullable Credentials credentials,
            TerminalClock clock,
            Backlog backlog,
            StatusSource statuses,
            CommandHandler commands,
            RandomGenerator random)
            throws IOException {
        this.config = config;
        this.credentials = credentials;
        this.password = config.gateway().password();
        this.clock = clock;
        this.duplicate = new DuplicateTerminal(config.terminalId());
        this.faults = new DistinctLog(log, clock::nanos);
        this.backlog = backlog;
        this.reader = backlog.reader();
        this.statuses = statuses;
        this.commands = commands;
        this.backOff = new BackOff(random);
        this.presses = Topics.of(config.terminalId(), Topics.Kind.PRESSES);
        this.ack = Topics.of(config.terminalId(), Topics.Kind.ACK);
        this.status = Topics.of(config.terminalId(), Topics.Kind.STATUS);
        this.owner = Topics.owner(config.hall());
        this.command = Topics.of(config.terminalId(), Topics.Kind.COMMAND);
        this.schedule = new SendSchedule(null, backlog.held(), clock.nanos());
        String name = "uplink-" + config.terminal();
        this.thread = new Thread(new ClientThreads(name, this::died), this::run, name);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** There is something new to send, or to tell. */
    public void wake() {
        wake.release();
    }

    /** Whether the broker took us and lets us hear the gateway. */
    public boolean isConnected() {
        return connected;
    }

    /** What waits for acknowledgement now. */
    public BacklogStatus backlogStatus() {
        List<RunSpan> held = backlog.held();
        Acknowledged known = acknowledged;
        List<String> mendable = Stream.of(duplicate.fault(clock.nanos()), messageSize.fault())
                .flatMap(Optional::stream)
                .toList();
        return new BacklogStatus(known.unfinished(held), known.waiting(held), mendable);
    }

    private void run() {
        while (!closing) {
            long began = clock.nanos();
            try (MqttLink link = connect()) {
                serve(link);
            } catch (LinkDown e) {
                faults.fault(e.getMessage() + "; " + refusal(began) + "presses wait in the outbox");
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                faults.fault("a fault in the agent itself; report it: " + e, e);
            }
            connected = false;
            resetSchedule(null);
            if (!closing) {
                pause(backOff.waitMillisAfter(Duration.ofNanos(clock.nanos() - began)));
            }
        }
        closeReader();
    }

    /** What the gateway says about it, where a connection over TLS failed or soon ended; else nothing. */
    private String refusal(long began) {
        if (credentials == null || closing || clock.nanos() - began > SOON_NANOS) {
            return "";
        }
        return credentials.refusal().map(why -> why + "; ").orElse("");
    }

    private @Nullable SSLSocketFactory sockets() throws LinkDown {
        try {
            return credentials == null ? null : credentials.sockets();
        } catch (IOException e) {
            throw new LinkDown(String.valueOf(e.getMessage()));
        }
    }

    private MqttLink connect() throws LinkDown {
        events.clear();
        overflowed = false;
        died = null;
        largestBytes = 0;
        messageSize.connected();
        connection++;
        byte[] will = Json.write(Status.will(backlogStatus().runs()));
        MqttLink.Target target = new MqttLink.Target(
                config.gateway().url(),
                config.terminalId().toString(),
                sockets(),
                config.gateway().user(),
                password,
                status,
                will);
        return MqttLink.connect(connection, target, this::onEvent);
    }

    /** On the client's threads. */
    private void onEvent(LinkEvent event) {
        if (!events.offer(event)) {
            overflowed = true; // the newest ack may be lost: only a new connection knows again
        }
        wake.release();
    }

    /** On the dying thread: whatever it did is done no more on this connection. */
    private void died(String line) {
        died = line;
        wake.release();
    }

    private void serve(MqttLink link) throws LinkDown, InterruptedException {
        link.subscribe(List.of(owner, ack), List.of(command)).forEach(faults::fault);
        if (credentials != null) {
            credentials.connected();
        }
        if (duplicate.fault(clock.nanos()).isEmpty()) { // two of one name connect in turns for ever
            log.info("connected to {} as {}", config.gateway().url(), config.terminalId());
        }
        resetSchedule(null);
        publishStatus(link);
        connected = true;
        while (!closing) {
            for (LinkEvent event = events.poll(); event != null; event = events.poll()) {
                if (event.connection() == connection) {
                    handle(link, event);
                }
            }
            String death = died;
            if (death != null) {
                throw new LinkDown(death);
            }
            if (overflowed) {
                throw new LinkDown("more messages came in than could be read");
            }
            sendWhatIsDue(link);
            checkStatus(link);
            await();
        }
        link.disconnect(status, Json.write(statuses.status(backlogStatus()).goodbye()));
    }

    private void await() throws InterruptedException {
        long now = clock.nanos();
        long inNanos = Math.min(POLL_NANOS, schedule.nextWakeupNanos(backlog.held(), now) - now);
        if (wake.tryAcquire(Math.max(0, inNanos), TimeUnit.NANOSECONDS)) {
            wake.drainPermits();
        }
    }

    private void handle(MqttLink link, LinkEvent event) throws LinkDown {
        if (event instanceof LinkEvent.Lost lost) {
            throw new LinkDown("the connection to " + config.gateway().url() + " ended: " + lost.why());
        } else if (event instanceof LinkEvent.TakenOver) {
            duplicate.seen(clock.nanos());
            throw new LinkDown(duplicate.line());
        } else if (event instanceof LinkEvent.EndedByLargeMessage) {
            messageSize.refused(largestBytes);
            throw new LinkDown(MessageSize.LARGE);
        } else if (event instanceof LinkEvent.Published done && done.reason() == PatientNetwork.MESSAGE_TOO_LARGE) {
            tooLarge(done);
        } else if (event instanceof LinkEvent.Published done && done.reason() >= FIRST_FAILURE_REASON) {
            faults.fault("the broker refuses what we send to " + done.topic() + " (reason " + done.reason()
                    + "); mend its access list");
        } else if (event instanceof LinkEvent.Published done
                && done.reason() == NOBODY_SUBSCRIBED
                && done.topic().equals(presses)) {
            faults.fault("no gateway reads our presses; start it");
        } else if (event instanceof LinkEvent.Arrived message) {
            arrived(link, message);
        }
    }

    private void tooLarge(LinkEvent.Published message) {
        SendSchedule.Batch batch = message.batch();
        if (batch == null) {
            faults.fault("our status is larger than the broker takes, so it is sent without what people want to know;"
                    + " raise its message_size_limit or max_packet_size");
            messageSize.statusRefused(message.bytes());
            published = null; // due at once
        } else if (batch.fromSeq() == batch.toSeq()) {
            passOver(batch.run(), batch.fromSeq());
        } else {
            faults.fault(MessageSize.LARGE);
            messageSize.refused(message.bytes());
            schedule.refused(batch);
        }
    }

    private void passOver(String run, long seq) {
        faults.fault(messageSize.refused(run, seq));
        schedule.passOver(run, seq);
    }

    private void arrived(MqttLink link, LinkEvent.Arrived message) throws LinkDown {
        try {
            if (message.topic().equals(ack)) {
                schedule.onAck(Json.read(message.payload(), Ack.class), backlog.held());
                publishAcknowledged();
            } else if (message.topic().equals(owner) && message.payload().length > 0) {
                Owner newest = Json.read(message.payload(), Owner.class);
                if (schedule.isEndedBy(newest)) {
                    log.info("gateway {} has the hall since {}", newest.gateway(), newest.since());
                    resetSchedule(newest);
                    publishStatus(link);
                }
            } else if (message.topic().equals(command)) {
                commands.accept(Json.read(message.payload(), Command.class));
            }
        } catch (UnreadableMessage e) {
            faults.fault("a message on " + message.topic() + " cannot be read: " + e.getMessage());
        }
    }

    private void resetSchedule(@Nullable Owner newOwner) {
        schedule = new SendSchedule(newOwner, backlog.held(), clock.nanos());
        publishAcknowledged();
    }

    /** Shows all other threads the acks of the present connection. */
    private void publishAcknowledged() {
        acknowledged = schedule.acknowledged();
        backlog.acknowledged(acknowledged.upTo());
    }

    private void sendWhatIsDue(MqttLink link) throws LinkDown {
        Optional<SendSchedule.Batch> next = schedule.next(backlog.held(), clock.nanos());
        while (next.isPresent()) {
            if (!send(link, next.get())) {
                return;
            }
            next = schedule.next(backlog.held(), clock.nanos());
        }
    }

    private boolean send(MqttLink link, SendSchedule.Batch batch) throws LinkDown {
        try {
            Optional<OutboxReader.Rows> read = reader.read(batch.run(), batch.fromSeq(), batch.toSeq());
            if (read.isEmpty()) {
                return false; // deleted or set aside in between
            }
            OutboxReader.Rows rows = read.get();
            int mostBytes = link.payloadBytes(presses);
            Optional<PressesWriter.Written> written = write(
                            batch.run(), rows, rows.presses(), Math.min(mostBytes, messageSize.bytes()))
                    .or(() -> write(batch.run(), rows, rows.presses().subList(0, 1), mostBytes));
            if (written.isEmpty()) {
                passOver(batch.run(), batch.fromSeq());
                return true;
            }
            PressesWriter.Written message = written.get();
            long lastSeq = rows.presses().get(message.count() - 1).seq();
            SendSchedule.Batch sent = new SendSchedule.Batch(batch.run(), batch.fromSeq(), lastSeq);
            link.publish(presses, message.bytes(), sent);
            largestBytes = Math.max(largestBytes, message.bytes().length);
            schedule.sent(sent, clock.nanos());
            return true;
        } catch (SQLException e) {
            faults.fault("the outbox cannot be read: " + e.getMessage() + "; look at the disk");
            return false;
        }
    }

    /** As many presses as fit; empty where not even the first does. */
    private static Optional<PressesWriter.Written> write(
            String run, OutboxReader.Rows rows, List<Press> presses, int mostBytes) {
        try {
            return Optional.of(PressesWriter.write(run, rows.boot(), rows.low(), rows.anchor(), presses, mostBytes));
        } catch (IllegalArgumentException e) { // of the writer: the first is larger
            return Optional.empty();
        }
    }

    /** Publishes the status when it is due: what matters has changed, a backlog is gone, or 30 s have passed. */
    private void checkStatus(MqttLink link) throws LinkDown {
        faults.reportCounts();
        Status before = published;
        Status now = statuses.status(backlogStatus());
        boolean backlogGone = before != null
                && !Objects.equals(before.waiting(), 0L)
                && Objects.equals(now.waiting(), 0L)
                && clock.nanos() - publishedNanos >= POLL_NANOS;
        if (backlogGone
                || clock.nanos() - publishedNanos >= STATUS_NANOS
                || before == null
                || !Statuses.sameToPeople(before, now)) {
            publishStatus(link);
        }
    }

    private void publishStatus(MqttLink link) throws LinkDown {
        Status now = statuses.status(backlogStatus());
        byte[] message = Statuses.write(now, Math.min(link.payloadBytes(status), messageSize.statusBytes()))
                .orElseThrow(() -> new LinkDown(
                        "the broker's largest packet is too small for our status; raise its" + " max_packet_size"));
        link.retain(status, message);
        published = now;
        commands.published(now);
        publishedNanos = clock.nanos();
    }

    private void pause(long millis) {
        long until = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            while (!closing && until - clock.nanos() > 0) {
                if (wake.tryAcquire(until - clock.nanos(), TimeUnit.NANOSECONDS)) {
                    wake.drainPermits(); // a press was stored: it waits; or it is time to stop
                }
            }
        } catch (InterruptedException e) {
            closing = true;
        }
    }

    private void closeReader() {
        try {
            reader.close();
        } catch (SQLException e) {
            log.warn("the outbox's reader did not close: {}", e.getMessage());
        }
    }

    /** Publishes that the terminal is offline, disconnects and ends the thread; waits 2.5 s at most. */
    @Override
    public void close() {
        closing = true;
        wake.release();
        try {
            thread.join(CLOSE_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
