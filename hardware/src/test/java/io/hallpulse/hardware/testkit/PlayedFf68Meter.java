package io.hallpulse.hardware.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Plays a four-key ff68 meter at the near end of a {@link Pty}: presses keys, collects the acknowledgements, and, where asked,
 * sends a key again until it is acknowledged. It makes its frames by hand, so that it cannot share a fault with the codec.
 * Any thread.
 */
public final class PlayedFf68Meter implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(20);
    /** A look that took longer was held up by the machine: what came meanwhile is not read yet, and a real meter would have read it. */
    private static final long HELD_UP_NANOS = Duration.ofMillis(100).toNanos();

    private final Pty pty;
    private final int address;
    private final long resendNanos;
    private final Thread reader;
    private final StringBuilder received = new StringBuilder();
    private final List<Integer> acknowledged = new ArrayList<>();
    private int parsed;
    private int framesSent;
    private @Nullable Integer unacknowledged;
    private long sentNanos;
    private volatile IntConsumer whenAcknowledged = key -> {};
    private volatile boolean closed;

    /** A meter that sends each key once. */
    public PlayedFf68Meter(Pty pty, int address) {
        this(pty, address, Duration.ZERO);
    }

    /** @param resendEvery after which an unacknowledged key is sent again; zero for never */
    public PlayedFf68Meter(Pty pty, int address, Duration resendEvery) {
        this.pty = pty;
        this.address = address;
        this.resendNanos = resendEvery.toNanos();
        this.reader = new Thread(this::listen, "played-meter-" + address);
        reader.setDaemon(true);
        reader.start();
    }

    /** Presses a key: one frame. */
    public synchronized void press(int key) {
        unacknowledged = key;
        send(key);
    }

    /** The finger goes, unthanked: the key is not sent again. */
    public synchronized void giveUp() {
        unacknowledged = null;
        pty.discardUnread();
    }

    /**
     * Listens for acknowledgements.
     *
     * @param listener called with each key that waited for its acknowledgement and has it, on the meter's thread, at once
     */
    public void whenAcknowledged(IntConsumer listener) {
        whenAcknowledged = listener;
    }

    /** Sends bytes that are no frame. */
    public void noise(byte... bytes) {
        pty.write(bytes);
    }

    private void send(int key) {
        int sum = (address + 0x11 + key) & 0xFF;
        byte[] frame = {(byte) 0xFF, 0x68, 3, 3, 0x68, (byte) address, 0x11, (byte) key, (byte) sum, 0x16};
        framesSent++;
        sentNanos = System.nanoTime();
        pty.write(frame);
    }

    /** The keys that were acknowledged, in order. */
    public synchronized List<Integer> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** How many key frames went out, repeats included. */
    public synchronized int framesSent() {
        return framesSent;
    }

    /** Everything the host sent, in hex. */
    public synchronized String received() {
        return received.toString();
    }

    private void listen() {
        while (!closed) {
            long lookedNanos = System.nanoTime();
            byte[] bytes = pty.read(LOOK);
            synchronized (this) {
                received.append(HexFormat.of().withUpperCase().formatHex(bytes));
                parse();
                long now = System.nanoTime();
                boolean due = unacknowledged != null && resendNanos > 0 && now - sentNanos > resendNanos;
                if (due && now - lookedNanos < HELD_UP_NANOS) {
                    send(Objects.requireNonNull(unacknowledged));
                }
            }
        }
    }

    private void parse() {
        Pattern acknowledgement = Pattern.compile("FF68030368%02X01(0[0-3])..16".formatted(address));
        Matcher matcher = acknowledgement.matcher(received);
        while (matcher.find(parsed)) {
            parsed = matcher.end();
            int key = Integer.parseInt(matcher.group(1), 16);
            acknowledged.add(key);
            if (unacknowledged != null && unacknowledged == key) {
                unacknowledged = null;
                whenAcknowledged.accept(key);
            }
        }
    }

    /** Stops the meter; the cable stays. */
    @Override
    public void close() {
        closed = true;
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
