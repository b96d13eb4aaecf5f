package io.hallpulse.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.hardware.testkit.Root;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged agent as a user who may not read or write what others made, and in an environment without a locale. */
@Timeout(120)
class UnusableFileIT {
    private static final Path JAR = Path.of("target", "terminal-agent.jar").toAbsolutePath();
    private static final String PLAIN = "{url: 'tcp://127.0.0.1:9'}";

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void others() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        closed(Files.createDirectory(folder.resolve("closed")));
        closed(Files.createDirectory(folder.resolve("data")));
        closed(Files.createFile(folder.resolve("data/outbox.db")));
        closed(Files.writeString(folder.resolve("secret"), "x"));
        Files.writeString(folder.resolve("file"), "x");
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        closed(config("secret.yaml", "open/d", PLAIN));
        config("plain.yaml", "open/d", PLAIN);
        config("closed.yaml", "closed/d", PLAIN);
        config("others.yaml", "data", PLAIN);
        config("below.yaml", "file/d", PLAIN);
        config("password.yaml", "open/d", "{url: 'tcp://127.0.0.1:9', user: u, passwordFile: " + folder + "/secret}");
        config("identity.yaml", "open/d", "{url: 'ssl://127.0.0.1:9', identity: " + folder + "/secret}");
        config("folder.yaml", "open/d", "{url: 'ssl://127.0.0.1:9', identity: " + folder + "/open}");
        config("han.yaml", "数据", PLAIN);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            check  | secret.yaml   | 2 | secret.yaml may not be used by user nobody      | chown nobody
            check  | missing.yaml  | 2 | missing.yaml does not exist                     | correct the path
            check  | open          | 2 | open cannot be used (Is a directory)            | name a file in it
            check  | password.yaml | 2 | secret may not be used by user nobody           | chown nobody
            run    | secret.yaml   | 2 | secret.yaml may not be used by user nobody      | chown nobody
            run    | closed.yaml   | 1 | closed/d cannot be made                         | chown -R nobody
            run    | others.yaml   | 1 | data belongs to another user                    | chown -R nobody
            run    | below.yaml    | 1 | file/d cannot be made (Not a directory)         | make it
            run    | identity.yaml | 1 | secret may not be used by user nobody           | chown nobody
            run    | folder.yaml   | 1 | open cannot be used: Is a directory             | provision
            outbox | others.yaml   | 1 | data/outbox.db may not be used by user nobody   | run this as the user that it belongs to
            status | others.yaml   | 1 | no agent answers on                             | ask as the user that it runs as
            """)
    void aFileThatCannotBeUsed_isOneLineWithItsMend(String command, String file, int code, String what, String mend)
            throws Exception {
        assertOneLine(command, folder.resolve(file).toString(), code, what, mend);
    }

    @ParameterizedTest
    @CsvSource({"check, han.yaml", "run, han.yaml", "check, 数据.yaml", "run, 数据.yaml"})
    void aChinesePathWithoutALocale_isRefusedWithItsMend(String command, String file) throws Exception {
        assertOneLine(command, folder + "/" + file, 2, "cannot be named in the character set", "LC_ALL=C.UTF-8");
    }

    private void assertOneLine(String command, String config, int code, String... parts) throws Exception {
        File out = folder.resolve("out").toFile();
        ProcessBuilder agent = Root.asNobody(
                "env",
                "LC_ALL=C",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString(),
                command,
                "--config",
                config);
        int ended = agent.redirectOutput(out).start().waitFor();
        try (Stream<String> lines = Files.lines(out.toPath())) {
            List<String> said = lines.filter(line -> !line.contains(" INFO ")).toList();
            assertThat(said).hasSize(1);
            assertThat(said.get(0)).contains(parts).doesNotContain("Exception");
        }
        assertThat(ended).isEqualTo(code);
    }

    private Path config(String name, String data, String gateway) throws IOException {
        return Files.writeString(folder.resolve(name), """
                hall: north
                terminal: n-01
                data: %s/%s
                gateway: %s
                windows: [{id: A}]
                inputs:
                  - {id: panel, window: A, keys: {"1": 5}, simulated: {perMinute: 30}}
                """.formatted(folder, data, gateway));
    }

    private static void closed(Path path) throws IOException {
        Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwx------" : "rw-------"));
    }
}
