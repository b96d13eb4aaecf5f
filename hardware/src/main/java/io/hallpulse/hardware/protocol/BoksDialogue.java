package io.hallpulse.hardware.protocol;

import static io.hallpulse.hardware.protocol.Bytes.at;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.MeterSignal;
import io.hallpulse.hardware.feedback.Pattern;
import io.hallpulse.hardware.health.Count;
import io.hallpulse.hardware.health.Counters;
import io.hallpulse.hardware.protocol.ProtocolSettings.Boks.Ask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The Boks response box, 115200 baud, whose protocol is public (osdoc.cogsci.nl, "Serial port communication"): one byte a
 * command. The host resets it, requests its identity, and then waits for a press or polls the state of the keys. A byte counts
 * only as the reply to an open request.
 */
final class BoksDialogue implements Dialogue, Framing {
    static final long IDENTIFY_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(2);
    static final long STATE_TIMEOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(150);
    /** So many requests unanswered in a row mean that it is away. */
    static final int AWAY_AFTER = 5;

    static final long STATE_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    private static final int RESET = 0x01;
    private static final int IDENTIFY = 0x02;
    private static final int WAIT_PRESS = 0x03;
    private static final int STATE = 0x06;
    private static final int LAMP_ON = 0x12;
    private static final int LAMP_OFF = 0x13;
    private static final int IDENTITY_BYTES = 21;
    private static final int TIMED_OUT = 0xFF;
    private static final int KEYS = 4;
    private static final int NO_STATE = -1;

    /** The one request that is open. */
    private enum Question {
        NONE,
        IDENTITY,
        PRESS,
        KEYS_DOWN
    }

    // valid for the line's life
    private final Ask ask;
    private final Counters counters;
    private final FrameScanner scanner;

    // valid while the line is open
    private final WireLamp lamp = new WireLamp();
    private boolean reset;
    private boolean identified;
    private boolean strange;
    private Question question = Question.NONE;
    private long requestedNanos;
    private int known = NO_STATE;
    private int unanswered;

    BoksDialogue(Ask ask, Counters counters) {
        this.ask = ask;
        this.counters = counters;
        this.scanner = new FrameScanner(this, counters);
    }

    @Override
    public FrameMatch match(byte[] bytes, int from, int to) {
        int first = at(bytes, from);
        return switch (question) {
            case NONE -> FrameMatch.NOISE;
            case IDENTITY -> identity(bytes, from, to);
            case PRESS ->
                first == TIMED_OUT || (first >= 1 && first <= KEYS) ? new FrameMatch.Frame(1) : FrameMatch.NOISE;
            case KEYS_DOWN -> first < 1 << KEYS ? new FrameMatch.Frame(1) : FrameMatch.NOISE;
        };
    }

    private static FrameMatch identity(byte[] bytes, int from, int to) {
        for (int i = from; i < Math.min(to, from + IDENTITY_BYTES); i++) {
            if (at(bytes, i) < ' ' || at(bytes, i) > '~') {
                return FrameMatch.NOISE;
            }
        }
        return to - from < IDENTITY_BYTES ? FrameMatch.UNFINISHED : new FrameMatch.Frame(IDENTITY_BYTES);
    }

    @Override
    public int longestFrame() {
        return IDENTITY_BYTES;
    }

    @Override
    public void bytes(byte[] bytes, long nowNanos, Consumer<MeterKey> keys) {
        scanner.bytes(bytes, nowNanos, frame -> replied(frame, keys));
    }

    private void replied(byte[] frame, Consumer<MeterKey> keys) {
        Question answered = question;
        question = Question.NONE;
        int first = at(frame, 0);
        if (answered == Question.IDENTITY) {
            identified = true;
            strange = false;
        } else if (answered == Question.PRESS && first != TIMED_OUT) {
            keys.accept(new MeterKey(MeterKey.NO_ADDRESS, Integer.toString(first)));
        } else if (answered == Question.KEYS_DOWN) {
            unanswered = 0;
            int pressed = known == NO_STATE ? 0 : first & ~known;
            known = first;
            for (int i = 0; i < KEYS; i++) {
                if ((pressed >> i & 1) == 1) {
                    boolean simultaneous = Integer.bitCount(pressed) > 1;
                    keys.accept(new MeterKey(MeterKey.NO_ADDRESS, Integer.toString(i + 1), simultaneous));
                }
            }
        }
    }

    @Override
    public void silence(long nowNanos, Consumer<MeterKey> keys) {
        scanner.silence(nowNanos, frame -> replied(frame, keys));
        long elapsed = nowNanos - requestedNanos;
        if (question == Question.IDENTITY && elapsed >= IDENTIFY_TIMEOUT_NANOS) {
            counters.add(Count.UNANSWERED);
            gone();
        } else if (question == Question.KEYS_DOWN && elapsed >= STATE_TIMEOUT_NANOS) {
            counters.add(Count.UNANSWERED);
            question = Question.NONE;
            unanswered++;
            if (unanswered == AWAY_AFTER) {
                gone();
            }
        }
    }

    /** It does not answer: begin again, as with a box that was just plugged in. */
    private void gone() {
        forget();
        strange = true;
    }

    private void forget() {
        scanner.reset();
        lamp.reset();
        reset = false;
        identified = false;
        question = Question.NONE;
        known = NO_STATE;
        unanswered = 0;
    }

    @Override
    public byte @Nullable [] nextFrame(long nowNanos) {
        if (question != Question.NONE) {
            return null;
        }
        if (!reset) {
            reset = true;
            return Bytes.of(RESET);
        }
        if (!identified) {
            return request(Question.IDENTITY, IDENTIFY, nowNanos);
        }
        if (ask == Ask.WAIT) {
            return request(Question.PRESS, WAIT_PRESS, nowNanos);
        }
        if (lamp.isDue(nowNanos)) {
            return Bytes.of(lamp.nextState(nowNanos) ? LAMP_ON : LAMP_OFF);
        }
        return known == NO_STATE || nowNanos - requestedNanos >= STATE_POLL_NANOS
                ? request(Question.KEYS_DOWN, STATE, nowNanos)
                : null;
    }

    private byte[] request(Question next, int command, long nowNanos) {
        question = next;
        requestedNanos = nowNanos;
        return Bytes.of(command);
    }

    /** While the box waits for a press it takes no command, so that the lamp is lit only where the state is polled. */
    @Override
    public void answer(MeterKey key, Answer answer) {
        if (ask == Ask.STATE) {
            lamp.show(Pattern.lamp(answer));
        }
    }

    /** The box has nothing to show a signal with. */
    @Override
    public void signal(int address, MeterSignal signal) {}

    @Override
    public boolean hasDeadline() {
        return question != Question.PRESS || scanner.isUnfinished();
    }

    @Override
    public void reopened() {
        forget();
        strange = false;
    }

    @Override
    public long rejectedSinceFrame() {
        return scanner.rejectedSinceFrame();
    }

    @Override
    public @Nullable String fault(int address) {
        return strange ? "the box does not say who it is; check that it is a Boks, and its cable" : null;
    }
}
