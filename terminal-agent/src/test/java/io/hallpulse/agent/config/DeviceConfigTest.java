package io.hallpulse.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.protocol.ProtocolSettings;
import io.hallpulse.runtime.config.ConfigError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a technician writes of a device, and what reaches the hardware of it. */
class DeviceConfigTest {
    private static InputConfig input(String device) {
        return TerminalFile.parse("terminal.yaml", """
                        hall: north
                        terminal: n-03
                        data: data
                        gateway: {url: "tcp://127.0.0.1:1883"}
                        windows: [{id: A03}]
                        inputs:
                          - id: panel
                            window: A03
                            keys: {"1": 5, "2": 1}
                        """ + device.indent(4))
                .inputs()
                .get(0);
    }

    private static ProtocolSettings protocol(String settings) {
        return ((InputSettings.Serial)
                        input("serial: {port: /dev/x, " + settings + "}").settings())
                .settings();
    }

    @Test
    void gpio_short_getsTheUsual() {
        assertThat(input("gpio: {pins: {'1': 17, '2': 27}}").settings())
                .isEqualTo(new InputSettings.Gpio(
                        "panel",
                        "auto",
                        Map.of("1", 17, "2", 27),
                        Map.of(),
                        InputSettings.Gpio.Pull.UP,
                        Duration.ofMillis(20)));
        assertThat(((InputSettings.Gpio) input("gpio: {pins: {'1': 17, '2': 27}, pull: down}")
                                .settings())
                        .active())
                .isEqualTo(InputSettings.Gpio.Polarity.HIGH);
    }

    @Test
    void gpio_pinsByName_ofAChipByLabel_reachTheHardware() {
        InputSettings.Gpio settings =
                (InputSettings.Gpio) input("gpio: {chip: pinctrl-rk3399, pins: {'1': GPIO17, '2': 427}}")
                        .settings();
        assertThat(settings.chip()).isEqualTo("pinctrl-rk3399");
        assertThat(settings.pins())
                .isEqualTo(Map.of("1", InputSettings.Pin.named("GPIO17"), "2", InputSettings.Pin.of(427)));
    }

    @Test
    void gpio_full_reachesTheHardware() {
        assertThat(input(
                                "gpio: {chip: gpiochip0, provider: linuxfs, pins: {'1': 17, '2': 27}, lamps: {'1': 5}, buzzer: 6,"
                                        + " pull: none, active: high, debounce: 30ms, deadAfter: 168h}")
                        .settings())
                .isEqualTo(new InputSettings.Gpio(
                        "panel",
                        "gpiochip0",
                        Map.of("1", InputSettings.Pin.of(17), "2", InputSettings.Pin.of(27)),
                        Map.of("1", InputSettings.Pin.of(5)),
                        InputSettings.Pin.of(6),
                        InputSettings.Gpio.Pull.OFF,
                        InputSettings.Gpio.Polarity.HIGH,
                        Duration.ofMillis(30),
                        Duration.ofHours(168)));
    }

    @Test
    void serial_sections_reachTheHardware() {
        assertThat(protocol("protocol: jt905, jt905: {command: 0x0A01, offset: 3}"))
                .isEqualTo(new ProtocolSettings.Jt905(0x0A01, 3));
        assertThat(protocol("protocol: modbus, address: 4")).isEqualTo(ProtocolSettings.Modbus.DEFAULT);
        assertThat(((ProtocolSettings.Ascii) protocol("protocol: ascii, ascii: {terminator: cr}")).keys())
                .containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void retransmit_leftOut_dependsOnWhoSpeaksFirst() {
        assertThat(input("serial: {port: /dev/x, protocol: ff68}").retransmit()).isEqualTo(Duration.ofMillis(500));
        assertThat(input("serial: {port: /dev/x, protocol: boks}").retransmit()).isZero();
        assertThat(input("serial: {port: /dev/x, protocol: boks, retransmit: 1s}")
                        .retransmit())
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(input("keyboard: {}").retransmit()).isZero();
    }

    @Test
    void sound_isByAnswer() {
        SoundConfig sound =
                input("keyboard: {}\nsound: {stored: a.wav, notStored: b.wav}").sound();
        assertThat(sound).isNotNull();
        assertThat(sound.files())
                .isEqualTo(Map.of(Answer.STORED, Path.of("a.wav"), Answer.NOT_STORED, Path.of("b.wav")));
        assertThat(new SoundConfig(null, Path.of("c"), null, Path.of("d")).files())
                .isEqualTo(Map.of(Answer.ALREADY_COUNTED, Path.of("c"), Answer.OUT_OF_SERVICE, Path.of("d")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "serial: {port: /dev/x, protocol: stx,~~boks: {ask: wait}}  | :11: inputs[0].serial.boks: has no meaning for protocol stx; drop it",
                "serial: {port: /dev/x, protocol: modbus, address: 1,~~modbus: {~~count: 65}} | :12: inputs[0].serial.modbus.count: is 65",
                "serial: {port: /dev/x, protocol: ff68,~~command: 1}        | :11: inputs[0].serial.command: unknown key",
                "serial: {port: /dev/x,~~protocol: jt905}                   | :11: inputs[0].serial.protocol: jt905 does not say",
                "serial: {port: /dev/x,~~protocol: morse}                   | :11: inputs[0].serial.protocol: is morse",
                "gpio: {pins: {'1': 17, '2': 27},~~buzzer: 17}              | :11: inputs[0].gpio.buzzer: is on pin 17",
                "gpio: {pins: {'1': 17, '2': 27},~~active: up}              | :11: inputs[0].gpio.active: 'up' is no known word",
                "gpio: {pins: {'1': 17, '2': 27},~~debounce: 1s}            | :11: inputs[0].gpio.debounce: is 1000ms",
                "keyboard: {}~~sound: {loud: a.wav}                         | :11: inputs[0].sound.loud: unknown key",
            })
    void device_impossible_isOneLineWithItsLineAndKey(String device, String message) {
        assertThatThrownBy(() -> input(device.replace("~~", "\n")))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("terminal.yaml" + message);
    }

    @Test
    void level_leftOpen_isNamed() {
        assertThatThrownBy(() -> TerminalFile.parse("t", """
                        hall: north
                        terminal: n-03
                        data: data
                        gateway: {url: "tcp://127.0.0.1:1883"}
                        windows: [{id: A03}]
                        inputs:
                          - {id: panel, window: A03, keys: {"1": null}, keyboard: {}}
                        """))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("key '1' has no level");
    }
}
