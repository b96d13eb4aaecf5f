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
 * The host asks each keypad in turn and hears only the answer to what it asked. One question is on the line at a time, and
 * between two frames the line is silent for 3.5 characters, as half duplex demands. Lamps are switched between questions.
 *
 * <p>A keypad that is switched off costs the line a whole time-out, in which a key of another one can go down and up unseen. So
 * at most one of those that do not answer is asked between two rounds of those that do, and where somebody answers, at most one
 * keypad that is away is asked in a second: it is noticed again within as many seconds as keypads are away.
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
    /** Those that were asked since the last question to one that does not answer. */
    private final Set<ModbusSlave> round = new HashSet<>();

    private int turn;
    private long awayDueNanos;

    // valid while a question is out
    private byte @Nullable [] question;
    private @Nullable ModbusSlave asked;

    private long lineUsedNanos;

    ModbusDialogue(List<ModbusSlave> slaves, int baud, Counters counters) {
        this.slaves = slaves;
        this.counters = counters;
        this.scanner = new FrameScanner(this, counters);
        this.silenceNanos = Math.max(SHORTEST_SILENCE_NANOS, TimeUnit.SECONDS.toNanos(1) * BITS_OF_SILENCE / baud);
    }

    @Override
    public FrameMatch look(byte[] bytes, int from, int to) {
        byte[] open = question;
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
        ModbusSlave slave = asked;
        if (slave != null && nowNanos - lineUsedNanos >= REPLY_TIMEOUT_NANOS) {
            counters.add(Count.UNANSWERED);
            slave.silent();
            asked = null;
            question = null;
        }
    }

    private void replied(byte[] frame, long nowNanos, Consumer<MeterKey> keys) {
        ModbusSlave slave = asked;
        if (slave == null) {
            return;
        }
        int function = at(frame, 1);
        asked = null;
        question = null;
        if ((function & Modbus.REFUSED) != 0) {
            counters.add(Count.REFUSALS);
            slave.refused(at(frame, 2));
        } else if (function == Modbus.READ_INPUTS || function == Modbus.READ_REGISTERS) {
            slave.replied(frame, nowNanos).forEach(keys);
        }
    }

    @Override
    public byte @Nullable [] speak(long nowNanos) {
        if (asked != null || nowNanos - lineUsedNanos < silenceNanos) {
            return null;
        }
        for (int i = 0; i < slaves.size(); i++) {
            ModbusSlave slave = slaves.get((turn + i) % slaves.size());
            byte[] said = slave.switchLamp(nowNanos);
            if (said == null && mayAsk(slave, nowNanos)) {
                said = ask(slave, nowNanos);
            }
            if (said != null) {
                turn = (turn + i + 1) % slaves.size();
                asked = slave;
                question = said;
                lineUsedNanos = nowNanos;
                return said;
            }
        }
        return null;
    }

    private boolean mayAsk(ModbusSlave slave, long nowNanos) {
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
                    : other.isDue(nowNanos) && other.askedNanos() < slave.askedNanos();
            if (goesFirst) {
                return false;
            }
        }
        return !anyAnswers || !slave.isAway() || nowNanos - awayDueNanos >= 0;
    }

    private byte[] ask(ModbusSlave slave, long nowNanos) {
        if (slave.answers()) {
            round.add(slave);
        } else {
            round.clear();
        }
        if (slave.isAway()) {
            awayDueNanos = nowNanos + ModbusSlave.AWAY_POLL_NANOS;
        }
        return slave.ask(nowNanos);
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
    public boolean expectsBytes(long nowNanos) {
        return asked != null;
    }

    @Override
    public void reopened() {
        scanner.reset();
        asked = null;
        question = null;
        slaves.forEach(ModbusSlave::reset);
    }

    @Override
    public long rejectedSinceFrame() {
        return scanner.rejectedSinceFrame();
    }

    @Override
    public @Nullable String trouble(int address) {
        for (ModbusSlave slave : slaves) {
            if (slave.address() == address) {
                return slave.trouble();
            }
        }
        return null;
    }
}
