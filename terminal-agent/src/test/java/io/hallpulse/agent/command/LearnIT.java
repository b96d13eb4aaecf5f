package io.hallpulse.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.testkit.Program;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code learn}, with {@code meter} at the other end of the cable. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class LearnIT {
    @TempDir
    private Path folder = Path.of("");

    private Cable cable;
    private Path file;
    private String text = "";

    @BeforeEach
    void plug() throws Exception {
        cable = new Cable(folder);
        text = """
                # 北区 the counter by the door
                hall: north
                terminal: n-03
                data: data
                gateway: {url: "tcp://127.0.0.1:1"}
                windows:
                  - {id: A04, mode: free}   # for now
                inputs:
                  - id: meter-4
                    window: A04             # the second counter
                    serial: {port: %s, protocol: ff68, address: 5}
                """.formatted(cable.hostEnd());
        file = Files.writeString(folder.resolve("terminal.yaml"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    }

    @AfterEach
    void unplug() {
        cable.close();
    }

    private Program meter() throws Exception {
        return Program.agent(
                folder, "meter", "--port", cable.meterEnd(), "--protocol", "ff68", "--address", "5", "--every", "1ms");
    }

    private int check() throws Exception {
        try (Program check = Program.agent(folder, "check", "--config", "terminal.yaml")) {
            return check.exitCode();
        }
    }

    @Test
    void keys_pressedInTurn_areWrittenAndCheckAcceptsThem() throws Exception {
        UserDefinedFileAttributeView attributes = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        attributes.write("site", ByteBuffer.wrap(new byte[] {1, 2, 3}));
        try (Program meter = meter();
                Program learn = Program.agent(folder, "learn", "--config", "terminal.yaml")) {
            learn.awaitOut("5 非常满意");
            meter.type("0");
            learn.awaitOut("4 满意");
            meter.type("1");
            learn.awaitOut("3 基本满意");
            learn.type("skip");
            learn.awaitOut("2 不满意");
            meter.type("2");
            learn.awaitOut("1 very dissatisfied");
            meter.type("3");
            assertThat(learn.exitCode()).as(learn.err()).isZero();
        }
        assertThat(Files.readString(file))
                .isEqualTo(text.replace(
                        "second counter\n", "second counter\n    keys: {\"0\": 5, \"1\": 4, \"2\": 2, \"3\": 1}\n"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(attributes.list()).contains("site");
        assertThat(check()).isZero();
    }

    @Test
    void key_pressedForTwoLevels_isRefused() throws Exception {
        try (Program meter = meter();
                Program learn = Program.agent(folder, "learn", "--config", "terminal.yaml")) {
            learn.awaitOut("5 非常满意");
            meter.type("0");
            learn.awaitOut("4 满意");
            meter.type("0");
            assertThat(learn.exitCode()).isEqualTo(1);
            assertThat(learn.lastError()).contains("key '0'", "level 5 and for level 4", "terminal.yaml is as it was");
        }
        assertThat(Files.readString(file)).isEqualTo(text);
    }

    @Test
    void key_neverPressed_isRefused() throws Exception {
        try (Program meter = meter();
                Program learn = Program.agent(
                        folder, "learn", "--config", "terminal.yaml", "--levels", "5,1", "--wait", "3s")) {
            learn.awaitOut("5 非常满意");
            meter.type("0");
            assertThat(learn.exitCode()).isEqualTo(1);
            assertThat(learn.lastError()).contains("no key came for level 1 of input meter-4 within 3s");
        }
        assertThat(Files.readString(file)).isEqualTo(text);
    }

    @Test
    void keyboard_typed_isLearnedAndItsEndIsAnIncompleteMap() throws Exception {
        text = text.replaceAll("serial: .*", "keyboard: {}");
        Files.writeString(file, text);
        try (Program learn = Program.agent(folder, "learn", "--config", "terminal.yaml", "--levels", "5,1")) {
            learn.type("a");
            learn.endTyping();
            assertThat(learn.exitCode()).isEqualTo(1);
            assertThat(learn.lastError()).contains("standard input ended before the key of level 1");
        }
        assertThat(Files.readString(file)).isEqualTo(text);
        try (Program learn = Program.agent(folder, "learn", "--config", "terminal.yaml", "--levels", "5,1")) {
            learn.type("a");
            learn.type("b");
            assertThat(learn.exitCode()).as(learn.err()).isZero();
        }
        assertThat(Files.readString(file)).contains("    keys: {\"a\": 5, \"b\": 1}\n    keyboard");
    }

    @Test
    void port_away_isOneLine() throws Exception {
        Files.writeString(file, text.replace(cable.hostEnd(), "/dev/nowhere"));
        try (Program learn = Program.agent(folder, "learn", "--config", "terminal.yaml")) {
            assertThat(learn.exitCode()).isEqualTo(1);
            assertThat(learn.lastError()).contains("input meter-4: port /dev/nowhere: there is no such port");
        }
    }

    @Test
    void usage_bad_isTwo() throws Exception {
        try (Program learn = Program.agent(folder, "learn", "--config", "terminal.yaml", "--input", "panel")) {
            assertThat(learn.exitCode()).isEqualTo(2);
            assertThat(learn.lastError()).contains("--input", "has these inputs with keys: meter-4");
        }
        Files.writeString(file, text.replace("hall: north", "halls: north"));
        try (Program learn = Program.agent(folder, "learn", "--config", "terminal.yaml", "--levels", "5,1")) {
            assertThat(learn.exitCode()).isEqualTo(2);
            assertThat(learn.lastError()).contains("terminal.yaml:2: halls: unknown key");
        }
    }
}
