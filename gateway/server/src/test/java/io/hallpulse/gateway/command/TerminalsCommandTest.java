package io.hallpulse.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.contract.enrolment.EnrolmentCode;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.OpenSsl;
import io.hallpulse.gateway.testkit.ServedHall;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code gateway terminals}, beside a running gateway and without one. */
@NullMarked
class TerminalsCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path data = Path.of("");

    private String err = "";

    @Test
    void terminals_withoutAGatewayAndBesideOne_areLetInTheSameWay() throws Exception {
        String config;
        byte[] request = OpenSsl.request(data, "new");
        try (ServedHall hall = ServedHall.startEnrolling(data, Limits.SMALL_BOX)) {
            // commands beside a gateway are answered by its configuration, not by theirs
            String read = Files.readString(Path.of(hall.configFile())).replaceFirst("enrolment:.*\n", "");
            config = Files.writeString(data.resolve("commands.yaml"), read).toString();
            JsonNode invitation = json("invite", "--hall", "north", "--terminal", "n-03", "--json", "--config", config);
            String code = invitation.path("code").asText();
            assertThat(Instant.parse(invitation.path("expires").asText())).isAfter(Instant.EPOCH);
            assertThat(invitation.path("provision").asText())
                    .startsWith("terminal-agent provision --gateway https://127.0.0.1:")
                    .endsWith(" --code " + code);
            assertThat(hall.enrolments().ask(code, request, "10.0.0.7")).isEmpty();
            JsonNode waiting = json("pending", "--json", "--config", config)
                    .path("requests")
                    .path(0);
            assertThat(waiting.path("from").asText()).isEqualTo("10.0.0.7");
            assertThat(waiting.path("fingerprint").asText()).matches("[0-9a-f]{64}");
            String id = waiting.path("id").asText();
            assertThat(run(1, "accept", "no-such", "--hall", "north", "--terminal", "n-03", "--config", config))
                    .isEmpty();
            assertThat(err).contains("no request 'no-such' waits").hasLineCount(1);
            assertThat(run(
                            0,
                            "accept",
                            id,
                            "--hall",
                            "north",
                            "--terminal",
                            "n-03",
                            "--window",
                            "W1",
                            "--config",
                            config))
                    .isEqualTo("accepted " + id + " as north/n-03\n");
            assertThat(hall.enrolments().ask(code, request, "10.0.0.7")).isPresent();
            String printed = run(0, "replace", "north/n-03", "n-04", "--config", config);
            String second = printed.substring(0, 29);
            assertThat(EnrolmentCode.parse(second).text()).isEqualTo(second);
            assertThat(printed).contains("terminal-agent provision --gateway https://127.0.0.1:", "█");
        }
        JsonNode listed =
                json("list", "--json", "--config", config).path("terminals").path(0);
        assertThat(listed.path("terminal").asText()).isEqualTo("n-03");
        assertThat(listed.path("state").asText()).isEqualTo("unknown");
        assertThat(listed.path("certificate").path("serial").asText()).matches("[0-9a-f]{32}");
        assertThat(Instant.parse(listed.path("certificate").path("notAfter").asText()))
                .isAfter(Instant.EPOCH);

        assertThat(run(0, "list", "--config", config)).startsWith("north/n-03  unknown  retiring until ");
        assertThat(run(0, "revoke", "north/n-03", "--config", config)).isEqualTo("revoked north/n-03\n");
        assertThat(run(0, "list", "--config", config)).startsWith("north/n-03  unknown  revoked until ");
        assertThat(run(1, "revoke", "north/n-99", "--config", config)).isEmpty();
        assertThat(json("pending", "--json", "--config", config).path("requests"))
                .isEmpty();
    }

    @Test
    void terminals_badUsageOrNoEnrolment_isOneLine() throws Exception {
        String config = Files.writeString(data.resolve("gateway.yaml"), """
                data: %s
                terminals: open
                halls: [{id: north, name: {zh: 北区政务大厅, en: North Hall}, windows: [{id: W1, name: {zh: 综合受理, en: General}}]}]
                """.formatted(data))
                .toString();
        assertThat(run(1, "invite", "--config", config)).isEmpty();
        assertThat(err).contains("lets no terminal enrol").hasLineCount(1);
        for (String[] wrong : new String[][] {
            {"invite", "--hall", "north", "--config", config},
            {"accept", "r1", "--hall", "North", "--terminal", "n-03", "--config", config},
            {"revoke", "n-03", "--config", config},
            {"replace", "north/n-03", "N 4", "--config", config}
        }) {
            run(2, wrong);
            assertThat(err).as(String.join(" ", wrong)).hasLineCount(1);
        }
    }

    private JsonNode json(String... arguments) throws Exception {
        return JSON.readTree(run(0, arguments));
    }

    private String run(int expected, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter faults = new StringWriter();
        CommandLine line =
                GatewayMain.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(faults, true));
        String[] all = new String[arguments.length + 1];
        all[0] = "terminals";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        int code = line.execute(all);
        err = faults.toString();
        assertThat(code).as(String.join(" ", all) + ": " + err).isEqualTo(expected);
        return out.toString();
    }
}
