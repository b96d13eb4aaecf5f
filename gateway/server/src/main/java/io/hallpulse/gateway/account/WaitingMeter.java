package io.hallpulse.gateway.account;

import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.gateway.store.AccountReader;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/**
 * The gauges of the presses that wait in outboxes, one for each hall of the configuration, as the account has them. A scrape waits for no
 * database: it gets the figures last read, and has them read anew, on a thread of their own, once they are older than ten seconds. Any
 * thread.
 */
public final class WaitingMeter implements AutoCloseable {
    private static final long FRESH_NANOS = Duration.ofSeconds(10).toNanos();

    private final AccountReader reader;
    private final LongSupplier nanos;
    private final Fault fault = new Fault(LoggerFactory.getLogger(WaitingMeter.class), "waiting presses");
    private final AtomicBoolean reading = new AtomicBoolean();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "waiting-presses");
        made.setDaemon(true);
        return made;
    });
    private final Supplier<List<String>> halls;
    private final MultiGauge gauges;
    private volatile Reading last;
    /** Halls that have a gauge; the reading thread's, once there are readings. */
    private List<String> registered = List.of();

    /** Waiting presses by hall; nothing where they could not be read. */
    private record Reading(long atNanos, boolean succeeded, Map<String, Long> waiting) {}

    /**
     * Registers the gauges.
     *
     * @param halls the ids in force, each the label of one gauge
     * @param nanos a clock that never steps
     */
    public WaitingMeter(AccountReader reader, Supplier<List<String>> halls, MeterRegistry meters, LongSupplier nanos) {
        this.reader = reader;
        this.nanos = nanos;
        this.last = new Reading(nanos.getAsLong() - FRESH_NANOS, false, Map.of());
        this.gauges = MultiGauge.builder("hallpulse.presses.waiting")
                .description("Presses in outboxes that the gateway has not received")
                .register(meters);
        this.halls = halls;
        register();
    }

    /** Only where the halls have changed: a scrape that meets a gauge being replaced by its like sees both. */
    private void register() {
        List<String> ids = halls.get();
        if (ids.equals(registered)) {
            return;
        }
        registered = List.copyOf(ids);
        gauges.register(
                ids.stream()
                        .map(hall -> MultiGauge.Row.of(Tags.of("hall", hall), () -> waiting(hall)))
                        .collect(Collectors.toList()),
                true);
    }

    private double waiting(String hall) {
        Reading known = last;
        if (nanos.getAsLong() - known.atNanos() >= FRESH_NANOS && !reading.getAndSet(true)) {
            thread.execute(this::read);
        }
        return known.succeeded() ? known.waiting().getOrDefault(hall, 0L) : Double.NaN;
    }

    private void read() {
        Map<String, Long> waiting = Map.of();
        boolean succeeded = false;
        try {
            waiting = Account.read(reader, null).terminals().stream()
                    .collect(Collectors.groupingBy(
                            Account.OfTerminal::hall,
                            Collectors.summingLong(terminal -> terminal.counts().waiting())));
            succeeded = true;
            fault.over();
        } catch (RuntimeException e) {
            fault.occurred(Fault.oneLine(e));
        } finally {
            last = new Reading(nanos.getAsLong(), succeeded, waiting);
            register();
            reading.set(false);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
