package io.hallpulse.hardware.protocol;

import static io.hallpulse.hardware.protocol.Bytes.at;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.feedback.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One keypad on a Modbus line: its newest reply, and hence which keys are new. For one thread. */
final class ModbusSlave {
    /** So many requests unanswered in a row mean that it is away; it is then polled only once a second. */
    private static final int AWAY_AFTER = 5;

    static final long AWAY_POLL_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** A counter that leaps further between two requests was set anew: nobody presses so fast. */
    private static final int FARTHEST_COUNT = 16;

    /**
     * Two counters that moved between polls further apart than this may have moved one after the other, as by somebody who presses
     * ten times a second: they are then two presses, and not two keys at once.
     */
    static final long AT_ONCE_NANOS = TimeUnit.MILLISECONDS.toNanos(90);

    private final int address;
    private final ProtocolSettings.Modbus settings;
    private final byte[] request;
    private final WireLamp[] lamps;
    private int @Nullable [] known;
    /** Its newest request was answered, or is the first. */
    private boolean answers = true;

    private int unanswered;
    private int refusal;
    private long dueNanos;
    private long polledNanos;
    /** When the request went out whose reply is known. */
    private long knownPolledNanos;

    ModbusSlave(int address, ProtocolSettings.Modbus settings) {
        this.address = address;
        this.settings = settings;
        this.request = switch (settings.read()) {
            case INPUTS -> Modbus.request(address, Modbus.READ_INPUTS, settings.first(), settings.count());
            case COUNTERS -> Modbus.request(address, Modbus.READ_REGISTERS, settings.first(), settings.count());
            case CODE -> Modbus.request(address, Modbus.READ_REGISTERS, settings.first(), 1);
        };
        this.lamps = new WireLamp[settings.lamps() == ProtocolSettings.Modbus.Lamps.NONE ? 0 : settings.count()];
        for (int i = 0; i < lamps.length; i++) {
            lamps[i] = new WireLamp();
        }
    }

    int address() {
        return address;
    }

    boolean isDue(long nowNanos) {
        return nowNanos - dueNanos >= 0;
    }

    /** Whether it replied to its newest request. */
    boolean answers() {
        return answers;
    }

    /** When it was polled last. */
    long polledNanos() {
        return polledNanos;
    }

    /** Whether so many requests went unanswered that it is taken for switched off. */
    boolean isAway() {
        return unanswered >= AWAY_AFTER;
    }

    byte[] poll(long nowNanos) {
        polledNanos = nowNanos;
        dueNanos = nowNanos + (isAway() ? AWAY_POLL_NANOS : settings.poll().toNanos());
        return request;
    }

    /** The next lamp to switch, or null. */
    byte @Nullable [] switchLamp(long nowNanos) {
        for (int i = 0; i < lamps.length; i++) {
            if (unanswered == 0 && lamps[i].isDue(nowNanos)) {
                boolean on = lamps[i].nextState(nowNanos);
                int where = settings.firstLamp() + i;
                return settings.lamps() == ProtocolSettings.Modbus.Lamps.COILS
                        ? Modbus.writeCoil(address, where, on)
                        : Modbus.request(address, Modbus.WRITE_REGISTER, where, on ? 1 : 0);
            }
        }
        return null;
    }

    void show(String key, Answer answer) {
        int lamp = Integer.parseInt(key) - 1;
        if (lamp < lamps.length) {
            lamps[lamp].show(Pattern.lamp(answer));
        }
    }

    /** The request was not answered in time. What counters latch meanwhile still comes; what is down later nobody saw go down. */
    void timedOut() {
        answers = false;
        unanswered++;
        if (unanswered == AWAY_AFTER) {
            int[] latched = settings.read() == ProtocolSettings.Modbus.Read.COUNTERS ? known : null;
            reset();
            known = latched;
        }
    }

    void refused(int reason) {
        answers = true;
        unanswered = 0;
        refusal = reason;
    }

    /** Its newest reply is worth nothing any more; keys that are down at the next one were not seen to go down. */
    void reset() {
        known = null;
        for (WireLamp lamp : lamps) {
            lamp.reset();
        }
    }

    @Nullable
    String fault() {
        if (isAway()) {
            return "the meter at address " + address + " does not answer; check its power, wiring and address";
        }
        return refusal == 0
                ? null
                : "the meter at address " + address + " refuses the question (exception " + refusal
                        + "); check modbus read, first and count";
    }

    /** A valid reply to the request, received at {@code nowNanos}: the keys that are new in it. */
    List<MeterKey> replied(byte[] reply, long nowNanos) {
        answers = true;
        unanswered = 0;
        refusal = 0;
        int[] values = values(reply);
        int[] before = known;
        known = values;
        // what is down is down at once; what was counted may have come at any time since the last poll
        boolean atOnce = settings.read() != ProtocolSettings.Modbus.Read.COUNTERS
                || nowNanos - knownPolledNanos <= AT_ONCE_NANOS;
        knownPolledNanos = polledNanos;
        if (before == null) {
            return List.of();
        }
        List<String> keys = new ArrayList<>();
        int keysMoved = 0;
        for (int i = 0; i < values.length; i++) {
            int presses = presses(before[i], values[i]);
            keysMoved += presses > 0 ? 1 : 0;
            String key = settings.read() == ProtocolSettings.Modbus.Read.CODE
                    ? Integer.toString(values[i])
                    : Integer.toString(i + 1);
            for (int press = 0; press < presses; press++) {
                keys.add(key);
            }
        }
        boolean simultaneous = keysMoved > 1 && atOnce;
        return keys.stream()
                .map(key -> new MeterKey(address, key, simultaneous))
                .toList();
    }

    private int presses(int before, int now) {
        return switch (settings.read()) {
            case INPUTS -> now > before ? 1 : 0;
            case CODE -> now != 0 && now != before ? 1 : 0;
            case COUNTERS -> {
                int counted = (now - before) & 0xFFFF;
                yield counted <= FARTHEST_COUNT ? counted : 0;
            }
        };
    }

    private int[] values(byte[] reply) {
        boolean inputs = settings.read() == ProtocolSettings.Modbus.Read.INPUTS;
        int[] values = new int[settings.read() == ProtocolSettings.Modbus.Read.CODE ? 1 : settings.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = inputs ? at(reply, 3 + i / 8) >> (i % 8) & 1 : at(reply, 3 + 2 * i) << 8 | at(reply, 4 + 2 * i);
        }
        return values;
    }
}
