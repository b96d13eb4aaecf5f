package io.hallpulse.hardware.serial;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.InputHealth;
import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyListener;
import io.hallpulse.hardware.KeyPress;
import io.hallpulse.hardware.MeterSignal;
import io.hallpulse.hardware.health.Count;
import io.hallpulse.hardware.health.Counters;
import io.hallpulse.hardware.protocol.MeterKey;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One meter on a port. */
final class SerialKeyInput implements KeyInput {
    /** So much that came since the last valid frame is no chance spike on the line. */
    private static final int ENOUGH_NOISE_BYTES = 16;
    /** Presses whose fate may be open at a time; the meter sends an older one again if it matters. */
    private static final int MOST_UNANSWERED = 256;

    private final InputSettings.Serial settings;
    private final PortThread port;
    private final Counters counters = new Counters();
    /** By when the press was made, which no two of this input share; not by the press, since a record's hash makes classes at run time. */
    private final Map<Long, MeterKey> unanswered = new LinkedHashMap<>();

    private volatile @Nullable KeyListener listener;
    private volatile @Nullable String meterFault;
    private volatile @Nullable String lastKey;
    private volatile int lastAddress = MeterKey.NO_ADDRESS;
    /** Of the newest press; the port's thread only. */
    private long lastNanos = Long.MIN_VALUE;

    SerialKeyInput(InputSettings.Serial settings, PortThread port) {
        this.settings = settings;
        this.port = port;
    }

    @Override
    public String id() {
        return settings.id();
    }

    @Override
    public void start(KeyListener listener) {
        this.listener = listener;
        port.join(this);
    }

    boolean accepts(int address) {
        return address() == MeterKey.NO_ADDRESS || address() == address;
    }

    /** Of its meter, or {@link MeterKey#NO_ADDRESS} when it receives from every one. */
    int address() {
        Integer address = settings.address();
        return address == null ? MeterKey.NO_ADDRESS : address;
    }

    /** Why no press can come from this meter, or null. The port's thread only. */
    void setMeterFault(@Nullable String fault) {
        meterFault = fault;
    }

    /** Whether the fate of a press is still open. Any thread. */
    boolean isAnswerDue() {
        synchronized (unanswered) {
            return !unanswered.isEmpty();
        }
    }

    /** A key of this meter came. The port's thread only. */
    void received(MeterKey key, long atNanos) {
        KeyListener current = listener;
        if (current == null) {
            return;
        }
        lastNanos =
                Math.max(atNanos, lastNanos + 1); // two frames of one read are two presses, each with its own answer
        KeyPress press = new KeyPress(id(), key.key(), lastNanos, key.simultaneous());
        synchronized (unanswered) {
            unanswered.put(press.atNanos(), key);
            if (unanswered.size() > MOST_UNANSWERED) {
                unanswered.remove(unanswered.keySet().iterator().next());
            }
        }
        counters.add(Count.PRESSES);
        lastKey = key.key();
        lastAddress = key.address();
        current.onKey(press);
    }

    @Override
    public void answer(KeyPress press, Answer answer) {
        counters.add(answer);
        MeterKey key;
        synchronized (unanswered) {
            key = unanswered.remove(press.atNanos());
        }
        if (key == null || !port.answer(key, answer)) {
            counters.add(Count.ANSWERS_DROPPED);
        }
    }

    /** Goes to its meter, or, where it receives from every one, to the one that sent last. */
    @Override
    public void show(MeterSignal signal) {
        int address = settings.address() == null ? lastAddress : address();
        if (address != MeterKey.NO_ADDRESS && !port.show(address, signal)) {
            counters.add(Count.ANSWERS_DROPPED);
        }
    }

    @Override
    public InputHealth health() {
        Map<String, Long> counts = new TreeMap<>(port.counters().snapshot());
        counts.putAll(counters.snapshot());
        String fault = port.fault();
        if (fault == null && meterFault != null) {
            fault = "port " + settings.port() + ": " + meterFault;
        }
        if (fault != null) {
            return new InputHealth(InputHealth.State.FAULT, fault, counts, lastKey);
        }
        String warning = warning();
        return new InputHealth(
                warning == null ? InputHealth.State.OK : InputHealth.State.DEGRADED, warning, counts, lastKey);
    }

    private @Nullable String warning() {
        if (port.rejectedSinceFrame() >= ENOUGH_NOISE_BYTES) {
            return String.format(
                    Locale.ROOT,
                    "port %s: bytes arrive at %d %s, no valid %s frame (%s); check baud, format and protocol",
                    settings.port(),
                    settings.baud(),
                    settings.format(),
                    settings.protocol(),
                    causes());
        }
        int stranger = port.strangerAddress();
        if (stranger != MeterKey.NO_ADDRESS) {
            return String.format(
                    Locale.ROOT,
                    "port %s: a meter speaks from address %d, which no input has; set its address",
                    settings.port(),
                    stranger);
        }
        return null;
    }

    private String causes() {
        Counters wire = port.counters();
        return "noise bytes " + wire.get(Count.NOISE_BYTES) + ", bad length " + wire.get(Count.BAD_LENGTH)
                + ", bad checksum " + wire.get(Count.BAD_CHECKSUM) + ", bad end " + wire.get(Count.BAD_END)
                + ", broken off " + wire.get(Count.TIMEOUTS);
    }

    @Override
    public void close() {
        listener = null;
        port.leave(this);
    }
}
