package io.hallpulse.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.hardware.protocol.ProtocolSettings;
import io.hallpulse.runtime.config.ConfigError;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolConfigTest {
    private static final List<String> KEYS = List.of("1", "2");

    private static ProtocolSettings parse(String protocol, String yaml) {
        return SerialConfig.parse("settings", protocol, yaml, KEYS);
    }

    @Test
    void section_empty_isWhatTheProtocolIsWithoutOne() {
        for (String protocol : List.of("modbus", "stx", "ascii", "boks")) {
            assertThat(parse(protocol, "{}")).isEqualTo(SerialConfig.protocol(protocol, null, KEYS));
        }
        assertThat(SerialConfig.protocol("ff68", null, KEYS)).isEqualTo(new ProtocolSettings.Ff68());
    }

    @Test
    void section_full_reachesTheHardware() {
        assertThat(parse("modbus", "{read: counters, first: 8, count: 4, poll: 20ms, lamps: registers, firstLamp: 3}"))
                .isEqualTo(new ProtocolSettings.Modbus(
                        ProtocolSettings.Modbus.Read.COUNTERS,
                        8,
                        4,
                        Duration.ofMillis(20),
                        ProtocolSettings.Modbus.Lamps.REGISTERS,
                        3));
        ProtocolSettings.Stx stx = new ProtocolSettings.Stx(
                ProtocolSettings.Stx.Check.TWOS_COMPLEMENT, ProtocolSettings.Stx.Cover.STX_DATA_ETX, 1, 0, 3, 1, "06");
        assertThat(parse(
                        "stx",
                        "{check: twosComplement, cover: stxDataEtx, addressAt: 1, addressLength: 0, keyAt: 3, keyLength: 1,"
                                + " acknowledgement: \"06\"}"))
                .isEqualTo(stx);
        assertThat(SerialConfig.Stx.of(stx).settings(KEYS)).isEqualTo(stx);
        assertThat(parse("ascii", "{terminator: crlf}"))
                .isEqualTo(new ProtocolSettings.Ascii(KEYS, ProtocolSettings.Ascii.Terminator.CRLF));
        assertThat(parse("boks", "{ask: state}")).isEqualTo(new ProtocolSettings.Boks(ProtocolSettings.Boks.Ask.STATE));
        assertThat(parse("jt905", "{command: 0x0A01, offset: 3}")).isEqualTo(new ProtocolSettings.Jt905(0x0A01, 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "modbus | {count: 65}     | modbus.count: is 65",
                "stx    | {keyLength: 9}  | stx.keyLength: is 9",
                "jt905  | {command: -1, offset: 0} | jt905.command: is -1",
                "ff68   | {}              | ff68 has no settings",
            })
    void value_impossible_beginsWithItsKey(String protocol, String yaml, String message) {
        assertThatThrownBy(() -> parse(protocol, yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"jt905 | {command: 1} | is missing: jt905", "boks | {ask: soon} | use one of wait, state"})
    void text_thatDoesNotFit_isAConfigError(String protocol, String yaml, String message) {
        assertThatThrownBy(() -> parse(protocol, yaml))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining(message);
    }
}
