package io.hallpulse.hardware.sniff;

import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.health.Count;
import io.hallpulse.hardware.health.Counters;
import io.hallpulse.hardware.protocol.Dialogue;
import io.hallpulse.hardware.protocol.MeterKey;
import io.hallpulse.hardware.protocol.ProtocolSettings;
import io.hallpulse.hardware.serial.JsscPort;
import io.hallpulse.hardware.serial.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The search for the protocol of a meter, by its presses. It goes through the speeds, the likeliest first; at each it first only
 * listens, then polls for a Boks and a Modbus keypad, and leaves as soon as one protocol explains what it received. A
 * round takes some 8 s; every other one tries even parity. The likeliest Modbus addresses are polled in every round, since an
 * answer may come too late or at the other parity, and from the third on some others. For one thread.
 */
public final class Sniffer {
    /** In this order. */
    public static final List<Integer> SPEEDS = List.of(9600, 19200, 4800, 2400, 38400, 115200);

    private static final long POLL_MILLIS = 2;
    private static final Duration LISTEN = Duration.ofMillis(700);
    private static final Duration CONFIRM = Duration.ofMillis(1000);
    private static final Duration LONGEST_STAY = Duration.ofSeconds(3);
    private static final int LIKELY_SLAVES = 8;
    private static final int OTHER_SLAVES = 8;
    private static final int LAST_SLAVE = 247;

    private final String port;
    private final List<Integer> speeds;
    private final LongSupplier nanoClock;
    private final Consumer<String> progress;

    /**
     * @param speeds to try, in baud
     * @param nanoClock on the scale of {@link System#nanoTime()}
     * @param progress takes one line for each speed: what was received there
     */
    public Sniffer(String port, List<Integer> speeds, LongSupplier nanoClock, Consumer<String> progress) {
        this.port = port;
        this.speeds = List.copyOf(speeds);
        this.nanoClock = nanoClock;
        this.progress = progress;
    }

    /**
     * Listens until a protocol is certain, or patience is at an end.
     *
     * @throws IOException with one line, when the port cannot be opened or is pulled
     */
    public Optional<Finding> sniff(Duration patience) throws IOException, InterruptedException {
        long end = nanoClock.getAsLong() + patience.toNanos();
        for (int round = 0; nanoClock.getAsLong() < end; round++) {
            String format = round % 2 == 0 ? "8N1" : "8E1";
            for (int baud : speeds) {
                Optional<Finding> finding = at(baud, format, slaves(round), end);
                if (finding.isPresent() || nanoClock.getAsLong() >= end) {
                    return finding;
                }
            }
        }
        return Optional.empty();
    }

    /** The Modbus addresses that are polled in a round, at either parity the same: the likeliest, later some others too. */
    static List<Integer> slaves(int round) {
        int others = round / 2 * OTHER_SLAVES;
        return IntStream.concat(
                        IntStream.rangeClosed(1, LIKELY_SLAVES),
                        IntStream.range(Math.max(0, others - OTHER_SLAVES), others)
                                .map(other -> LIKELY_SLAVES + 1 + other % (LAST_SLAVE - LIKELY_SLAVES)))
                .boxed()
                .toList();
    }

    private Optional<Finding> at(int baud, String format, List<Integer> slaves, long end)
            throws IOException, InterruptedException {
        List<Candidate> candidates = Candidate.all();
        try (Wire wire = JsscPort.open(port, baud, format)) {
            wire.read(); // what came before was received at another speed
            Listener listener = new Listener(wire, candidates);
            listener.listen(LISTEN);
            if (best(candidates).isEmpty()) {
                Optional<Finding> polled = poll(listener, baud, format, slaves, end);
                if (polled.isPresent()) {
                    return polled;
                }
            }
            long leave = nanoClock.getAsLong() + LONGEST_STAY.toNanos();
            while (best(candidates).isEmpty()
                    && candidates.stream().anyMatch(Candidate::isPromising)
                    && nanoClock.getAsLong() < leave) {
                listener.listen(LISTEN);
            }
            Optional<Candidate> best = best(candidates);
            if (best.isEmpty()) {
                progress.accept(
                        String.format(Locale.ROOT, "%d %s: %d bytes, no protocol", baud, format, listener.bytes));
                return Optional.empty();
            }
            listener.listen(CONFIRM);
            return Optional.of(best(candidates).orElse(best.get()).finding(baud, format));
        }
    }

