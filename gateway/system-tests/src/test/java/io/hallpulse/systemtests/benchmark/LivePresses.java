package io.hallpulse.systemtests.benchmark;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.Topics;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.PressesWriter;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.clock.GatewayClock;
import io.hallpulse.gateway.ingest.Delivery;
import io.hallpulse.gateway.ingest.Inbox;
import io.hallpulse.gateway.ingest.Ingest;
import io.hallpulse.gateway.ingest.IngestMeters;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** The live presses of one terminal, stored by an ingest as a gateway has it, and how long each waits for its commit. For one thread. */
final class LivePresses implements AutoCloseable {
    private final Inbox inbox = new Inbox();
    private final Ingest ingest;
    private final TerminalId terminal;
    private final long everyMillis;
    private long seq = 1;

    /**
     * Presses of a terminal that was never there before.
     *
     * @param moved what is to be done after a group that changed history
     * @param everyMillis how far apart they are by the terminal's own time
     */
    LivePresses(
            Store store,
            StoreWriter writer,
            Halls halls,
            GatewayClock clock,
            Runnable moved,
            String hall,
            long everyMillis) {
        this.terminal = new TerminalId(hall, "live");
        this.everyMillis = everyMillis;
        this.ingest = new Ingest(
                inbox,
                writer,
                store.terminals(),
                () -> halls,
                (of, run, low, upTo) -> {},
                tallied -> {},
                range -> moved.run(),
                events -> {},
                clock,
                System::nanoTime,
                new IngestMeters(new SimpleMeterRegistry()));
        ingest.start();
    }

    /** A clock that is right, of this machine. */
    static GatewayClock clock() {
        return new GatewayClock(Instant::now, System::nanoTime, () -> true, true, 0);
    }

    /** Goes on for so many presses. */
    static BooleanSupplier times(int times) {
        int[] left = {times};
        return () -> left[0]-- > 0;
    }

    /** How many there have been so far. */
    int sent() {
        return (int) (seq - 1);
    }

    /** One of the best level comes now; what is given is the milliseconds until it is committed. */
    CompletableFuture<Double> press(String window) {
        Instant now = Instant.now();
        Press press = Press.rating(seq, window, "panel", "5", 5, now, seq * everyMillis);
        byte[] message = PressesWriter.write("liverun001", "boot-live", 1, null, List.of(press), Json.MAX_MESSAGE_BYTES)
                .bytes();
        seq++;
        CompletableFuture<Double> committed = new CompletableFuture<>();
        long begun = System.nanoTime();
        inbox.offer(
                new Delivery(
                        Topics.of(terminal, Topics.Kind.PRESSES),
                        message,
                        now.toEpochMilli(),
                        false,
                        () -> committed.complete((System.nanoTime() - begun) / 1e6)),
                true);
        return committed;
    }

    /** The milliseconds until one was committed, once it is. */
    static double committed(CompletableFuture<Double> press) throws InterruptedException {
        try {
            return press.get(30, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException("a press was not committed", e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        ingest.close();
    }
}
