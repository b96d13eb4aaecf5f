package io.hallpulse.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.testkit.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code test}, with {@code meter} at the other end of the cable. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class KeyTestIT {
    @TempDir
    private Path folder = Path.of("");

    private Cable cable;

    @BeforeEach
    void plug() throws Exception {
        cable = new Cable(folder);
        Files.writeString(folder.resolve("terminal.yaml"), """
                hall: north
                terminal: n-03
                data: data
                gateway: {url: "tcp://127.0.0.1:1"}
                windows:
                  - {id: A04}
                inputs:
                  - id: meter-4
                    window: A04
                    keys: {"0": 5, "1": 4, "2": 2, "3": 1}
                    serial: {port: %s, protocol: ff68, address: 5, retransmit: 10s} # no press comes twice, however slow the machine
                """.formatted(cable.hostEnd()));
    }

    @AfterEach
    void unplug() {
        cable.close();
    }

    private Program test(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("test", "--config", "terminal.yaml"));
        arguments.addAll(List.of(options));
        return Program.agent(folder, arguments.toArray(String[]::new));
    }

    private int press(String keys) throws Exception {
        try (Program meter = Program.agent(
                folder,
                "meter",
                "--port",
                cable.meterEnd(),
                "--protocol",
                "ff68",
                "--address",
                "5",
                "--press",
                keys,
                "--every",
                "50ms")) {
            return meter.exitCode();
        }
    }

    private List<String> stored() throws Exception {
        List<String> stored = new ArrayList<>();
        try (Connection outbox = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/outbox.db"));
                Statement statement = outbox.createStatement();
                ResultSet row = statement.executeQuery("SELECT key, level, kind, flags FROM press ORDER BY seq")) {
            while (row.next()) {
                stored.add(row.getString(1) + " " + row.getInt(2) + " " + row.getString(3) + row.getString(4));
            }
        }
        return stored;
    }

    @Test
    void keys_allPressed_passAndAreStoredAsTests() throws Exception {
        try (Program test = test()) {
            test.awaitOut("press every key once");
            assertThat(press("0,1,9,2,3")).isZero();
            assertThat(test.exitCode()).as(test.err()).isZero();
            assertThat(test.out())
                    .contains("✓ meter-4  按键 key 3  1 非常不满意 very dissatisfied")
                    .contains("✗ meter-4  按键 key 9  不在按键表中 not in the key map")
                    .contains("waiting for the gateway: 5")
                    .contains("all keys work");
        }
        assertThat(stored()).containsExactly("0 5 test", "1 4 test", "9 0 testunmapped", "2 2 test", "3 1 test");
    }

    @Test
    void key_neverPressed_failsAndIsNamed() throws Exception {
        try (Program meter = Program.agent(
                folder, "meter", "--port", cable.meterEnd(), "--protocol", "ff68", "--address", "5", "--wait", "90s")) {
            meter.type("0");
            meter.awaitOut("pressed 0"); // from here on it sends the key until somebody answers
            try (Program test = test("--seconds", "8")) {
                test.awaitOut("✓ meter-4  按键 key 0");
                meter.type("1");
                test.awaitOut("✓ meter-4  按键 key 1");
                meter.type("2");
                assertThat(test.exitCode()).isEqualTo(1);
                assertThat(test.out()).contains("✗ meter-4  按键 key 3");
                assertThat(test.lastError()).contains("did not come: meter-4 3 (1 very dissatisfied);");
            }
        }
    }

    @Test
    void keyboard_ended_failsAtOnce() throws Exception {
        Path file = folder.resolve("terminal.yaml");
        Files.writeString(file, Files.readString(file).replaceAll("serial: .*", "keyboard: {}"));
        try (Program test = test("--seconds", "100")) {
            test.type("0");
            test.awaitOut("✓ meter-4  按键 key 0");
            test.endTyping();
            assertThat(test.exitCode()).isEqualTo(1);
            assertThat(test.lastError()).contains("meter-4 1 (4 satisfied), meter-4 2");
        }
    }

    @Test
    void agent_running_isSaidInOneLine() throws Exception {
        try (Program agent = Program.agent(folder, "run", "--config", "terminal.yaml")) {
            agent.awaitErr("terminal north/n-03 serves");
            try (Program test = test()) {
                assertThat(test.exitCode()).isEqualTo(1);
                assertThat(test.err().lines()).hasSize(1).first().asString().contains("another agent runs on data");
            }
        }
    }
}
