package io.hallpulse.agent.command;

import io.hallpulse.testkit.Java;
import io.hallpulse.testkit.OthersFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged agent as a user who may not read or write what others made, and in an environment without a locale. */
@Timeout(120)
class UnusableFileIT {
    private static final Path JAR = Java.AGENT_JAR;
    private static final String PLAIN = "{url: 'tcp://127.0.0.1:9'}";

    @TempDir
    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // before each test
    private OthersFiles others;

    @BeforeEach
    void others() throws IOException {
        others = OthersFiles.in(folder, "outbox.db");
        OthersFiles.close(config("secret.yaml", "open/d", PLAIN));
        config("plain.yaml", "open/d", PLAIN);
        config("closed.yaml", "closed/d", PLAIN);
        config("others.yaml", "data", PLAIN);
        config("below.yaml", "file/d", PLAIN);
        config("password.yaml", "open/d", "{url: 'tcp://127.0.0.1:9', user: u, passwordFile: " + folder + "/secret}");
        config("identity.yaml", "open/d", "{url: 'ssl://127.0.0.1:9', identity: " + folder + "/secret}");
        config("folder.yaml", "open/d", "{url: 'ssl://127.0.0.1:9', identity: " + folder + "/open}");
        config("han.yaml", "数据", PLAIN);
        Path keys = config("keys.yaml", "open/d", PLAIN);
        Files.writeString(keys, Files.readString(keys).replaceFirst("simulated: .*", "keyboard: {}}"));
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
            learn  | keys.yaml     | 1 | may not be used by user nobody                  | chown nobody
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

    @ParameterizedTest
    @ValueSource(strings = {"run", "outbox"})
    void aLogThatRootMade_isOneLineWithItsMend(String command) throws Exception {
        others.ownFolderWithRootsFile("own", "outbox.db-wal", "outbox.db");
        assertOneLine(command, config("own.yaml", "own", PLAIN).toString(), 1, "own/outbox.db-wal ", "user", "chown ");
    }

    @Test
    void archive_whereTheProgramMayNotBeChanged_isOneLineWithItsMend() throws Exception {
        others.assertOneLine(
                List.of(JAR.resolveSibling("terminal-agent").toString(), "archive"),
                1,
                "target may not be written by user nobody",
                "sudo");
    }

    private void assertOneLine(String command, String config, int code, String... parts) throws Exception {
        others.assertOneLine(JAR, List.of(command, "--config", config), code, parts);
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
}
