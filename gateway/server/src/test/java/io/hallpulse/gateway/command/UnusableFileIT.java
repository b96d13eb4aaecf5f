package io.hallpulse.gateway.command;

import io.hallpulse.testkit.Java;
import io.hallpulse.testkit.OthersFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged gateway as a user who may not read or write what others made, and in an environment without a locale. */
@Timeout(120)
class UnusableFileIT {
    private static final Path JAR = Java.GATEWAY_JAR;
    private static final String EMBEDDED = "broker: {embedded: {listen: '127.0.0.1:0'}}";

    @TempDir
    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // before each test
    private OthersFiles others;

    @BeforeEach
    void others() throws IOException {
        others = OthersFiles.in(folder, "gateway.db");
        OthersFiles.close(config("secret.yaml", "open/d", EMBEDDED));
        config("plain.yaml", "open/d", EMBEDDED);
        config("closed.yaml", "closed/d", EMBEDDED);
        config("others.yaml", "data", EMBEDDED);
        config("below.yaml", "file/d", EMBEDDED);
        config("identity.yaml", "open/d", "broker: {url: 'ssl://127.0.0.1:9', identity: " + folder + "/secret}");
        config(
                "password.yaml",
                "open/d",
                EMBEDDED + "\ndatabase: {url: 'jdbc:postgresql://127.0.0.1/h', user: u, passwordFile: " + folder
                        + "/secret}");
        config("operators.yaml", "open/d", EMBEDDED + "\nhttp: {operators: " + folder + "/secret}");
        config("han.yaml", "数据", EMBEDDED);
        config("stored.yaml", "stored", EMBEDDED);
        Files.createFile(Files.createDirectory(folder.resolve("stored")).resolve("gateway.db"));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            check   | secret.yaml    |          | 2 | secret.yaml may not be used by user nobody     | chown nobody
            check   | missing.yaml   |          | 2 | missing.yaml does not exist                    | correct the path
            check   | identity.yaml  |          | 2 | secret may not be used by user nobody          | chown nobody
            check   | password.yaml  |          | 2 | secret may not be used by user nobody          | chown nobody
            check   | operators.yaml |          | 2 | secret may not be used by user nobody          | chown nobody
            run     | closed.yaml    |          | 1 | closed/d cannot be made                        | chown -R nobody
            run     | others.yaml    |          | 1 | data belongs to another user                   | chown -R nobody
            run     | below.yaml     |          | 1 | file/d cannot be made (Not a directory)        | make it
            account | others.yaml    |          | 1 | data/gateway.db may not be used by user nobody | run this as the user that it belongs to
            export  | others.yaml    |          | 1 | data/gateway.db may not be used by user nobody | run this as the user that it belongs to
            verify  | others.yaml    |          | 1 | data/gateway.db may not be used by user nobody | run this as the user that it belongs to
            backup  | others.yaml    | open/b   | 1 | data/gateway.db may not be used by user nobody | run this as the user that it belongs to
            backup  | stored.yaml    | closed/b | 1 | closed may not be used by user nobody          | chown nobody
            backup  | stored.yaml    | none/b   | 1 | none does not exist                            | make it
            restore | plain.yaml     | secret   | 1 | secret may not be used by user nobody          | chown nobody
            restore | plain.yaml     | missing  | 1 | missing does not exist                         | correct the path
            restore | closed.yaml    | file     | 1 | closed/d cannot be made                        | chown -R nobody
            """)
    void aFileThatCannotBeUsed_isOneLineWithItsMend(
            String command, String file, String argument, int code, String what, String mend) throws Exception {
        assertOneLine(command, folder.resolve(file).toString(), argument, code, what, mend);
    }

    @ParameterizedTest
    @CsvSource({"check, han.yaml", "run, han.yaml", "check, 数据.yaml"})
    void aChinesePathWithoutALocale_isRefusedWithItsMend(String command, String file) throws Exception {
        assertOneLine(command, folder + "/" + file, null, 2, "cannot be named in the character set", "LC_ALL=C.UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "account", "export", "verify", "backup"})
    void aLogThatRootMade_isOneLineWithItsMend(String command) throws Exception {
        others.ownFolderWithRootsFile("own", "gateway.db-wal", "gateway.db");
        assertOneLine(
                command,
                config("own.yaml", "own", EMBEDDED).toString(),
                command.equals("backup") ? "open/b" : null,
                1,
                "own/gateway.db-wal ",
                "user",
                "chown ");
    }

    private void assertOneLine(String command, String config, @Nullable String argument, int code, String... parts)
            throws Exception {
        Stream<String> more =
                Stream.ofNullable(argument).map(one -> folder.resolve(one).toString());
        List<String> words =
                Stream.concat(Stream.of(command, "--config", config), more).toList();
        others.assertOneLine(JAR, words, code, parts);
    }

    private Path config(String name, String data, String more) throws IOException {
        return Files.writeString(folder.resolve(name), """
                data: %s/%s
                terminals: open
                %s
                halls:
                  - {id: north, name: {zh: 北, en: North}, windows: [{id: A, name: {zh: 甲, en: A}}]}
                """.formatted(folder, data, more));
    }
}
