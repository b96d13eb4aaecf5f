package io.hallpulse.gateway;

import io.hallpulse.gateway.broker.BrokerAddress;
import io.hallpulse.gateway.broker.Link;
import io.hallpulse.gateway.clock.GatewayClock;
import io.hallpulse.gateway.directory.Directory;
import io.hallpulse.gateway.event.Events;
import io.hallpulse.gateway.fraud.Rules;
import io.hallpulse.gateway.ingest.Inbox;
import io.hallpulse.gateway.ingest.Ingest;
import io.hallpulse.gateway.ingest.IngestMeters;
import io.hallpulse.gateway.reprocess.Reprocessing;
import io.hallpulse.gateway.reprocess.Rescoring;
import io.hallpulse.gateway.score.Scoreboard;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.runtime.program.CloseStack;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The way of a press through the gateway: from the broker into the store, judged by the rules, shown by the scoreboard. What was judged before is judged
 * anew when halls, clocks or rules change.
 */
final class PressPath {
    private final Store store;
    private final GatewayClock clock;
    private final Link link;
    private final Scoreboard scoreboard;
    private final Reprocessing reprocessing;
    private final Rules rules;
    private final Ingest ingest;

    /**
     * Puts it together; no press is taken yet.
     *
     * @param parts what has to be closed is added
     * @param takeOver whether halls that another gateway serves are taken from it
     * @param nanos nanoseconds that never step
     */
    PressPath(
            CloseStack parts,
            BrokerAddress broker,
            String id,
            boolean takeOver,
            Store store,
            StoreWriter writer,
            Directory directory,
            Events events,
            MeterRegistry meters,
            GatewayClock clock,
            LongSupplier nanos) {
        this.store = store;
        this.clock = clock;
        Inbox inbox = new Inbox();
        link = new Link(broker, id, () -> directory.current().ids(), takeOver, inbox, clock, nanos, new SecureRandom());
        scoreboard = parts.add(new Scoreboard(directory::current, store, writer, link::publish, clock, nanos));
        reprocessing =
                new Reprocessing(writer, directory::current, clock, nanos, scoreboard::counted, this::forgetRuns);
        directory.onChange(halls -> reprocessing.rejudge());
        Rescoring rescoring = new Rescoring(writer, directory::current, clock, nanos, scoreboard::counted);
        rules = new Rules(writer, store.reader(), directory::current, clock, rescoring::changed);
        ingest = parts.add(new Ingest(
                inbox,
                writer,
                store.terminals(),
                directory::current,
                link,
                scoreboard::counted,
                moved -> {
                    reprocessing.redate(moved);
                    rescoring.poll();
                },
                events::tell,
                clock,
                nanos,
                new IngestMeters(meters)));
        parts.add(link);
    }

    private void forgetRuns() {
        ingest.forget();
    }

    /** Takes presses from now on; the halls are claimed soon after. */
    void start() {
        reprocessing.rejudge();
        ingest.start();
        link.start();
    }

    /** Why it is not ready, in one line: database, broker, owner or clock. */
    Optional<String> notReady() {
        Optional<String> database = ingest.fault()
                .or(() -> store.answers() ? Optional.empty() : Optional.of("database: it cannot be read"));
        return Stream.of(database, link.fault(), clock.reason())
                .flatMap(Optional::stream)
                .findFirst();
    }

    Link link() {
        return link;
    }

    Scoreboard scoreboard() {
        return scoreboard;
    }

    Rules rules() {
        return rules;
    }

    Ingest ingest() {
        return ingest;
    }
}
