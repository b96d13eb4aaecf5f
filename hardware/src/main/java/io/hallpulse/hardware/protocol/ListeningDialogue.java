package io.hallpulse.hardware.protocol;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.MeterSignal;
import io.hallpulse.hardware.health.Count;
import io.hallpulse.hardware.health.Counters;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The dialogue with meters that send unasked: the host sends only to answer a key or to show a signal. */
final class ListeningDialogue implements Dialogue {
    private static final int MOST_UNSENT = 64;

    private final Codec codec;
    private final Counters counters;
    private final FrameScanner scanner;
    private final ArrayDeque<byte[]> unsent = new ArrayDeque<>();

    ListeningDialogue(Codec codec, Counters counters) {
        this.codec = codec;
        this.counters = counters;
        this.scanner = new FrameScanner(codec, counters);
    }

    @Override
    public void bytes(byte[] bytes, long nowNanos, Consumer<MeterKey> keys) {
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
        enqueue(frames);
    }

    @Override
    public void signal(int address, MeterSignal signal) {
        enqueue(codec.signal(address, signal));
    }

    private void enqueue(List<byte[]> frames) {
        for (byte[] frame : frames) {
            if (unsent.size() == MOST_UNSENT) {
                counters.add(Count.ANSWERS_DROPPED);
            } else {
                unsent.add(frame);
            }
        }
    }

    @Override
    public byte @Nullable [] nextFrame(long nowNanos) {
        return unsent.poll();
    }

    @Override
    public boolean hasDeadline() {
        return scanner.isUnfinished();
    }

    @Override
    public void reopened() {
        scanner.reset();
        unsent.clear();
    }

    @Override
    public long rejectedSinceFrame() {
        return scanner.rejectedSinceFrame();
    }

    /** A meter that is away cannot be told apart from one whose keys are not pressed. */
    @Override
    public @Nullable String fault(int address) {
        return null;
    }
}
