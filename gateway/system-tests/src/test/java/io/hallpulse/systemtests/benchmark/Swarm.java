package io.hallpulse.systemtests.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Many terminals on one thread, speaking MQTT 5 by hand, so that a measurement shows what broker and gateway cost and not a
 * thousand clients. Each terminal has a few messages on their way at once, as an agent has.
 */
final class Swarm implements AutoCloseable {
    /** What an agent allows itself. */
    static final int IN_FLIGHT = 8;

    private static final long STALLED_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long GIVE_UP_NANOS = Duration.ofMinutes(8).toNanos();

    private final Selector selector;
    private final List<SwarmTerminal> terminals = new ArrayList<>();
    private final Progress progress = new Progress();

    /** What all of them have seen; the driver's thread. */
    static final class Progress {
        int ready;
        long published;
        long acknowledged;
        long sentAgain;
        long sent;
        long arrived;
        long mostOnTheirWay = Long.MAX_VALUE;

        boolean mayPublish() {
            return sent - arrived < mostOnTheirWay;
        }
    }

    private Swarm(Selector selector) {
        this.selector = selector;
    }

    /**
     * Connects all terminals of a backlog; each subscribes to its acks and tells its status, as an agent does.
     *
     * @param untilAcknowledged whether a message is under way until the gateway's ack, else until the broker's
     */
    static Swarm connect(int port, Backlog backlog, boolean untilAcknowledged) {
        try {
            Swarm swarm = new Swarm(Selector.open());
            for (int i = 0; i < backlog.terminals(); i++) {
                SocketChannel channel =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channel.configureBlocking(false);
                SelectionKey key = channel.register(swarm.selector, SelectionKey.OP_READ);
                SwarmTerminal terminal = new SwarmTerminal(key, backlog, i, untilAcknowledged, swarm.progress);
                key.attach(terminal);
                swarm.terminals.add(terminal);
                terminal.connect();
                if (i % 50 == 49) {
                    int all = i + 1;
                    swarm.runUntil(() -> swarm.progress.ready == all);
                }
            }
            swarm.runUntil(() -> swarm.progress.ready == backlog.terminals());
            return swarm;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends everything, all terminals side by side, and returns once {@code done} holds; the nanoseconds that took. */
    long send(BooleanSupplier done) {
        long begun = System.nanoTime();
        try {
            for (int message = 1; message <= IN_FLIGHT; message++) {
                for (SwarmTerminal terminal : terminals) {
                    terminal.fill(message);
                }
            }
            runUntil(done);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return System.nanoTime() - begun;
    }

    /** As {@link #send}, until every press is acknowledged by the gateway. */
    long sendUntilAcknowledged() {
        long messages = terminals.stream().mapToLong(SwarmTerminal::messages).sum();
        return send(() -> progress.acknowledged == messages);
    }

    /**
     * As {@link #send}, until all has come to a subscriber that only counts. It holds nobody back, so that the broker would drop what does
     * not fit its memory: no more than so many are on their way.
     */
    long sendUntilArrived(long mostOnTheirWay, LongSupplier arrived) {
        long messages = terminals.stream().mapToLong(SwarmTerminal::messages).sum();
        progress.mostOnTheirWay = mostOnTheirWay;
        return send(() -> {
            progress.arrived = arrived.getAsLong();
            for (SwarmTerminal terminal : terminals) {
                terminal.goOn();
            }
            return progress.arrived == messages;
        });
    }

    Progress progress() {
        return progress;
    }

    private void runUntil(BooleanSupplier done) throws IOException {
        long begun = System.nanoTime();
        long looked = begun;
        while (!done.getAsBoolean()) {
            selector.select(
                    key -> {
                        try {
                            ((SwarmTerminal) key.attachment()).ready(key.isReadable(), key.isWritable());
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    },
                    5);
            long now = System.nanoTime();
            if (now - looked > TimeUnit.SECONDS.toNanos(1)) {
                looked = now;
                for (SwarmTerminal terminal : terminals) {
                    terminal.sendAgainIfStalled(now, STALLED_NANOS);
                }
            }
            if (now - begun > GIVE_UP_NANOS) {
                throw new IllegalStateException("not done after 8 minutes: " + progress.acknowledged
                        + " messages acknowledged, " + progress.published + " published");
            }
        }
    }

    @Override
    public void close() {
        try {
            for (SwarmTerminal terminal : terminals) {
                terminal.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
