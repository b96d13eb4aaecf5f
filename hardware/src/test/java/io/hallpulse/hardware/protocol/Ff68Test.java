package io.hallpulse.hardware.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.MeterSignal;
import io.hallpulse.hardware.health.Count;
import io.hallpulse.hardware.health.Counters;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ff68Test {
    private static final String KEY_0_AT_5 = "FF680303680511001616";
    private static final String ACKNOWLEDGEMENT = "FF680303680501000616";
    private static final String BEEP = "FF6802026805030816";

    private final Counters counters = new Counters();
    private final Dialogue dialogue = new ListeningDialogue(new Ff68Codec(), counters);
    private final List<MeterKey> keys = new ArrayList<>();

    private void receive(String hex) {
        dialogue.bytes(HexFormat.of().parseHex(hex.replace(" ", "")), 0, keys::add);
    }

    private String sent() {
        StringBuilder sent = new StringBuilder();
        for (byte[] frame = dialogue.nextFrame(0); frame != null; frame = dialogue.nextFrame(0)) {
            sent.append(hex(frame));
        }
        return sent.toString();
    }

    private static String hex(byte[] frame) {
        return HexFormat.of().withUpperCase().formatHex(frame);
    }

    @ParameterizedTest
    @CsvSource({
        "0, FF680303680511001616, FF680303680501000616",
        "1, FF680303680511011716, FF680303680501010716",
        "2, FF680303680511021816, FF680303680501020816",
        "3, FF680303680511031916, FF680303680501030916"
    })
    void key_goldenFrame_isHeardAndAcknowledged(String key, String frame, String acknowledgement) {
        receive(frame);
        assertThat(keys).containsExactly(new MeterKey(5, key));
        dialogue.answer(keys.get(0), Answer.STORED);
        assertThat(sent()).isEqualTo(acknowledgement);
    }

    @Test
    void signals_areTheGoldenFrames() {
        dialogue.signal(5, new MeterSignal.Open());
        dialogue.signal(5, new MeterSignal.Stars(5));
        dialogue.signal(5, new MeterSignal.Beep());
        dialogue.signal(5, new MeterSignal.Number("042"));
        assertThat(sent())
                .isEqualTo("FF6803036805010B1116" + "FF680303680502050C16" + "FF6802026805030816"
                        + "FF6808086805020A0A0A0004022B16");
    }

    @Test
    void answer_storedButNotCounting_isAcknowledged() {
        receive(KEY_0_AT_5);
        dialogue.answer(keys.get(0), Answer.ALREADY_COUNTED);
        assertThat(sent()).isEqualTo(ACKNOWLEDGEMENT + BEEP);
        dialogue.answer(keys.get(0), Answer.OUT_OF_SERVICE);
        assertThat(sent()).isEqualTo(ACKNOWLEDGEMENT + BEEP + BEEP);
    }

    @Test
    void answer_notStored_beepsWithoutAnAcknowledgement() {
        receive(KEY_0_AT_5);
        dialogue.answer(keys.get(0), Answer.NOT_STORED);
        assertThat(sent()).isEqualTo(BEEP.repeat(3));
    }

    @Test
    void frame_checksumEqualsEndAndReadByteByByte_isHeardOnce() {
        for (byte octet : HexFormat.of().parseHex(KEY_0_AT_5)) {
            dialogue.bytes(new byte[] {octet}, 0, keys::add);
        }
        assertThat(keys).hasSize(1);
        assertThat(counters.get(Count.NOISE_BYTES)).isZero();
    }

    @Test
    void frame_headerInsidePayload_isOneFrame() {
        receive("FF68 0606 68 05 02 FF68 0303 74 16" + KEY_0_AT_5);
        assertThat(keys).containsExactly(new MeterKey(5, "0"));
        assertThat(counters.get(Count.OTHER_FRAMES)).isEqualTo(1);
    }

    @Test
    void frame_hiddenBehindFalseHeader_isFound() {
        receive("FF68 0A0A 68" + KEY_0_AT_5 + "0000");
        assertThat(keys).containsExactly(new MeterKey(5, "0"));
        assertThat(counters.get(Count.BAD_END)).isEqualTo(1);
    }

    @Test
    void frame_wrongLengthPair_isCountedAndTheNextOneHeard() {
        receive("FF68 0304 68 05 11 00 16 16" + KEY_0_AT_5);
        assertThat(keys).containsExactly(new MeterKey(5, "0"));
        assertThat(counters.get(Count.BAD_LENGTH)).isEqualTo(1);
        assertThat(counters.get(Count.NOISE_BYTES)).isEqualTo(10);
    }

    @Test
    void frame_badChecksum_isCountedAndNoKey() {
        receive("FF68 0303 68 05 11 00 17 16");
        assertThat(keys).isEmpty();
        assertThat(counters.get(Count.BAD_CHECKSUM)).isEqualTo(1);
        assertThat(dialogue.rejectedSinceFrame()).isEqualTo(10);
    }

    @Test
    void silence_insideFrame_dropsItAndFindsTheOneBehindIt() {
        receive("FF68 2020 68" + KEY_0_AT_5);
        assertThat(keys).isEmpty();
        dialogue.silence(FrameScanner.INTER_BYTE_TIMEOUT_NANOS - 1, keys::add);
        assertThat(keys).isEmpty();
        dialogue.silence(FrameScanner.INTER_BYTE_TIMEOUT_NANOS, keys::add);
        assertThat(keys).containsExactly(new MeterKey(5, "0"));
        assertThat(counters.get(Count.TIMEOUTS)).isEqualTo(1);
    }

    @Test
    void reopened_halfAFrameBefore_isForgotten() {
        receive(KEY_0_AT_5.substring(0, 10));
        dialogue.reopened();
        receive(KEY_0_AT_5.substring(10));
        assertThat(keys).isEmpty();
    }
}
