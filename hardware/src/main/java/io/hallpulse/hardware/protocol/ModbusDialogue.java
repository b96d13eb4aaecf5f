package io.hallpulse.hardware.protocol;

import static io.hallpulse.hardware.protocol.Bytes.at;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.MeterSignal;
import io.hallpulse.hardware.health.Count;
import io.hallpulse.hardware.health.Counters;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The dialogue with Modbus keypads: each is polled in turn, and only the reply to the open request counts. One request
 * is on the line at a time, and between two frames the line is silent for 3.5 characters, as half duplex demands. Lamps are switched
 * between requests.
 *
 * <p>A keypad that is switched off costs the line a whole time-out, in which a key of another one can go down and up unseen. So
 * at most one of those that do not answer is polled between two rounds of those that do, and where any replies, at most one
 * keypad that is away is polled in a second: it is noticed again within as many seconds as keypads are away.
 */
final class ModbusDialogue implements Dialogue, Framing {
    /** Enough for the slowest keypads, 3 times over, and for USB adapters. */
    static final long REPLY_TIMEOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private static final int LONGEST_REPLY = 64;
    private static final long BITS_OF_SILENCE = 39; // 3.5 characters of 11 bits
    private static final long SHORTEST_SILENCE_NANOS = 1_750_000;

    // valid for the line's life
    private final List<ModbusSlave> slaves;
    private final Counters counters;
    private final FrameScanner scanner;
    private final long silenceNanos;
    /** Those that were polled since the last request to one that does not answer. */
    private final Set<ModbusSlave> round = new HashSet<>();

    private int turn;
    private long awayDueNanos;

    // valid while a request is open
    private byte @Nullable [] openRequest;
    private @Nullable ModbusSlave polled;

    private long lineUsedNanos;

    ModbusDialogue(List<ModbusSlave> slaves, int baud, Counters counters) {
        this.slaves = slaves;
        this.counters = counters;
        this.scanner = new FrameScanner(this, counters);
        this.silenceNanos = Math.max(SHORTEST_SILENCE_NANOS, TimeUnit.SECONDS.toNanos(1) * BITS_OF_SILENCE / baud);
    }

    @Override
    public FrameMatch match(byte[] bytes, int from, int to) {
        byte[] open = openRequest;
        return open == null ? FrameMatch.NOISE : Modbus.reply(open, bytes, from, to);
    }

    @Override
    public int longestFrame() {
        return LONGEST_REPLY;
    }

    @Override
    public void bytes(byte[] bytes, long nowNanos, Consumer<MeterKey> keys) {
        lineUsedNanos = nowNanos;
        scanner.bytes(bytes, nowNanos, frame -> replied(frame, nowNanos, keys));
    }

    @Override
    public void silence(long nowNanos, Consumer<MeterKey> keys) {
        scanner.silence(nowNanos, frame -> replied(frame, nowNanos, keys));
        ModbusSlave slave = polled;
        if (slave != null && nowNanos - lineUsedNanos >= REPLY_TIMEOUT_NANOS) {
            counters.add(Count.UNANSWERED);
            slave.timedOut();
            polled = null;
            openRequest = null;
        }
    }

    private void replied(byte[] frame, long nowNanos, Consumer<MeterKey> keys) {
        ModbusSlave slave = polled;
        if (slave == null) {
            return;
        }
        int function = at(frame, 1);
        polled = null;
        openRequest = null;
        if ((function & Modbus.REFUSED) != 0) {
            counters.add(Count.REFUSALS);
            slave.refused(at(frame, 2));
        } else if (function == Modbus.READ_INPUTS || function == Modbus.READ_REGISTERS) {
            slave.replied(frame, nowNanos).forEach(keys);
        }
    }

    @Override
    public byte @Nullable [] nextFrame(long nowNanos) {
        if (polled != null || nowNanos - lineUsedNanos < silenceNanos) {
            return null;
        }
        for (int i = 0; i < slaves.size(); i++) {
            ModbusSlave slave = slaves.get((turn + i) % slaves.size());
            byte[] request = slave.switchLamp(nowNanos);
            if (request == null && mayPoll(slave, nowNanos)) {
                request = poll(slave, nowNanos);
            }
            if (request != null) {
                turn = (turn + i + 1) % slaves.size();
                polled = slave;
                openRequest = request;
                lineUsedNanos = nowNanos;
                return request;
            }
        }
        return null;
    }

    private boolean mayPoll(ModbusSlave slave, long nowNanos) {
        if (!slave.isDue(nowNanos)) {
            return false;
        }
        if (slave.answers()) {
            return true;
        }
        boolean anyAnswers = false;
        for (ModbusSlave other : slaves) {
            anyAnswers |= other.answers();
            boolean goesFirst = other.answers()
                    ? !round.contains(other)
                    : other.isDue(nowNanos) && other.polledNanos() < slave.polledNanos();
            if (goesFirst) {
                return false;
            }
        }
        return !anyAnswers || !slave.isAway() || nowNanos - awayDueNanos >= 0;
    }

    private byte[] poll(ModbusSlave slave, long nowNanos) {
        if (slave.answers()) {
            round.add(slave);
        } else {
            round.clear();
        }
        if (slave.isAway()) {
            awayDueNanos = nowNanos + ModbusSlave.AWAY_POLL_NANOS;
        }
        return slave.poll(nowNanos);
    }

    @Override
    public void answer(MeterKey key, Answer answer) {
        for (ModbusSlave slave : slaves) {
            if (slave.address() == key.address()) {
                slave.show(key.key(), answer);
            }
        }
    }

    /** A plain keypad has nothing to show a signal with. */
    @Override
    public void signal(int address, MeterSignal signal) {}

    @Override
    public boolean hasDeadline() {
        return true;
    }

    @Override
    public void reopened() {
        scanner.reset();
        polled = null;
        openRequest = null;
        slaves.forEach(ModbusSlave::reset);
    }

    @Override
    public long rejectedSinceFrame() {
        return scanner.rejectedSinceFrame();
    }

    @Override
    public @Nullable String fault(int address) {
        for (ModbusSlave slave : slaves) {
            if (slave.address() == address) {
                return slave.fault();
            }
        }
        return null;
    }
}
