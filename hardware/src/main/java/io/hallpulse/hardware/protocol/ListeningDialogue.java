package io.hallpulse.hardware.protocol;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.MeterSignal;
import io.hallpulse.hardware.health.Count;
import io.hallpulse.hardware.health.Counters;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The host listens for keys and speaks only to answer one. */
final class ListeningDialogue implements Dialogue {
    private static final int MOST_UNSAID = 64;
    /** Bytes seldom come alone: so long after some, more are likely. */
    private static final long MORE_TO_COME_NANOS = 50_000_000;

    private final Codec codec;
    private final Counters counters;
    private final FrameScanner scanner;
    private final ArrayDeque<byte[]> unsaid = new ArrayDeque<>();
    private boolean heardAny;
    private long heardNanos;

    ListeningDialogue(Codec codec, Counters counters) {
        this.codec = codec;
        this.counters = counters;
        this.scanner = new FrameScanner(codec, counters);
    }

    @Override
    public void bytes(byte[] bytes, long nowNanos, Consumer<MeterKey> keys) {
        heardAny = true;
        heardNanos = nowNanos;
        scanner.bytes(bytes, nowNanos, frame -> frame(frame, keys));
    }

    @Override
    public void silence(long nowNanos, Consumer<MeterKey> keys) {
        scanner.silence(nowNanos, frame -> frame(frame, keys));
    }

    private void frame(byte[] frame, Consumer<MeterKey> keys) {
        MeterKey key = codec.key(frame);
        if (key == null) {
            counters.add(Count.OTHER_FRAMES);
        } else {
            keys.accept(key);
        }
    }

    @Override
    public void answer(MeterKey key, Answer answer) {
        List<byte[]> frames = codec.answer(key, answer);
        if (answer != Answer.NOT_STORED && !frames.isEmpty()) {
            counters.add(Count.ACKNOWLEDGEMENTS);
        }
        say(frames);
    }

    @Override
    public void signal(int address, MeterSignal signal) {
        say(codec.signal(address, signal));
    }

    private void say(List<byte[]> frames) {
        for (byte[] frame : frames) {
            if (unsaid.size() == MOST_UNSAID) {
                counters.add(Count.ANSWERS_DROPPED);
            } else {
                unsaid.add(frame);
            }
        }
    }

    @Override
    public byte @Nullable [] speak(long nowNanos) {
        return unsaid.poll();
    }

    @Override
    public boolean expectsBytes(long nowNanos) {
        return heardAny && nowNanos - heardNanos < MORE_TO_COME_NANOS;
    }

    @Override
    public void reopened() {
        scanner.reset();
        unsaid.clear();
    }

    @Override
    public long rejectedSinceFrame() {
        return scanner.rejectedSinceFrame();
    }

    /** A meter that speaks unasked cannot be told from one whose keys nobody presses. */
    @Override
    public @Nullable String trouble(int address) {
        return null;
    }
}
