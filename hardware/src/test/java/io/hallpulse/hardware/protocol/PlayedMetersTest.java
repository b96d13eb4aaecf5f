package io.hallpulse.hardware.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The played meters speak the known vectors, so that they and the codecs cannot share a fault. */
class PlayedMetersTest {
    private final List<String> seen = new ArrayList<>();

    private String receive(PlayedMeter meter, String hex) {
        return hex(meter.receive(HexFormat.of().parseHex(hex), seen::add));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }

    @Test
    void ff68_speaksAndUnderstandsTheVectors() {
        PlayedMeter meter = new PlayedFf68(5);
        assertThat(hex(meter.press("0"))).isEqualTo("FF680303680511001616");
        assertThat(hex(meter.press("3"))).isEqualTo("FF680303680511031916");
        receive(meter, "FF680303680501000616FF6803036805010B1116FF680303680502050C16");
        receive(meter, "FF6802026805030816FF6808086805020A0A0A0004022B16");
        assertThat(seen).containsExactly("acknowledged 0", "open", "stars 5", "beep", "number 042");
    }

    @Test
    void modbus_answersTheVectors() {
        PlayedMeter meter = new PlayedModbus(1, ProtocolSettings.Modbus.DEFAULT);
        meter.press("3");
        assertThat(meter.waiting()).isEqualTo(1);
        for (String inputs :
                new String[] {"00", "00", "00", "00", "04", "04", "04", "04", "00", "00", "00", "00", "00"}) {
            assertThat(receive(meter, "010200000005B809")).startsWith("010201" + inputs);
        }
        assertThat(meter.waiting()).isZero();
        meter.press("3");
        assertThat(receive(meter, "010200000005B809")).isEqualTo("01020104A04B");
        assertThat(receive(meter, "040200000005B85C")).isEmpty();
        assertThat(receive(meter, "010600050001580B")).isEqualTo("010600050001580B");
        assertThat(receive(meter, "010300000001840A")).startsWith("018302");
        assertThat(seen).containsExactly("lamp 6 on");
    }

    @Test
    void stx_speaksTheVector() {
        assertThat(hex(PlayedText.stx(ProtocolSettings.Stx.DEFAULT, 1).press("05")))
                .isEqualTo("02303130350307");
        assertThat(hex(PlayedText.stx(ProtocolSettings.Stx.DEFAULT, 1).press("5")))
                .isEqualTo("02303130350307");
    }

    @Test
    void jt905_laysItsFrameOutAsTheVectorDoes() {
        assertThat(hex(new PlayedJt905(new ProtocolSettings.Jt905(0x0020, 0), 6).press("17")))
                .isEqualTo("55AA0005060000201132" + "55AA");
    }

    @Test
    void boks_answersAsThePublicProtocolSays() {
        PlayedMeter box = new PlayedBoks();
        assertThat(receive(box, "0102")).hasSize(42);
        assertThat(receive(box, "03")).isEmpty();
        assertThat(hex(box.press("4"))).isEqualTo("04");
        assertThat(hex(box.press("2"))).isEmpty();
        assertThat(receive(box, "03")).isEqualTo("02");
        assertThat(receive(box, "15")).hasSize(12);
    }
}
