package io.hallpulse.gateway;

import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.account.Forgetting;
import io.hallpulse.gateway.alarm.Alarms;
import io.hallpulse.gateway.alarm.Announcing;
import io.hallpulse.gateway.alarm.Messages;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.DirectorySources;
import io.hallpulse.gateway.assessment.TallyRatings;
import io.hallpulse.gateway.audit.Readings;
import io.hallpulse.gateway.auth.Operators;
import io.hallpulse.gateway.auth.People;
import io.hallpulse.gateway.auth.Person;
import io.hallpulse.gateway.broker.BrokerAddress;
import io.hallpulse.gateway.broker.Link;
import io.hallpulse.gateway.ca.Certificates;
import io.hallpulse.gateway.ca.OwnCertificates;
import io.hallpulse.gateway.channel.ChannelRatings;
import io.hallpulse.gateway.clock.GatewayClock;
import io.hallpulse.gateway.config.ClockTrust;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.config.UpstreamConfig;
import io.hallpulse.gateway.database.DatabaseFault;
import io.hallpulse.gateway.directory.Directory;
import io.hallpulse.gateway.duty.DutySchedules;
import io.hallpulse.gateway.duty.OnDuty;
import io.hallpulse.gateway.duty.Pauses;
import io.hallpulse.gateway.enrolment.Enrolments;
import io.hallpulse.gateway.event.Events;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.gateway.fleet.Commands;
import io.hallpulse.gateway.fleet.Configurations;
import io.hallpulse.gateway.fraud.Rules;
import io.hallpulse.gateway.score.Scoreboard;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreReader;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.gateway.ticket.Tickets;
import io.hallpulse.gateway.upstream.Upstream;
import io.hallpulse.runtime.clock.ClockSync;
import io.hallpulse.runtime.program.CloseStack;
import io.hallpulse.runtime.program.OperationFailed;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All rooms of a gateway, put together: the press comes in at the broker, is stored by ingest and shown by the scoreboard. What
 * was opened first is closed last.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    /** Under its data: the site CA and what it issued for the gateway itself. */
    public static final String CA_FOLDER = "ca";

    private final CloseStack parts = new CloseStack(LOG);
    private final String id;
    private final int brokerPort;
    private final Store store;
    private final Directory directory;
    private final OnDuty onDuty;
    private final Pauses pauses;
    private final PressPath path;
    private final People people;
    private final SiteCertificates certificates;
    private final GatewayClock clock;
    private final Readings readings;
    private final Events events = new Events();
    private final Forgetting forgetting;
    private final Commands commands;
    private final Configurations configurations;
    private final SiteAddress address;
    private final Enrolments enrolments;
    private final ChannelRatings ratings;
    private final Tickets tickets;
    private final Assessments assessments;
    private final @Nullable Upstream upstream;
    private final Alarms alarms;
    private final InstantSource wall;

    private Gateway(
            GatewayConfig config, boolean takeOver, MeterRegistry meters, InstantSource wall, LongSupplier nanos)
            throws SQLException, IOException, InterruptedException {
        this.wall = wall;
        Actor user = Actor.command(System.getProperty("user.name", "unknown"));
        boolean complete = false;
        try {
            store = parts.add(Store.open(config.data(), config.database()));
            StoreWriter writer = parts.add(store.writer());
            id = GatewayId.of(config, writer);
            clock = new GatewayClock(
                    wall, nanos, new ClockSync()::isSynced, config.clock() == ClockTrust.SYNCED, store.latestMillis());
            readings = new Readings(writer, clock);
            directory = Directory.open(writer, config.directory(), user, clock);
            onDuty = OnDuty.open(writer, directory::current, clock);
            Operators operators = Operators.of(config.http().operatorsFile());
            people = People.open(writer, operators, new SecureRandom(), clock);
            certificates = new SiteCertificates(parts, config, id, writer, user, wall, clock);
            BrokerAddress broker = certificates.broker(config, nanos);
            brokerPort = broker.url().at().port();
            path = new PressPath(parts, broker, id, takeOver, store, writer, directory, events, meters, clock, nanos);
            Link link = path.link();
            pauses = Pauses.open(writer, directory::current, clock, path.scoreboard()::counted);
            forgetting = new Forgetting(writer, store.reader().account(), store.terminals(), link::clearStatus, clock);
            commands = new Commands(writer, store.terminals(), link::command, clock, new SecureRandom());
            configurations =
                    new Configurations(writer, store.reader().terminalConfigs(), commands, link::command, clock);
            store.terminals().onOnline((terminal, status) -> {
                commands.heard(terminal, status);
                configurations.heard(terminal, status);
                onDuty.heard(terminal, status);
            });
            path.start();
            certificates.start();
            path.scoreboard().start();
            address = new SiteAddress(config, brokerPort);
            enrolments = new Enrolments(writer, certificates.register(), address, clock, nanos, new SecureRandom());
            ratings = new ChannelRatings(writer, directory::current, clock, meters);
            tickets = new Tickets(writer, clock);
            assessments = parts.add(Assessments.open(
                    config.data(),
                    config.database(),
                    config.assess(),
                    new DirectorySources(
                            directory::current,
                            store.tallies(),
                            store.reader().tickets(),
                            () -> people.all().stream().map(Person::caller).toList()),
                    new TallyRatings(
                            directory::current, store.tallies(), store.reader().channels()),
                    new SecureRandom(),
                    version(),
                    clock));
            assessments.start();
            parts.add(new DutySchedules(onDuty, directory::current, clock)).start();
            upstream = upstream(config.upstream(), writer, meters);
            alarms = parts.add(new Alarms(
                    writer,
                    store.reader(),
                    store.terminals(),
                    directory::current,
                    config.data(),
                    clock,
                    new Announcing(directory::current, events::tell, link::publish),
                    new Messages(id, config.alarms(), directory::current),
                    meters));
            alarms.start();
            parts.add(AlarmSenders.start(
                    config.alarms(), directory::current, writer, store.reader().alarms(), clock));
            new ControlRequests(people, directory, enrolments, certificates, forgetting).open(parts, config.data());
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    /**
     * Starts a gateway and returns once its broker listens and its scores can be read; the halls are claimed soon after.
     *
     * @param config one that this version can run, see {@link GatewayConfig#requireRunnable}
     * @param takeOver whether halls that another gateway serves are taken from it
     * @param meters what operators watch
     * @throws OperationFailed where the database or the broker cannot be opened, with one line that says why
     */
    public static Gateway start(GatewayConfig config, boolean takeOver, MeterRegistry meters) {
        return start(config, takeOver, meters, Clock.systemUTC(), System::nanoTime);
    }

    /** As {@link #start(GatewayConfig, boolean, MeterRegistry)}, by other clocks: wall time, and nanoseconds that never step. */
    static Gateway start(
            GatewayConfig config, boolean takeOver, MeterRegistry meters, InstantSource clock, LongSupplier nanos) {
        try {
            return new Gateway(config, takeOver, meters, clock, nanos);
        } catch (SQLException e) {
            throw new OperationFailed("the database cannot be written: " + DatabaseFault.reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationFailed("interrupted while starting", e);
        } catch (UnknownHostException e) {
            throw new OperationFailed("the broker's host is unknown: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new OperationFailed(Fault.oneLine(e), e);
        }
    }

    private @Nullable Upstream upstream(@Nullable UpstreamConfig config, StoreWriter writer, MeterRegistry meters) {
        if (config == null) {
            return null;
        }
        Upstream made = parts.add(new Upstream(
                config, writer, store.reader().upstream(), directory::current, clock, meters, new SecureRandom()));
        made.start();
        return made;
    }

    /** What auditors read that others may not. */
    public Readings readings() {
        return readings;
    }

    /** The machine's wall clock, for commands beside a gateway. */
    public static InstantSource machineClock() {
        return Clock.systemUTC();
    }

    /** Its identifier, from the configuration or drawn once and kept. */
    public String id() {
        return id;
    }

    public Scoreboard scoreboard() {
        return path.scoreboard();
    }

    /** The halls and windows, and the way to change them. */
    public Directory directory() {
        return directory;
    }

    /** The fraud rules of the halls, and the way to change them. */
    public Rules rules() {
        return path.rules();
    }

    /** Who is on duty at which window, and the way to change it. */
    public OnDuty onDuty() {
        return onDuty;
    }

    /** Which windows pause, and the way to change it. */
    public Pauses pauses() {
        return pauses;
    }

    /** What happens in the halls, as it happens. */
    public Events events() {
        return events;
    }

    /** The way to take terminals off the list. */
    public Forgetting forgetting() {
        return forgetting;
    }

    /** What is asked of terminals. */
    public Commands commands() {
        return commands;
    }

    /** The files that terminals are wanted to run on. */
    public Configurations configurations() {
        return configurations;
    }

    /** How new terminals are let in. */
    public Enrolments enrolments() {
        return enrolments;
    }

    /** How ratings of other channels are taken in. */
    public ChannelRatings ratings() {
        return ratings;
    }

    /** How closed tickets are taken in. */
    public Tickets tickets() {
        return tickets;
    }

    /** Who is assessed, and how. */
    public Assessments assessments() {
        return assessments;
    }

    private static String version() {
        return Objects.requireNonNullElse(Gateway.class.getPackage().getImplementationVersion(), "development");
    }

    /** What goes up to the province, where anything does. */
    public Optional<Upstream> upstream() {
        return Optional.ofNullable(upstream);
    }

    /** What is wrong, and was. */
    public Alarms alarms() {
        return alarms;
    }

    /** Where the listener for new terminals really is. */
    void enrolsAt(int port) {
        address.enrolsAt(port);
    }

    /** Who may sign in, and the way to change that. */
    public People people() {
        return people;
    }

    /** Somebody at that address asks why a certificate is refused; where it is, that stands in the record. */
    void asked(String client, X509Certificate certificate) {
        certificates.asked(client, certificate);
    }

    /** The register of certificates, and the way to change it. */
    public Certificates certificates() {
        return certificates.register();
    }

    /** What the gateway itself shows to others. */
    OwnCertificates ownCertificates() {
        return certificates.own();
    }

    /** What the database holds, for those who read more than scores. */
    public StoreReader reader() {
        return store.reader();
    }

    /** The wall clock that it goes by. */
    public InstantSource clock() {
        return wall;
    }

    /** Has that called at each turn of the thread that stores presses, every few seconds at least while that thread moves. */
    public void eachTurn(Runnable called) {
        path.ingest().eachTurn(called);
    }

    /** The port that terminals connect to, of whichever broker. */
    public int brokerPort() {
        return brokerPort;
    }

    /** Whether presses are stored, acknowledged and shown. */
    public boolean ready() {
        return notReady().isEmpty();
    }

    /** Why it is not ready, in one line: database, broker, owner or clock. */
    public Optional<String> notReady() {
        return path.notReady();
    }

    /** Stops taking presses, ends the transaction that runs, and closes everything. What was not committed was not acknowledged. */
    @Override
    public void close() {
        parts.close();
    }
}
