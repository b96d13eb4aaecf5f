package io.hallpulse.hardware.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import io.hallpulse.hardware.health.Count;
import io.hallpulse.hardware.health.Counters;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every codec promises, judged by a second scanner so simple that it can hardly be wrong: it tries every offset of the
 * whole stream. A stream is made from a seed, which a failure prints.
 */
abstract class CodecProperties {
    private static final int STREAMS = 100_000;

    /** A frame that the judge found. */
    record Found(int offset, int length, @Nullable MeterKey key) {}

    /** The codec under test. */
    abstract Codec codec();

    /** The bytes of a valid frame that carries a key. */
    abstract byte[] keyFrame(Random random);

    /** Says, from the protocol's description alone, which valid frame begins at the offset; null for none. */
    abstract @Nullable Found judge(byte[] stream, int offset);

    @Test
    void stream_withoutValidFrame_yieldsNoPress() {
        qt().withExamples(STREAMS).forAll(longs().all()).checkAssert(seed -> {
            Random random = new Random(seed);
            byte[] stream = random.nextBoolean() ? noise(random, random.nextInt(120)) : mutated(random);
            check(stream, random);
        });
    }

    /** Hears a stream, cut at random, and fails unless a valid frame stands behind each press. */
    void check(byte[] stream, Random cuts) {
        Iterator<Found> possible = judge(stream).iterator();
        for (MeterKey received : receive(stream, cuts, new Counters())) {
            boolean backed = false;
            while (!backed && possible.hasNext()) {
                backed = received.equals(possible.next().key());
            }
            assertThat(backed).as("a valid frame stands behind " + received).isTrue();
        }
    }

    @Test
    void stream_ofFramesAndNoiseCutAnywhere_yieldsExactlyItsPresses() {
        qt().withExamples(STREAMS / 10).forAll(longs().all()).checkAssert(seed -> {
            Random random = new Random(seed);
            List<byte[]> frames = new ArrayList<>();
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            int presses = random.nextInt(6);
            for (int i = 0; i < presses; i++) {
                stream.writeBytes(noise(random, random.nextInt(3) * random.nextInt(12)));
                byte[] frame = keyFrame(random);
                frames.add(frame);
                stream.writeBytes(frame);
            }
            stream.writeBytes(noise(random, random.nextInt(12)));
            List<MeterKey> expected = new ArrayList<>();
            frames.forEach(frame -> expected.add(codec().key(frame)));
            List<Found> judged = judge(stream.toByteArray());
            if (judged.size() != frames.size()) {
                return; // the noise happened to make a frame of its own: another stream, then
            }
            assertThat(receive(stream.toByteArray(), random, new Counters())).isEqualTo(expected);
        });
    }

    @Test
    void silence_insideFrame_dropsThatFrameAloneAndIsCounted() {
        qt().withExamples(STREAMS / 100).forAll(longs().all()).checkAssert(seed -> {
            Random random = new Random(seed);
            byte[] broken = keyFrame(random);
            int cut = 1 + random.nextInt(broken.length - 1);
            byte[] whole = keyFrame(random);
            Counters counters = new Counters();
            Dialogue dialogue = new ListeningDialogue(codec(), counters);
            List<MeterKey> keys = new ArrayList<>();
            dialogue.bytes(Arrays.copyOf(broken, cut), 0, keys::add);
            List<MeterKey> early = List.copyOf(keys);
            dialogue.silence(FrameScanner.INTER_BYTE_TIMEOUT_NANOS, keys::add);
            dialogue.bytes(whole, FrameScanner.INTER_BYTE_TIMEOUT_NANOS + 1, keys::add);
            assertThat(early).isEmpty();
            assertThat(keys).containsExactly(codec().key(whole));
            assertThat(counters.get(Count.TIMEOUTS)).isEqualTo(1);
        });
    }

    private List<Found> judge(byte[] stream) {
        List<Found> found = new ArrayList<>();
        for (int offset = 0; offset < stream.length; offset++) {
            Found frame = judge(stream, offset);
            if (frame != null) {
                found.add(frame);
            }
        }
        return found;
    }

    /** Hears a stream in pieces, with pauses shorter than the time-out between them and a long one at the end. */
    private List<MeterKey> receive(byte[] stream, Random random, Counters counters) {
        Dialogue dialogue = new ListeningDialogue(codec(), counters);
        List<MeterKey> keys = new ArrayList<>();
        long now = random.nextLong();
        int from = 0;
        while (from < stream.length) {
            int to = Math.min(stream.length, from + 1 + random.nextInt(20));
            dialogue.bytes(Arrays.copyOfRange(stream, from, to), now, keys::add);
            now += random.nextLong(FrameScanner.INTER_BYTE_TIMEOUT_NANOS);
            dialogue.silence(now, keys::add);
            from = to;
        }
        dialogue.silence(now + FrameScanner.INTER_BYTE_TIMEOUT_NANOS, keys::add);
        return keys;
    }

    /** Half of the noise is of bytes that frames are made of, which is the nastier half. */
    private byte[] noise(Random random, int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        if (random.nextBoolean()) {
            byte[] frame = keyFrame(random);
            for (int i = 0; i < length; i++) {
                noise[i] = frame[random.nextInt(frame.length)];
            }
        }
        return noise;
    }

    /** Frames in each of which a byte is changed, lost, doubled or swapped. */
    private byte[] mutated(Random random) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        int frames = 1 + random.nextInt(4);
        for (int i = 0; i < frames; i++) {
            byte[] frame = keyFrame(random);
            int at = random.nextInt(frame.length);
            switch (random.nextInt(3)) {
                case 0 -> frame[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> frame = concat(Arrays.copyOf(frame, at), Arrays.copyOfRange(frame, at + 1, frame.length));
                default -> frame = concat(Arrays.copyOf(frame, at + 1), Arrays.copyOfRange(frame, at, frame.length));
            }
            stream.writeBytes(frame);
        }
        return stream.toByteArray();
    }

    private static byte[] concat(byte[] head, byte[] tail) {
        byte[] both = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return both;
    }
}
