package io.hallpulse.hardware.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.health.Count;
import io.hallpulse.hardware.health.Counters;
import io.hallpulse.hardware.protocol.ProtocolSettings.Ascii.Terminator;
import io.hallpulse.hardware.protocol.ProtocolSettings.Stx.Check;
import io.hallpulse.hardware.protocol.ProtocolSettings.Stx.Cover;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** stx, ascii and jt905 against the known vectors. */
class ListeningCodecsTest {
    private final Counters counters = new Counters();
    private final List<MeterKey> keys = new ArrayList<>();

    private Dialogue dialogue(ProtocolSettings settings) {
        return settings.dialogue(
                List.of(new InputSettings.Serial("m", "/dev/x", 9600, "8N1", settings, null)), counters);
    }

    private void receive(Dialogue dialogue, String hex) {
        dialogue.bytes(Frames.bytes(hex), 0, keys::add);
    }

    @Test
    void stx_goldenFrame_isAddressAndKey() {
        receive(dialogue(ProtocolSettings.Stx.DEFAULT), "02 30 31 30 35 03 07");
        assertThat(keys).containsExactly(new MeterKey(1, "05"));
    }

    @Test
    void stx_twosComplementOverData_isTheOtherGoldenChecksum() {
        ProtocolSettings other = new ProtocolSettings.Stx(Check.TWOS_COMPLEMENT, Cover.DATA, 0, 0, 3, 1, null);
        receive(dialogue(other), "02 30 31 30 35 03 3A 02 30 31 30 35 03 07");
        assertThat(keys).containsExactly(new MeterKey(MeterKey.NO_ADDRESS, "5"));
        assertThat(counters.get(Count.BAD_CHECKSUM)).isEqualTo(1);
    }

    @Test
    void stx_sumOverAll_isChecked() {
        ProtocolSettings all = new ProtocolSettings.Stx(Check.SUM, Cover.STX_DATA_ETX, 0, 1, 1, 1, null);
        receive(dialogue(all), "02 37 31 03 6D 02 37 31 03 6E");
        assertThat(keys).containsExactly(new MeterKey(7, "1"));
    }

    @Test
    void stx_acknowledgementGiven_isSentOnceStored() {
        Dialogue dialogue = dialogue(new ProtocolSettings.Stx(Check.XOR, Cover.DATA_ETX, 0, 2, 2, 2, "06"));
        receive(dialogue, "02 30 31 30 35 03 07");
        dialogue.answer(keys.get(0), Answer.NOT_STORED);
        assertThat(Frames.sent(dialogue, 0)).isEmpty();
        dialogue.answer(keys.get(0), Answer.STORED);
        assertThat(Frames.sent(dialogue, 0)).isEqualTo("06");
    }

    @Test
    void stx_addressIsNoNumberOrDataTooShort_isNoKey() {
        receive(dialogue(ProtocolSettings.Stx.DEFAULT), "02 41 31 30 35 03 76 02 30 31 03 02");
        assertThat(keys).isEmpty();
        assertThat(counters.get(Count.OTHER_FRAMES)).isEqualTo(2);
    }

    @Test
    void ascii_noTerminator_takesItsKeysOnly() {
        receive(dialogue(new ProtocolSettings.Ascii(List.of("1", "x"), Terminator.NONE)), "31 FF 32 78 0D");
        assertThat(keys).extracting(MeterKey::key).containsExactly("1", "x");
        assertThat(counters.get(Count.NOISE_BYTES)).isEqualTo(3);
    }

    @Test
    void ascii_terminatorMissing_isNoKey() {
        receive(dialogue(new ProtocolSettings.Ascii(List.of("1", "2"), Terminator.CR)), "31 32 0D 31 0A 32");
        assertThat(keys).extracting(MeterKey::key).containsExactly("2");
        assertThat(counters.get(Count.BAD_END)).isEqualTo(2);
    }

    @Test
    void jt905_goldenFrames_areValidAndOnlyTheCommandIsAKey() {
        Dialogue dialogue = dialogue(new ProtocolSettings.Jt905(0x0000, 2));
        receive(dialogue, "55 AA 00 0B 02 00 00 00 20 11 11 11 11 11 11 29 55 AA");
        receive(dialogue, "55 AA 00 04 06 00 00 00 02 55 AA");
        assertThat(counters.get(Count.FRAMES)).isEqualTo(2);
        assertThat(keys).containsExactly(new MeterKey(2, "17"));
        assertThat(counters.get(Count.OTHER_FRAMES)).isEqualTo(1);
    }

    @Test
    void jt905_trailerInsidePayload_isParsedByLength() {
        receive(
                dialogue(new ProtocolSettings.Jt905(0x0102, 2)),
                "55 AA 00 07 06 00 01 02 55 AA 03 FE 55 AA"); // 07^06^01^02^55^AA^03 = FE
        assertThat(keys).containsExactly(new MeterKey(6, "3"));
        assertThat(counters.get(Count.NOISE_BYTES)).isZero();
    }

    @Test
    void settings_impossibleValues_areRefusedWithTheMend() {
        assertThatThrownBy(() -> ProtocolSettings.of("ascii")).hasMessageContaining("list its keys");
        assertThatThrownBy(() -> ProtocolSettings.of("jt905")).hasMessageContaining("command and offset");
        assertThatThrownBy(() -> new ProtocolSettings.Ascii(List.of("1", "1"), Terminator.CR))
                .hasMessageContaining("stands twice");
        assertThatThrownBy(() -> new ProtocolSettings.Ascii(List.of("10"), Terminator.CR))
                .hasMessageContaining("one printable ASCII character");
        assertThatThrownBy(() -> new ProtocolSettings.Stx(Check.XOR, Cover.DATA, 0, 2, 2, 9, null))
                .hasMessageContaining("keyLength: is 9; give 1 to 8");
        assertThatThrownBy(() -> new ProtocolSettings.Jt905(0x10000, 0)).hasMessageContaining("command: is 65536");
        assertThatThrownBy(() -> new InputSettings.Serial("m", "/dev/x", 9600, "8N1", "modbus", null))
                .hasMessageContaining("modbus asks by address");
        assertThatThrownBy(() -> new InputSettings.Serial("m", "/dev/x", 9600, "8N1", "boks", 3))
                .hasMessageContaining("boks has none");
    }
}
