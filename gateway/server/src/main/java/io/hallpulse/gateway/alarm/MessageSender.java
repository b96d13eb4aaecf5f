package io.hallpulse.gateway.alarm;

import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.gateway.outbound.RetryWait;
import io.hallpulse.gateway.store.AlarmDelivery;
import io.hallpulse.gateway.store.AlarmReader;
import io.hallpulse.gateway.store.StoreWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the messages of one way on a thread of its own, in their order, each until it is taken or three days old. A receiver may get one
 * twice, by the same id.
 */
abstract class MessageSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MessageSender.class);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration WORTH = Duration.ofDays(3);
    private static final int AT_ONCE = 100;

    private final String way;
    private final StoreWriter writer;
    private final AlarmReader reader;
    private final InstantSource clock;
    private final RetryWait retry;
    private final Fault receiver;
    private final Fault database = new Fault(LOG, "messages of alarms");
    private final Thread thread;

    MessageSender(String way, StoreWriter writer, AlarmReader reader, InstantSource clock, RandomGenerator random) {
        this.way = way;
        this.writer = writer;
        this.reader = reader;
        this.clock = clock;
        this.retry = new RetryWait(random);
        this.receiver = new Fault(LOG, "alarms." + way);
        this.thread = new Thread(this::run, "alarm-" + way);
        thread.setDaemon(true);
    }

    /**
     * Those that go together now, none for later.
     *
     * @param waiting the first that wait, at least one
     */
    abstract List<AlarmDelivery> next(List<AlarmDelivery> waiting);

    /** Sends them, and returns why they are not taken in one line, null where they are. */
    abstract @Nullable String send(List<AlarmDelivery> messages) throws InterruptedException;

    public final void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(turn().toMillis());
            }
        } catch (InterruptedException e) {
            LOG.debug("No alarm is sent by {} any more", way);
        }
    }

    /**
     * Sends what waits.
     *
     * @return how long to wait for the next turn
     */
    final Duration turn() throws InterruptedException {
        try {
            List<AlarmDelivery> waiting = reader.waiting(way, AT_ONCE);
            while (!waiting.isEmpty()) {
                List<AlarmDelivery> together = next(waiting);
                if (together.isEmpty()) {
                    break;
                }
                if (!sent(together)) {
                    return retry.failed();
                }
                retry.over();
                waiting = waiting.stream()
                        .filter(message -> !together.contains(message))
                        .toList();
            }
            database.over();
        } catch (ExecutionException | RejectedExecutionException e) {
            database.occurred(Fault.oneLine(e));
        } catch (RuntimeException e) {
            database.occurred(Fault.oneLine(e));
            LOG.debug("Messages of alarms cannot be read", e);
        }
        return LOOK;
    }

    /** Whether none of them waits any more, taken or given up. */
    private boolean sent(List<AlarmDelivery> messages) throws ExecutionException, InterruptedException {
        String refusal = send(messages);
        if (refusal == null) {
            delete(messages);
            receiver.over();
            return true;
        }
        long worth = clock.millis() - WORTH.toMillis();
        List<AlarmDelivery> old = messages.stream()
                .filter(message -> message.createdMillis() <= worth)
                .toList();
        if (!old.isEmpty()) {
            delete(old);
            LOG.warn(
                    "alarms.{}: {} messages from {} on were never taken and are given up: {}",
                    way,
                    old.size(),
                    old.get(0).message(),
                    refusal);
        }
        if (old.size() < messages.size()) {
            receiver.occurred(refusal + "; it is tried again");
            return false;
        }
        return true;
    }

    private void delete(List<AlarmDelivery> messages) throws ExecutionException, InterruptedException {
        writer.submit(tables -> {
                    for (AlarmDelivery message : messages) {
                        tables.alarms().delivered(message.id());
                    }
                    return true;
                })
                .get();
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
