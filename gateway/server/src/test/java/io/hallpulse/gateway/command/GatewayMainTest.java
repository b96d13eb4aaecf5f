package io.hallpulse.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.gateway.assessment.scheme.ShippedSchemes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class GatewayMainTest {
    private static final String GOOD = """
            data: data
            broker: {embedded: {listen: "127.0.0.1:0"}}
            terminals: open
            http: {listen: "127.0.0.1:0"}
            halls:
              - id: north
                name: {zh: 北区政务大厅, en: North Hall}
                windows:
                  - {id: A03, name: {zh: 不动产登记, en: Property registration}}
            """;

    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void check_goodFile_saysFine() throws Exception {
        assertThat(run("check", "--config", file(GOOD))).isEqualTo(0);
        assertThat(out.toString()).startsWith("fine: 1 hall(s), 1 window(s)");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void check_unknownKey_isOneLineWithFileLineAndKey() throws Exception {
        String file = file(GOOD.replace("terminals: open", "terminal: open"));
        assertThat(run("check", "--config", file)).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1).first().asString().startsWith(file + ":3: terminal");
    }

    @Test
    void check_fileThatCannotBeRead_isOneLineWithTheKeyThatNamesIt() throws Exception {
        assertThat(run("check", "--config", file(GOOD.replace("terminals: open", "ca: {passphraseFile: /no/such}"))))
                .isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains(":3: ca.passphraseFile");
    }

    @Test
    void assessCheck_goodScheme_isSummedUpInALine() throws Exception {
        String file = file(ShippedSchemes.text(ShippedSchemes.MONTHLY));
        assertThat(run("assess", "check", file)).isEqualTo(0);
        assertThat(out.toString().lines())
                .containsExactly(
                        file + ": ok; 6 sources, 1 forms, 1 checklists, 4 parts, 8 rules, 7 flows, 2 publications");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void assessCheck_schemeWithoutItsDocument_saysThatItCannotBePutInForce() throws Exception {
        String text = ShippedSchemes.text(ShippedSchemes.MONTHLY);
        String file = file(text.replaceFirst("basis: .*", "basis: {zh: 待填, en: to be filled}"));
        assertThat(run("assess", "check", file)).isEqualTo(0);
        assertThat(out.toString().strip()).endsWith("; not to be put in force before its basis is filled");
    }

    @Test
    void assessCheck_schemeThatNeedsARegister_saysThatItsRoundsCannotBeOpened() throws Exception {
        String file = file(ShippedSchemes.text(ShippedSchemes.MONTHLY)
                .replaceFirst("(?m)^  decimals: 2", "  decimals: 2\n  weighting: strata"));
        assertThat(run("assess", "check", file)).isEqualTo(0);
        assertThat(out.toString().strip())
                .endsWith("; its rounds cannot be opened: weighting by strata (score.weighting) is not supported yet,"
                        + " since it needs a register of people");
    }

    @Test
    void assessCheck_brokenAndMissingFiles_areALineEach_andTheOthersAreCheckedToo() throws Exception {
        String text = ShippedSchemes.text(ShippedSchemes.PROMISES);
        Path broken = Files.writeString(folder.resolve("broken.yaml"), text.replace("edge: include", "edge: cut"));
        Path missing = folder.resolve("missing.yaml");
        String good = file(text);
        assertThat(run("assess", "check", broken.toString(), missing.toString(), good))
                .isEqualTo(1);
        assertThat(err.toString().lines())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith(broken + ":59: ranking.list.edge: 'cut' is no word"),
                        second -> assertThat(second)
                                .isEqualTo(missing + " does not exist; correct the path, or make it"));
        assertThat(out.toString()).startsWith(good + ": ok; ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "run"})
    void certificateThatIsNone_isOneLineWithFileLineKeyAndMend(String command) throws Exception {
        Path none = Files.writeString(folder.resolve("web.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n");
        String file = file(GOOD.replace("http: {", "http: {tls: " + none + ", "));
        assertThat(run(command, "--config", file)).isEqualTo(2);
        assertThat(err.toString().lines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith(file + ":4: http.tls: " + none + " cannot be used (")
                .contains("give PEM with the key and its certificates");
    }

    @Test
    void check_certificateThatIsMissing_namesTheKey() throws Exception {
        String file = file(GOOD.replace("http: {", "http: {tls: /no/such.pem, "));
        assertThat(run("check", "--config", file)).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains(":4: http.tls: /no/such.pem ");
    }

    @Test
    void check_noSuchFile_namesIt() {
        assertThat(run("check", "--config", "nowhere.yaml")).isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly("nowhere.yaml does not exist; correct the path, or make it");
    }

    @Test
    void check_notText_saysSo() throws Exception {
        Path file = folder.resolve("gateway.yaml");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThat(run("check", "--config", file.toString())).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "chek",
                "check",
                "run",
                "run --config gateway.yaml --web nowhere",
                "check --config",
                "move-database",
                "demo --terminals 0",
                "demo --port 70000",
                "demo --seconds x"
            })
    void anything_badUsage_isOneLineAndTwo(String arguments) {
        assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains("--help'");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--to jdbc:mysql://db/hall, is no database",
        "--to jdbc:postgresql://db/hall --password-file no.pw, no.pw does not exist"
    })
    void moveDatabase_badTarget_isOneLineAndTwo(String target, String words) throws Exception {
        assertThat(run(("move-database --config " + file(GOOD) + " " + target).split(" ")))
                .isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains(words);
    }

    @Test
    void moveDatabase_nothingToMove_isOneLineAndOne() throws Exception {
        String config = file(GOOD.replace("data: data", "data: " + folder.resolve("data")));
        assertThat(run("move-database", "--config", config, "--to", "jdbc:postgresql://db/hall"))
                .isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains("there is no database", "to move");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "run --help", "check --help", "demo --help", "--version", "run --version"})
    void anything_helpOrVersion_isZero(String arguments) {
        assertThat(run(arguments.split(" "))).isEqualTo(0);
        assertThat(out.toString()).isNotBlank();
        assertThat(err.toString()).isEmpty();
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("gateway.yaml"), text, StandardCharsets.UTF_8)
                .toString();
    }

    private int run(String... arguments) {
        CommandLine line = GatewayMain.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
