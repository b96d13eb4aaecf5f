package io.hallpulse.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.runtime.config.ConfigError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalFileTest {
    /** The contract's sample, with what its comments promise besides. */
    private static final String SAMPLE = """
            hall: north
            terminal: n-03                    # unique in the hall
            data: /var/lib/hallpulse-agent    # the outbox lives here
            gateway:
              url: ssl://gateway.hall:8883
              identity: /etc/hallpulse/n-03.p12   # key, certificate and the site CA
            trigger: {listen: 127.0.0.1:8731}     # local HTTP
            windows:
              - {id: A03, mode: free, responseInterval: 5s, grace: 3s}
              - {id: A04, mode: triggered, timeout: 30s}
            inputs:
              - id: panel
                window: A03
                keys: {"1": 5, "2": 4, "3": 3, "4": 2, "5": 1}
                gpio: {chip: auto, pins: {"1": 17, "2": 27, "3": 22, "4": 23, "5": 24}, lamps: {"1": 5}, pull: up, debounce: 20ms}
              - id: meter-4
                window: A04
                keys: {"0": 5, "1": 4, "2": 3, "3": 2}
                serial: {port: /dev/serial/by-id/usb-1, baud: 9600, format: 8N1, protocol: ff68, address: 5, retransmit: 500ms}
              - id: keys
                window: A03
                keys: {"1": 5}
                keyboard: {}
              - id: made-up
                window: A03
                keys: {"1": 5}
                simulated: {perMinute: 30}
            """;

    @Test
    void parse_textThatYamlWouldChange_keepsItAsWritten() throws Exception {
        AgentConfig octal = TerminalFile.parse("octal.yaml", fixture("octal.yaml"));
        assertThat(octal.terminal()).isEqualTo("010");
        assertThat(octal.windows().get(0).id()).isEqualTo("010");
        assertThat(octal.inputs().get(0).window()).isEqualTo("010");
        assertThat(serial("parity.yaml").format()).isEqualTo("8E1");
        assertThat(Objects.requireNonNull(serial("acknowledgement_octal.yaml").stx())
                        .acknowledgement())
                .isEqualTo("010203");
    }

    private static SerialConfig serial(String name) throws IOException {
        AgentConfig config = TerminalFile.parse(name, fixture(name));
        return Objects.requireNonNull(config.inputs().get(0).serial());
    }

    @ParameterizedTest
    @CsvSource({
        "alias.yaml, 1",
        "fullwidth_colon_first_line.yaml, 1",
        "two_documents.yaml, 12",
        "wrong_line_number.yaml, 2"
    })
    void parse_whatCouldBeTakenForOtherText_isRefusedAtItsLine(String name, int line) throws Exception {
        assertThatThrownBy(() -> TerminalFile.parse(name, fixture(name)))
                .isInstanceOf(ConfigError.class)
                .hasMessageStartingWith(name + ":" + line + ": ")
                .hasMessageNotContaining("\n");
    }

    private static String fixture(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(TerminalFileTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void parse_contractsSample_keepsEveryValue() {
        AgentConfig config = TerminalFile.parse("terminal.yaml", SAMPLE);

        assertThat(config.terminalId()).hasToString("north/n-03");
        assertThat(config.windows())
                .containsExactly(
                        new WindowConfig(
                                "A03",
                                WindowConfig.Mode.free,
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(30)),
                        new WindowConfig(
                                "A04",
                                WindowConfig.Mode.triggered,
                                Duration.ofSeconds(5),
                                Duration.ZERO,
                                Duration.ofSeconds(30)));
        assertThat(config.inputs())
                .extracting(InputConfig::kind)
                .containsExactly("gpio", "serial", "keyboard", "simulated");
        assertThat(Objects.requireNonNull(config.inputs().get(1).serial()).thanks())
                .isEqualTo(SerialConfig.Thanks.agent);
        assertThat(config.outbox().bytes()).isEqualTo(64L << 20);
        assertThat(config.gateway().encrypted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "window: A04            | window: A05            | terminal.yaml:17: inputs[1].window: 'A05' is none of the windows above",
                "id: A04                | id: A03                | terminal.yaml:10: windows[1].id: 'A03' is given twice",
                "id: meter-4            | id: panel              | terminal.yaml:16: inputs[1].id: 'panel' is given twice",
                "id: meter-4            | id: trigger            | terminal.yaml:16: inputs[1]: input id 'trigger' is taken",
                "\"0\": 5               | \"0\": 6               | terminal.yaml:16: inputs[1]: keys: key '0' has level 6",
                "debounce: 20ms         | debounce: 1s           | terminal.yaml:15: inputs[0].gpio.debounce: is 1000ms",
                "\"3\": 22              | \"9\": 22              | terminal.yaml:15: inputs[0].gpio.pins.9: key '9' has no level",
                "\"5\": 24}, lamps      | \"5\": 40}, lamps      | terminal.yaml:15: inputs[0].gpio.pins: 5 is on pin 40",
                "protocol: ff68         | protocol: smoke        | terminal.yaml:19: inputs[1].serial.protocol: is smoke",
                "ssl://gateway.hall     | tcp://10.1.2.3         | terminal.yaml:4: gateway: 'tcp://10.1.2.3:8883' is neither encrypted",
                "ssl://gateway.hall     | mqtt://gateway.hall    | terminal.yaml:5: gateway.url: 'mqtt://gateway.hall:8883' is no broker",
                "ssl://gateway.hall     | ssl://gate_way          | terminal.yaml:5: gateway.url: 'gate_way' has an underscore, so no certificate can name it",
                "ssl://gateway.hall     | tcp://10.1.2.300       | terminal.yaml:5: gateway.url: '10.1.2.300' is no IPv4 address; write four numbers",
                "ssl://gateway.hall     | tcp://10.1.2           | terminal.yaml:5: gateway.url: '10.1.2' is no IPv4 address",
                "ssl://gateway.hall     | ssl://北区.hall          | terminal.yaml:5: gateway.url: '北区.hall' is no host name; write an IP address",
                "ssl://gateway.hall     | ssl://me@gateway       | terminal.yaml:5: gateway.url: 'me@gateway' is no host name",
                "ssl://gateway.hall     | ssl://[fd00::zz]       | terminal.yaml:5: gateway.url: 'fd00::zz' is no IPv6 address",
                "hall:8883              | hall:88830             | terminal.yaml:5: gateway.url: 'gateway.hall:88830' is no address; write host:port with a port up to 65535",
                "hall:8883              | hall:0                 | terminal.yaml:5: gateway.url: 'ssl://gateway.hall:0' names port 0",
                "identity:              | passwordFile: none.pw\\n  identity: | terminal.yaml:4: gateway: 'passwordFile' goes with 'user'",
                "identity:              | user: u\\n  passwordFile: none.pw\\n  identity: | terminal.yaml:7: gateway.passwordFile: none.pw does not exist",
                "listen: 127.0.0.1:8731 | listen: 0.0.0.0:8731   | terminal.yaml:7: trigger: '0.0.0.0:8731' is not on this machine",
                "timeout: 30s           | timeout: 0s            | terminal.yaml:10: windows[1]: a timeout of 0s",
                "timeout: 30s           | timeout: soon          | terminal.yaml:10: windows[1].timeout: 'soon' is no duration",
                "mode: triggered        | mode: forced           | terminal.yaml:10: windows[1].mode: 'forced' is no known word",
                "hall: north            | hall: North            | terminal.yaml:1: hall 'North' is no lower-case identifier",
                "keyboard: {}           | keybord: {}            | terminal.yaml:20: inputs[2].keybord: unknown key",
                "perMinute: 30          | perMinute: 0           | terminal.yaml:27: inputs[3].simulated.perMinute: is 0.0",
            })
    void parse_fault_saysLineKeyAndMend(String good, String bad, String problem) {
        String text = SAMPLE.replace(good, bad.replace("\\n", "\n"));

        assertThat(text).isNotEqualTo(SAMPLE);
        assertThatThrownBy(() -> TerminalFile.parse("terminal.yaml", text))
                .isInstanceOf(ConfigError.class)
                .hasMessageStartingWith(problem.substring(0, "terminal.yaml:".length()))
                .hasMessageContaining(problem.substring(problem.indexOf(": ") + 2))
                .message()
                .doesNotContain("\n");
    }

    @Test
    void parse_twoMetersOnOnePort_wantAnAddressEach() {
        String second = """
                  - id: meter-5
                    window: A04
                    keys: {"0": 5}
                    serial: {port: /dev/serial/by-id/usb-1, protocol: ff68%s}
                """;

        assertThat(TerminalFile.parse("t", SAMPLE + second.formatted(", address: 6"))
                        .inputs())
                .hasSize(5);
        for (String clash : List.of("", ", address: 5")) {
            assertThatThrownBy(() -> TerminalFile.parse("t", SAMPLE + second.formatted(clash)))
                    .hasMessageContaining("inputs[4].serial")
                    .hasMessageContaining("give each an address of its own");
        }
        assertThatThrownBy(() -> TerminalFile.parse("t", SAMPLE + second.formatted(", address: 6, baud: 4800")))
                .hasMessageContaining("make baud, format and protocol equal");
    }

    @Test
    void parse_triggeredWindowWithoutTrigger_isRefused() {
        String text = SAMPLE.replaceAll("(?m)^trigger:.*\\n", "");

        assertThatThrownBy(() -> TerminalFile.parse("t", text))
                .hasMessageStartingWith("t:9: windows[1].mode: nothing can open a session here");
    }

    @Test
    void parse_keyThatOpensSessions_needsATriggeredWindow_andNoTriggerBesides() {
        String text = SAMPLE.replaceAll("(?m)^trigger:.*\\n", "").replace("\"3\": 2}", "\"3\": 2, \"8\": open}");

        assertThat(TerminalFile.parse("t", text).inputs().get(1).keys()).containsEntry("8", KeyMeaning.OPEN);
        assertThatThrownBy(() -> TerminalFile.parse("t", text.replace("mode: triggered", "mode: free")))
                .hasMessageStartingWith("t:9: windows[1].mode: a key opens sessions here");
        assertThatThrownBy(() -> TerminalFile.parse("t", text.replace("open}", "opens}")))
                .hasMessageContaining(
                        "'opens' is no meaning of a key; write a level, 1 to 5, or open, undone, reason1 to"
                                + " reason8");
        assertThat(TerminalFile.parse("t", text.replace("open}", "open, \"6\": undone, \"7\": reason8}"))
                        .inputs()
                        .get(1)
                        .keys()
                        .values())
                .extracting(KeyMeaning::toString)
                .endsWith("open", "undone", "reason8");
    }

    @Test
    void gateway_plainTcp_goesToLoopbackOrWhereInsecureSaysSo() {
        assertThat(new AgentConfig.Gateway("tcp://127.0.0.1:1883", null, false).encrypted())
                .isFalse();
        assertThat(new AgentConfig.Gateway("tcp://10.1.2.3:1883", null, true).encrypted())
                .isFalse();
    }
}
