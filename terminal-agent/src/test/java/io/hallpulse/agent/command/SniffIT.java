package io.hallpulse.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.agent.config.SerialConfig;
import io.hallpulse.hardware.player.MeterPlayer;
import io.hallpulse.hardware.testkit.Finger;
import io.hallpulse.hardware.testkit.Pty;
import io.hallpulse.hardware.testkit.PtyWire;
import io.hallpulse.testkit.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** {@code sniff} beside a meter that is pressed four times a second and speaks at one speed only. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class SniffIT {
    private final Path folder;

    SniffIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ff68   |                            | 9600   | 0,3   | 5",
                "stx    |                            | 4800   | 01,04 | 5",
                "modbus |                            | 9600   | 1,4   | 5",
                "ascii  | {terminator: cr}           | 9600   | 1,5   | ",
                "jt905  | {command: 2561, offset: 0} | 9600   | 1,3   | 5",
                "boks   |                            | 115200 | 2,4   | ",
            })
    void meter_pressed_isNamedInLinesToPaste(String protocol, String settings, int baud, String keys, Integer address)
            throws Exception {
        Map<String, Map<String, Object>> found;
        try (Pty pty = Pty.at(folder.resolve("cable"));
                MeterPlayer meter = new MeterPlayer(
                        settings == null
                                ? SerialConfig.protocol(protocol, null, List.of(keys.split(",")))
                                : SerialConfig.parse("settings", protocol, settings, List.of(keys.split(","))),
                        5,
                        new PtyWire(pty, baud),
                        seen -> {});
                Finger finger = new Finger(meter, List.of(keys.split(",")), Duration.ofMillis(250));
                Program sniff = Program.agent(folder, "sniff", "--port", pty.path(), "--wait", "100s")) {
            assertThat(sniff.exitCode()).as(sniff.out() + sniff.err()).isZero();
            found = new Yaml().load(sniff.out());
        }
        Map<String, Object> serial = Objects.requireNonNull(found.get("serial"));
        Map<String, Object> map = Objects.requireNonNull(found.get("keys"));
        assertThat(serial)
                .containsEntry("protocol", protocol)
                .containsEntry("baud", baud)
                .containsEntry("port", folder.resolve("cable").toString());
        assertThat(serial.get("address")).isEqualTo(address);
        assertThat(map.keySet()).isNotEmpty().isSubsetOf(keys.split(","));
        assertThat(map.values()).containsOnlyNulls();
    }

    @Test
    void port_missingOrSilent_isOneLineAndOne() throws Exception {
        try (Program sniff = Program.agent(folder, "sniff", "--port", "/dev/nowhere")) {
            assertThat(sniff.exitCode()).isEqualTo(1);
            assertThat(sniff.err().lines())
                    .containsExactly("terminal-agent: port /dev/nowhere: there is no such port; plug the cable in");
        }
        try (Pty pty = Pty.at(folder.resolve("cable"));
                Program sniff =
                        Program.agent(folder, "sniff", "--port", pty.path(), "--baud", "9600", "--wait", "1s")) {
            assertThat(sniff.exitCode()).isEqualTo(1);
            assertThat(sniff.err().lines()).hasSize(1).first().asString().contains("no protocol within 1s");
        }
    }
}
