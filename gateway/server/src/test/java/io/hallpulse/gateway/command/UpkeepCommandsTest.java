package io.hallpulse.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.domain.count.Tally;
import io.hallpulse.domain.count.TallyKey;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.press.Change;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.domain.press.RunRow;
import io.hallpulse.domain.press.StoredPress;
import io.hallpulse.domain.time.EventTime;
import io.hallpulse.gateway.StoreFile;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.assessment.AssessStore;
import io.hallpulse.gateway.ca.Keys;
import io.hallpulse.gateway.ca.SiteCa;
import io.hallpulse.gateway.config.DatabaseConfig;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.runtime.config.ConfigFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What an operator does to a database by command, and is told. */
class UpkeepCommandsTest {
    private static final Instant HOUR = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path config;

    @BeforeEach
    void configure() throws Exception {
        config = Files.writeString(folder.resolve("gateway.yaml"), """
                data: %s
                terminals: open
                halls:
                  - id: north
                    name: {zh: 北区政务大厅, en: North Hall}
                    windows:
                      - {id: A03, name: {zh: 不动产登记, en: Property registration}}
                """.formatted(data()));
    }

    @Test
    void verify_allIsRight_saysSoBesideAGatewayThatWrites() throws Exception {
        fill();
        try (Store store = Store.open(data());
                StoreWriter writer = store.writer()) {
            assertThat(run("verify")).isZero();
            writer.transaction(tables -> 0);
        }
        assertThat(out.toString().lines()).first().isEqualTo("1 presses of 1 runs, 1 tallies: no difference");
    }

    @Test
    void verify_somethingIsWrong_saysEachInALineAndEndsWithOne() throws Exception {
        fill();
        try (StoreFile file = TestDatabase.embedded(data()).tables()) {
            file.execute("update tally set n = 5");
            file.execute("update received_range set to_seq = 4");
            file.execute("update press set placed_millis = placed_millis + 1");
        }

        assertThat(run("verify")).isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactly(
                        "north/n-03 run run1 seq 1: placed wall 2026-11-22T10:00:00.001Z, by the rules wall 2026-11-22T10:00:00Z",
                        "north/n-03 run run1 received ranges {1=4}, by its presses {1=1}",
                        "tally of north window A03 from 2026-11-22T10:00:00Z level 5: 5 (0 late), by its presses 1 (0 late)",
                        "1 presses of 1 runs, 1 tallies: 3 differences",
                        "record: no entries");
    }

    @Test
    void verify_noDatabase_isOneLine() {
        assertThat(run("verify")).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().startsWith("there is no database");
    }

    @Test
    void backup_andRestore_areTheSameDatabase() throws Exception {
        fill();
        Path file = folder.resolve("copy.db");
        assertThat(run("backup", file.toString())).isZero();
        assertThat(run("backup", file.toString())).isEqualTo(1);
        assertThat(err.toString().lines()).containsExactly(file + " exists; name a file that does not");

        try (StoreFile tables = TestDatabase.embedded(data()).tables()) {
            tables.execute("update tally set n = 5");
        }
        assertThat(run("restore", file.toString(), "--replace")).isZero();
        assertThat(run("verify")).isZero();
    }

    @Test
    void backup_hasTheAssessments_andRestorePutsBothBack() throws Exception {
        fill();
        AssessStore.open(data(), new DatabaseConfig(null, null, null)).close();
        assessments("insert into scheme values ('windows', 1, 'checked', 'd', 'f', 'zhang', 0)");
        Path file = folder.resolve("copy.db");
        assertThat(run("backup", file.toString())).isZero();
        assessments("update scheme set state = 'retired'");

        Files.delete(data().resolve("gateway.db"));
        assertThat(run("restore", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("assess.db exists; --replace sets it aside");
        assertThat(run("restore", file.toString(), "--replace")).isZero();
        assertThat(run("verify")).isZero();
        assertThat(assessments("update scheme set state = 'in-force' where state = 'checked'"))
                .isEqualTo(1);
        try (Stream<Path> files = Files.list(data())) {
            assertThat(files.map(one -> one.getFileName().toString()))
                    .contains("assess.db", "assess.db.replaced-1")
                    .noneMatch(name -> name.endsWith(".restoring") || name.endsWith(".part"));
        }
        try (StoreFile tables = TestDatabase.embedded(data()).tables()) {
            assertThat(tables.rows("select name from sqlite_master where name like 'kept%'"))
                    .isEmpty();
        }
    }

    private int assessments(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data().resolve("assess.db"));
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    @Test
    void backup_hasTheSiteCa_andRestoreSetsAnotherOneAside() throws Exception {
        fill();
        SiteCa made = ca();
        Path file = folder.resolve("copy.db");
        assertThat(run("backup", file.toString())).isZero();
        Files.delete(data().resolve("ca/ca.key"));
        Files.delete(data().resolve("ca/ca.pem"));
        SiteCa another = ca();
        assertThat(another.certificate()).isNotEqualTo(made.certificate());
        Files.delete(data().resolve("gateway.db"));

        assertThat(run("restore", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("ca.pem is of another site CA; --replace sets it aside");
        assertThat(run("restore", file.toString(), "--replace")).isZero();

        assertThat(ca().certificate()).isEqualTo(made.certificate());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data().resolve("ca/ca.key"))))
                .isEqualTo("rw-------");
        assertThat(Files.exists(data().resolve("ca/ca.key.replaced-1"))).isTrue();
        assertThat(run("verify")).isZero();
        out.getBuffer().setLength(0);
        assertThat(execute("ca", "show", "--config", config.toString())).isZero();
        assertThat(out.toString())
                .startsWith(
                        "fingerprint  " + Keys.fingerprint(made.certificate().getPublicKey()));
        assertThat(execute("ca", "renew", "--config", config.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("no gateway runs on " + data());
    }

    private SiteCa ca() throws Exception {
        return SiteCa.open(data().resolve("ca"), null, Clock.systemUTC(), new SecureRandom());
    }

    @Test
    void restore_ofWhatIsNoBackup_changesNothing() throws Exception {
        fill();
        Path junk = Files.writeString(folder.resolve("junk"), "no database at all, however long".repeat(50));

        assertThat(run("restore", junk.toString(), "--replace")).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("the file is no database of a gateway");
        assertThat(run("verify")).isZero();
    }

    private Path data() {
        return folder.resolve("data");
    }

    /** One press at the full hour. */
    private void fill() throws Exception {
        long at = HOUR.toEpochMilli();
        Press press = Press.rating(1, "A03", "panel", "1", 5, HOUR, 1000);
        try (Store store = Store.open(data());
                StoreWriter writer = store.writer()) {
            Halls halls = GatewayConfig.read(new ConfigFile("gateway.yaml", Files.readString(config)))
                    .directory();
            writer.transaction(tables -> {
                tables.halls().keep(halls, halls, at);
                RunRow run = tables.runs().insert(new TerminalId("north", "n-03"), "run1", 1, 2, at, null);
                StoredPress stored = new StoredPress(
                        new ReceivedPresses.Valid(press), PressState.COUNTED, new EventTime(EventTime.By.WALL, at), at);
                tables.presses().write(List.of(new Change(run.id(), null, stored)));
                tables.runs().updateRanges(run.id(), Map.of(1L, 1L));
                tables.tallies().add(Map.of(new TallyKey("north", "A03", at, 5), new Tally(1, 0)));
                return 0;
            });
        }
    }

    private int run(String command, String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = command;
        all[1] = "--config";
        all[2] = config.toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return execute(all);
    }

    private int execute(String... all) {
        CommandLine line =
                GatewayMain.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(all);
    }
}
