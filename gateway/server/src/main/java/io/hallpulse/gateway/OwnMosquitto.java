package io.hallpulse.gateway;

import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.broker.MosquittoFolder;
import io.hallpulse.gateway.broker.MosquittoRules;
import io.hallpulse.gateway.broker.SiteBroker;
import io.hallpulse.gateway.ca.Certificates;
import io.hallpulse.gateway.ca.Kind;
import io.hallpulse.gateway.ca.OwnCertificates;
import io.hallpulse.gateway.ca.ServerFiles;
import io.hallpulse.gateway.config.BrokerConfig;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.runtime.config.BrokerUrl;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the rules of the site's own Mosquitto as the register of certificates is: writes them anew at every change, asks the broker until it
 * goes by them, and then ends the connections of those who lost their rights. All of it on one thread.
 */
final class OwnMosquitto implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnMosquitto.class);
    private static final long LOOK_MILLIS = 500;
    /** So many times the broker is asked before that is a fault, and told again. */
    private static final int PATIENCE = 10;

    private final BrokerUrl url;
    private final String gateway;
    private final Certificates certificates;
    private final OwnCertificates own;
    private final StoreWriter writer;
    private final InstantSource clock;
    private final SiteBroker broker;
    private final Fault fault = new Fault(LOG, "mosquitto");
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "mosquitto");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<String> ended = new TreeSet<>();
    private @Nullable MosquittoFolder folder;
    private @Nullable MosquittoRules asked;
    private volatile boolean changed = true;
    private int looks;

    /**
     * That of a broker; nothing is done yet.
     *
     * @param url of a broker by TLS that trusts the site CA, see {@link #url}
     */
    OwnMosquitto(
            BrokerUrl url,
            String gateway,
            Certificates certificates,
            OwnCertificates own,
            StoreWriter writer,
            InstantSource clock)
            throws SQLException, InterruptedException {
        this.url = url;
        this.gateway = gateway;
        this.certificates = certificates;
        this.own = own;
        this.writer = writer;
        this.clock = clock;
        this.broker = new SiteBroker(url, own::passing);
        Optional<String> kept = writer.transaction(tables -> tables.settings().mosquittoFolder());
        kept.map(Path::of).map(MosquittoFolder::new).ifPresent(found -> folder = found);
    }

    /** Where the broker of this configuration is, if it is one that goes by what the gateway writes. */
    static Optional<BrokerUrl> url(BrokerConfig broker) {
        BrokerUrl url = broker.url();
        return url != null && url.encrypted() && broker.identity() == null ? Optional.of(url) : Optional.empty();
    }

    /** A broker without rules of the gateway's. */
    static OperationFailed none() {
        return new OperationFailed(
                "broker: no Mosquitto goes by the site CA here; write {url: ssl://HOST:8883} without an identity");
    }

    /** Begins to look after it. */
    void start() {
        certificates.onChange(register -> {
            changed = true;
            timer.execute(this::look);
        });
        timer.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Does a request beside what it looks after. */
    Object answer(MosquittoRequest request) throws InterruptedException {
        try {
            return timer.submit(() -> keep(request)).get();
        } catch (ExecutionException e) {
            throw new OperationFailed(Fault.oneLine(e.getCause() == null ? e : e.getCause()), e);
        }
    }

    /** Writes into a folder from now on. */
    Object keep(MosquittoRequest request) throws IOException, SQLException, InterruptedException {
        MosquittoFolder named = new MosquittoFolder(Path.of(request.folder()));
        named.write(rules());
        Change change = new Change(Actor.command(request.user()), "mosquitto.config", "broker", "", request.folder());
        writer.transaction(tables -> {
            tables.settings().mosquittoFolder(request.folder());
            tables.audit().add(change, clock.millis());
            return true;
        });
        folder = named;
        changed = true;
        return Map.of("folder", request.folder());
    }

    private MosquittoRules rules() throws IOException {
        ServerFiles shown = own.files(Kind.MOSQUITTO);
        return new MosquittoRules(
                gateway,
                url,
                certificates.registered(),
                certificates.revokedSerials(),
                certificates::revocationList,
                shown.authority(),
                shown.certificate(),
                shown.key());
    }

    private void look() {
        MosquittoFolder written = folder;
        if (written == null) {
            return;
        }
        try {
            if (changed) {
                changed = false;
                write(written);
            }
            if (asked != null && !isObeyed(written, asked)) {
                return;
            }
            end();
            fault.over();
        } catch (IOException | RuntimeException e) { // else the timer would never look again
            changed |= asked == null;
            fault.occurred(Fault.oneLine(e));
            LOG.debug("Mosquitto is not looked after", e);
        }
    }

    private void write(MosquittoFolder written) throws IOException {
        asked = null;
        MosquittoRules rules = rules();
        ended.addAll(written.write(rules));
        rules.terminals().forEach(terminal -> ended.remove(terminal.toString()));
        asked = rules;
        looks = 0;
    }

    private boolean isObeyed(MosquittoFolder written, MosquittoRules rules) throws IOException {
        looks++;
        if (broker.goesBy(gateway, rules)) {
            asked = null;
            LOG.info("Mosquitto goes by {}", rules);
            return true;
        }
        if (looks % PATIENCE == 0) {
            fault.occurred(
                    "it goes by older rules than those in " + written
                            + ", so that who was revoked is still let in; systemctl reload mosquitto, and enable the unit hallpulse-mosquitto.path of that folder");
            written.say(rules);
        }
        return false;
    }

    private void end() throws IOException {
        for (String client : Set.copyOf(ended)) {
            broker.end(client);
            ended.remove(client);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
