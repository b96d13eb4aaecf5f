package io.hallpulse.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.StoreFile;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.TestHalls;
import io.hallpulse.gateway.audit.RecordCheck;
import io.hallpulse.gateway.store.Snapshot;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The record of changes in a database, and whoever touches it. */
class AuditCommandsTest {
    private static final int ENTRIES = 5;
    private static final List<String> COLUMNS =
            List.of("n", "at_millis", "who", "role", "what", "object", "before", "after", "previous", "hash");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private TestDatabase database;
    private Path config;

    @BeforeEach
    void fill() throws Exception {
        database = TestDatabase.embedded(folder.resolve("data"));
        config = Files.writeString(folder.resolve("gateway.yaml"), """
                data: %s
                terminals: open
                halls: [{id: north, name: {zh: 北区, en: North}, windows: [{id: A03, name: {zh: 登记, en: Registration}}]}]
                """.formatted(database.data()));
        try (Store store = database.open();
                StoreWriter writer = store.writer()) {
            writer.transaction(tables -> {
                Halls halls = TestHalls.north(folder, "A03").directory();
                tables.halls().keep(halls, halls, 100);
                for (int i = 1; i <= ENTRIES; i++) {
                    Actor actor = new Actor("李娜 " + i, i == 1 ? Actor.COMMAND : "operator");
                    tables.audit()
                            .add(
                                    new Change(actor, "people.change", "li.na", "{\"a\":\"\u0001\n\"}", "𠮷,\"" + i),
                                    1000 + i);
                }
                return 0;
            });
        }
    }

    @Test
    void audit_asItWasWritten_isRightForVerifyAndForOutsiders() throws Exception {
        assertThat(verify()).isZero();
        assertThat(out.toString()).contains("record: 5 entries, each bound to the one before; the last is ");

        Path export = Files.writeString(
                folder.resolve("audit.jsonl"), GatewayCommand.run("audit", "export", "--config", config.toString()));
        String head = out.toString().strip().replaceFirst("(?s).* ", "");
        assertThat(outsider(export)).isEqualTo("0 5 entries, the last is " + head);
        assertThat(outsider(export, head)).startsWith("0 ");

        String whole = Files.readString(export);
        Files.writeString(export, whole.replace("李娜 3", "李娜 8"));
        assertThat(outsider(export)).isEqualTo("1 entry 3 is not as it was written");
        Files.writeString(export, whole.replaceFirst("\n.*", ""));
        assertThat(outsider(export)).isEqualTo("1 entry 2 is missing");
        Files.writeString(export, whole.substring(0, whole.lastIndexOf("{\"n\":5")));
        assertThat(outsider(export)).as("the end cut off").startsWith("0 4 entries");
        assertThat(outsider(export, head)).startsWith("1 the noted hash is not among the entries");

        assertThat(GatewayCommand.run("audit", "export", "--format", "csv", "--config", config.toString()))
                .startsWith(
                        "n,at,who,role,what,object,before,after,previous,hash\r\n1,1970-01-01T00:00:01.001Z,李娜 1,command,");
    }

    @Test
    void verify_anyByteOfAnyRowChanged_namesTheFirstBrokenLink() throws Exception {
        try (StoreFile file = database.tables()) {
            letAnythingPass(file);
            for (int n = 1; n <= ENTRIES; n++) {
                for (String column : COLUMNS) {
                    String touched =
                            column.equals("n") || column.equals("at_millis") ? column + " + 10" : column + " || 'x'";
                    file.execute("create table kept as select * from audit where n = " + n);
                    file.execute("update audit set " + column + " = " + touched + " where n = " + n);

                    assertThat(check().fault()).as(column + " of " + n).isPresent();

                    file.execute("delete from audit where hash in (select hash from kept) or n in (select n from kept)"
                            + " or n > " + ENTRIES);
                    file.execute("insert into audit select * from kept");
                    file.execute("drop table kept");
                }
            }
            assertThat(check().fault()).as("all put back").isEmpty();
        }
    }

    @Test
    void verify_rowsTakenOutOrSwapped_endsWithOneAndOneLine() throws Exception {
        try (StoreFile file = database.tables()) {
            letAnythingPass(file);
            file.execute("update audit set n = 9 where n = 3");
            file.execute("update audit set n = 3 where n = 4");
            file.execute("update audit set n = 4 where n = 9");
            assertThat(verify()).isEqualTo(1);
            assertThat(out.toString().lines().filter(line -> line.startsWith("record: ")))
                    .containsExactly(
                            "record: entry 3 does not follow entry 2: the hash that it holds of the one before is another");

            file.execute("delete from audit where n = 3");
            assertThat(verify()).isEqualTo(1);
            assertThat(out.toString()).contains("record: entry 3 is missing: entry 2 is followed by entry 4");
        }
    }

    private static void letAnythingPass(StoreFile file) throws Exception {
        file.execute("drop trigger audit_stays");
        file.execute("drop trigger audit_keeps");
    }

    private RecordCheck check() throws Exception {
        try (Snapshot snapshot = Snapshot.open(database.data(), database.config())) {
            return RecordCheck.of(snapshot.audit());
        }
    }

    private int verify() {
        return GatewayMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .execute("verify", "--config", config.toString());
    }

    /** The check in the manual, which knows nothing of this program: its exit code and what it says. */
    private String outsider(Path export, String... noted) throws Exception {
        String script = script("en");
        assertThat(script.lines()).hasSizeLessThanOrEqualTo(50);
        assertThat(script("zh")).isEqualTo(script);
        Path check = Files.writeString(folder.resolve("check.py"), script);
        ProcessBuilder command = new ProcessBuilder("python3", check.toString(), export.toString());
        command.command().addAll(List.of(noted));
        Process process = command.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() + " " + said.strip();
    }

    private static String script(String language) throws Exception {
        String page = Files.readString(Path.of("../manual/" + language + "/audit.md"));
        return page.substring(page.indexOf("```python\n") + 10, page.indexOf("\n```\n", page.indexOf("```python")) + 1);
    }
}
