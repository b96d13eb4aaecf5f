package io.hallpulse.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.TestHalls;
import io.hallpulse.gateway.assessment.PublishedRounds;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What outsiders verify of a publication by itself, and what an auditor verifies of a whole database of assessments. */
class AssessVerifyTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();
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
                return 0;
            });
        }
        PublishedRounds.in(database.data(), database.config());
    }

    private int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        CommandLine line = GatewayMain.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private String ask(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + database.data().resolve("assess.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private void change(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + database.data().resolve("assess.db"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }

    /** The board as somebody downloads it. */
    private Map<String, String> board() throws SQLException {
        String digest = ask("select digest from publication where publication = 'board'");
        String of = " where digest = '" + digest + "'";
        return Map.of(
                "digest", digest,
                "content", ask("select content from sheet" + of),
                "signature", ask("select signature from seal" + of),
                "key", ask("select public_key from seal" + of));
    }

    private String file(Map<String, String> sheet) throws Exception {
        return Files.write(folder.resolve("sheet.json"), JSON.writeValueAsBytes(sheet))
                .toString();
    }

    private String with(Map<String, String> sheet, String member, String value) throws Exception {
        Map<String, String> changed = new HashMap<>(sheet);
        changed.put(member, value);
        return file(changed);
    }

    private String pem(String key) throws Exception {
        return Files.writeString(
                        folder.resolve("hall.pem"),
                        "-----BEGIN PUBLIC KEY-----\n" + key + "\n-----END PUBLIC KEY-----\n")
                .toString();
    }

    @Test
    void sheet_asItWasDownloaded_isTrue_byKeyAndByFingerprint() throws Exception {
        Map<String, String> board = board();
        String file = file(board);
        assertThat(run("assess", "verify", file, "--key", pem(String.valueOf(board.get("key")))))
                .isZero();
        assertThat(out.toString().lines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith(file + ": true; publication board of round " + PublishedRounds.PROMISES
                        + ", drawn up 2026-10-20, 4 rows, digest " + board.get("digest") + ", signed by key ");
        String fingerprint = out.toString().strip().replaceFirst("(?s).* ", "");
        assertThat(run("assess", "verify", file, "--key", fingerprint.replaceAll("(.{4})", "$1 ")))
                .isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void sheet_thatSomebodyTouched_isFalseInOneLine() throws Exception {
        Map<String, String> board = board();
        String key = pem(String.valueOf(board.get("key")));
        String content = String.valueOf(board.get("content"));
        String other = ask("select signature from seal where digest <> '" + board.get("digest") + "'");
        requireFalse(with(board, "content", content.replace("已兑现", "未兑现")), key, "another digest");
        requireFalse(with(board, "signature", other), key, "not made by this key");
        requireFalse(with(board, "signature", "no Base64"), key, "cannot be read");
        requireFalse(with(board, "content", ""), key, "withdrawn");
        requireFalse(file(board), "0".repeat(64), "signed by another key");
        assertThat(run(
                        "assess",
                        "verify",
                        Files.writeString(folder.resolve("x"), "{}").toString(),
                        "--key",
                        key))
                .isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains("no member 'content'");
        assertThat(run("assess", "verify", file(board), "--key", "nothing")).isEqualTo(2);
        assertThat(err.toString()).contains("neither a file with a public key");
    }

    private void requireFalse(String file, String key, String words) {
        assertThat(run("assess", "verify", file, "--key", key)).as(words).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith(file + ": false; ")
                .contains(words);
    }

    private int verify() {
        return run("verify", "--config", config.toString());
    }

    @Test
    void verify_countsRoundsAnew_looksAtPublications_andWalksTheirRecord() throws Exception {
        assertThat(verify()).as(out + " " + err).isZero();
        assertThat(out.toString())
                .contains("assessments: 2 rounds counted anew, ", "all are what was signed", "assessments' record: ");
    }

    @Test
    void verify_saysWhatWasTouched() throws Exception {
        change("drop trigger sheet_stays", "update sheet set content = replace(content, '周六', '周日')");
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "publication board of round " + PublishedRounds.PROMISES + ", edition 1: its sheet is not as");

        change(
                "drop trigger fact_stays",
                "update fact set value = replace(value, '\"5\":80', '\"5\":8') where value like '%\"5\":80%'");
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString()).contains("round " + PublishedRounds.MONTHLY + " counts to ");

        change("drop trigger audit_stays", "update audit set who = 'nobody' where n = 3");
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString()).contains("assessments' record: entry 3 is not as it was written");
    }

    @Test
    void verify_saysWhichPrintedEndOfTheRecordIsNotInItAnyMore() throws Exception {
        String head = new ObjectMapper()
                .readTree(String.valueOf(board().get("content")))
                .path("chainHead")
                .asText();
        assertThat(head).matches("[0-9a-f]{64}");
        change("drop trigger audit_keeps", "delete from audit where n > 3");
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString().lines())
                .contains("publication board of round " + PublishedRounds.PROMISES
                        + ", edition 1: the record of changes has no entry " + head
                        + " any more, with which it ended when the sheet was drawn up")
                .anySatisfy(line -> assertThat(line).startsWith("assessments' record: 3 entries"));
    }
}
