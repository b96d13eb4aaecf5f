package io.hallpulse.hardware.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.health.Count;
import io.hallpulse.hardware.health.Counters;
import io.hallpulse.hardware.protocol.ProtocolSettings.Boks.Ask;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BoksDialogueTest {
    private static final byte[] IDENTITY = "0.1.0dev.boks        ".getBytes(StandardCharsets.US_ASCII);

    private final Counters counters = new Counters();
    private final List<MeterKey> keys = new ArrayList<>();
    private long now;

    private Dialogue identified(Ask ask) {
        Dialogue dialogue = new BoksDialogue(ask, counters);
        assertThat(Frames.sent(dialogue, now)).isEqualTo("0102");
        dialogue.bytes(IDENTITY, now, keys::add);
        return dialogue;
    }

    private void receive(Dialogue dialogue, int... bytes) {
        dialogue.bytes(Bytes.of(bytes), now, keys::add);
    }

    @Test
    void wait_everyPressAndTimeOut_isAskedForAnew() {
        Dialogue dialogue = identified(Ask.WAIT);
        for (int answer : new int[] {1, 0xFF, 4, 2}) {
            assertThat(Frames.sent(dialogue, now)).isEqualTo("03");
            receive(dialogue, answer);
        }
        assertThat(keys).extracting(MeterKey::key).containsExactly("1", "4", "2");
    }

    @Test
    void wait_secondByteWithoutAQuestion_isNoPress() {
        Dialogue dialogue = identified(Ask.WAIT);
        Frames.sent(dialogue, now);
        receive(dialogue, 3, 2, 1);
        assertThat(keys).extracting(MeterKey::key).containsExactly("3");
        assertThat(counters.get(Count.NOISE_BYTES)).isEqualTo(2);
    }

    @Test
    void state_mask_yieldsTheKeysThatAreNew() {
        Dialogue dialogue = identified(Ask.STATE);
        for (int mask : new int[] {0b0100, 0b0100, 0b0101, 0, 0b1010}) {
            assertThat(Frames.sent(dialogue, now)).isEqualTo("06");
            receive(dialogue, mask);
            assertThat(Frames.sent(dialogue, now + 1)).isEmpty();
            now += BoksDialogue.STATE_POLL_NANOS;
        }
        int none = MeterKey.NO_ADDRESS;
        assertThat(keys)
                .containsExactly(new MeterKey(none, "1"), new MeterKey(none, "2", true), new MeterKey(none, "4", true));
    }

    @Test
    void state_answer_lightsTheLampBetweenQuestionsAndPutsItOut() {
        Dialogue dialogue = identified(Ask.STATE);
        Frames.sent(dialogue, now);
        receive(dialogue, 0);
        dialogue.answer(new MeterKey(MeterKey.NO_ADDRESS, "1"), Answer.STORED);
        assertThat(Frames.sent(dialogue, ++now)).isEqualTo("12");
        now += Duration.ofSeconds(2).toNanos();
        assertThat(Frames.sent(dialogue, now)).isEqualTo("1306");
    }

    @Test
    void identity_neverComes_isTroubleAndAskedForAgain() {
        Dialogue dialogue = new BoksDialogue(Ask.WAIT, counters);
        assertThat(Frames.sent(dialogue, now)).isEqualTo("0102");
        receive(dialogue, 1, 2, 3);
        assertThat(keys).isEmpty();
        dialogue.silence(now += BoksDialogue.IDENTIFY_TIMEOUT_NANOS, keys::add);
        assertThat(dialogue.fault(MeterKey.NO_ADDRESS)).contains("does not say who it is");
        assertThat(Frames.sent(dialogue, now)).isEqualTo("0102");
        dialogue.bytes(IDENTITY, now, keys::add);
        assertThat(dialogue.fault(MeterKey.NO_ADDRESS)).isNull();
    }

    @Test
    void state_oneAnswerLost_losesNoPress() {
        Dialogue dialogue = identified(Ask.STATE);
        Frames.sent(dialogue, now);
        receive(dialogue, 0);
        now += BoksDialogue.STATE_POLL_NANOS;
        Frames.sent(dialogue, now);
        dialogue.silence(now += BoksDialogue.STATE_TIMEOUT_NANOS, keys::add);
        assertThat(Frames.sent(dialogue, now)).isEqualTo("06");
        receive(dialogue, 2);
        assertThat(keys).extracting(MeterKey::key).containsExactly("2");
    }

    @Test
    void state_boxFallsSilent_isBegunAnew() {
        Dialogue dialogue = identified(Ask.STATE);
        for (int i = 0; i < BoksDialogue.AWAY_AFTER; i++) {
            assertThat(Frames.sent(dialogue, now)).isEqualTo("06");
            dialogue.silence(now += BoksDialogue.STATE_TIMEOUT_NANOS, keys::add);
        }
        assertThat(Frames.sent(dialogue, now)).isEqualTo("0102");
    }

    /** Against a model: a byte is a press if it is the first of 01 to 04 or FF since the question went out. */
    @Test
    void bytes_anyStreamCutByQuestions_yieldAPressOnlyWhileOneIsOut() {
        qt().withExamples(100_000).forAll(longs().all()).checkAssert(seed -> {
            Random random = new Random(seed);
            byte[] stream = new byte[40];
            for (int i = 0; i < stream.length; i++) {
                stream[i] = (byte) (random.nextBoolean() ? random.nextInt(256) : 1 + random.nextInt(4));
            }
            check(stream, random);
        });
    }

    /** Gives a stream to a box that is asked at random moments, and compares with the model. */
    static void check(byte[] stream, Random random) {
        Dialogue dialogue = new BoksDialogue(Ask.WAIT, new Counters());
        Frames.sent(dialogue, 0);
        List<MeterKey> received = new ArrayList<>();
        dialogue.bytes(IDENTITY, 0, received::add);
        List<MeterKey> expected = new ArrayList<>();
        boolean out = false;
        for (byte octet : stream) {
            if (random.nextInt(3) == 0) {
                out |= !Frames.sent(dialogue, 0).isEmpty();
            }
            dialogue.bytes(new byte[] {octet}, 0, received::add);
            if (out && octet >= 1 && octet <= 4) {
                expected.add(new MeterKey(MeterKey.NO_ADDRESS, "" + octet));
                out = false;
            } else if (octet == (byte) 0xFF) {
                out = false;
            }
        }
        assertThat(received).isEqualTo(expected);
    }
}