    /** The certain one with the most frames; of equals the first. */
    private static Optional<Candidate> best(List<Candidate> candidates) {
        return candidates.stream()
                .filter(Candidate::isCertain)
                .reduce((first, second) -> second.frames() > first.frames() ? second : first);
    }

    private Optional<Finding> poll(Listener listener, int baud, String format, List<Integer> slaves, long end)
            throws IOException, InterruptedException {
        for (ProtocolSettings polled : ProtocolSettings.recognizedByPolling()) {
            List<@Nullable Integer> addresses =
                    polled.hasAddress() ? new ArrayList<>(slaves) : Collections.singletonList(null);
            for (Integer address : addresses) {
                Optional<Finding> finding = poll(listener, meter(baud, format, polled, address), end);
                if (finding.isPresent()) {
                    return finding;
                }
            }
        }
        return Optional.empty();
    }

    /** Polls one meter for a moment, and, if it answers at all, for as long as it takes to receive its keys, one at least. */
    private Optional<Finding> poll(Listener listener, InputSettings.Serial meter, long end)
            throws IOException, InterruptedException {
        Counters counters = new Counters();
        Dialogue dialogue = meter.settings().dialogue(List.of(meter), counters);
        Set<String> keys = new LinkedHashSet<>();
        listener.run(dialogue, keys, meter.settings().firstReplyWithin());
        if (counters.get(Count.FRAMES) == 0) {
            return Optional.empty();
        }
        do {
            listener.run(dialogue, keys, CONFIRM);
        } while (keys.isEmpty() && nanoClock.getAsLong() < end);
        Integer address = meter.address();
        return Optional.of(new Finding(
                meter.settings(),
                meter.baud(),
                meter.format(),
                address == null ? Set.of() : Set.of(address),
                keys,
                counters.get(Count.FRAMES),
                meter.settings().hint()));
    }

    private InputSettings.Serial meter(int baud, String format, ProtocolSettings settings, @Nullable Integer address) {
        return new InputSettings.Serial("sniff", port, baud, format, settings, address);
    }

    /** The line at one speed, and all that listen to it. */
    private final class Listener {
        private final Wire wire;
        private final List<Candidate> candidates;
        private long bytes;

        Listener(Wire wire, List<Candidate> candidates) {
            this.wire = wire;
            this.candidates = candidates;
        }

        void listen(Duration time) throws IOException, InterruptedException {
            long end = nanoClock.getAsLong() + time.toNanos();
            for (long now = nanoClock.getAsLong(); now < end; now = nanoClock.getAsLong()) {
                receive(now);
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }

        void run(Dialogue dialogue, Set<String> keys, Duration time) throws IOException, InterruptedException {
            Consumer<MeterKey> key = received -> keys.add(received.key());
            long end = nanoClock.getAsLong() + time.toNanos();
            for (long now = nanoClock.getAsLong(); now < end; now = nanoClock.getAsLong()) {
                byte[] received = receive(now);
                if (received.length > 0) {
                    dialogue.bytes(received, now, key);
                } else {
                    dialogue.silence(now, key);
                }
                for (byte[] frame = dialogue.nextFrame(now); frame != null; frame = dialogue.nextFrame(now)) {
                    wire.write(frame);
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }

        private byte[] receive(long now) throws IOException {
            byte[] received = wire.read();
            bytes += received.length;
            for (Candidate candidate : candidates) {
                if (received.length > 0) {
                    candidate.bytes(received, now);
                } else {
                    candidate.silence(now);
                }
            }
            return received;
        }
    }
}
