package io.hallpulse.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code gateway people}, beside a running gateway and without one. */
class PeopleCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path data = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void people_withoutAGatewayAndBesideOne_areTheSame() throws Exception {
        String config;
        try (ServedHall hall = ServedHall.start(data, 1, "{}", Limits.SMALL_BOX)) {
            config = hall.configFile();
        }
        Path socket = data.resolve("gateway.sock");
        assertThat(socket).doesNotExist();
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(socket)); // which nobody answers once it is closed
        }
        assertThat(run("open sesame", "people", "add", "chen", "--role", "viewer,technician", "--config", config))
                .as(err.toString())
                .isZero();

        try (ServedHall hall = ServedHall.start(data, 1, "{}", Limits.SMALL_BOX)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-------");
            assertThat(status(hall, "chen", "open sesame")).isEqualTo(200);
            assertThat(run("another one", "people", "password", "chen", "--config", config))
                    .isZero();
            assertThat(status(hall, "chen", "open sesame")).isEqualTo(401);
            assertThat(status(hall, "chen", "another one")).isEqualTo(200);
            assertThat(run(
                            "open sesame",
                            "people",
                            "add",
                            "wu",
                            "--role",
                            "auditor,inspector",
                            "--unit",
                            "tax",
                            "--staff",
                            "S7",
                            "--interest",
                            "unit:land",
                            "--interest",
                            "window:north/W1",
                            "--config",
                            config))
                    .isZero();
            assertThat(run("open sesame", "people", "add", "wu", "--role", "viewer", "--config", config))
                    .isEqualTo(1);
            assertThat(err.toString().lines().reduce("", (a, b) -> b)).startsWith("wu is there already");
            assertThat(run("", "people", "remove", "li.na", "--config", config)).isEqualTo(1);
            assertThat(err.toString()).contains("li.na stands in the operators' file");
            out.getBuffer().setLength(0);
            assertThat(run("", "people", "list", "--json", "--config", config)).isZero();
            assertThat(JSON.readTree(out.toString()))
                    .isEqualTo(JSON.readTree("{\"people\":["
                            + "{\"name\":\"chen\",\"roles\":[\"viewer\",\"technician\"],\"inFile\":false},"
                            + "{\"name\":\"li.na\",\"roles\":[\"operator\"],\"inFile\":true},"
                            + "{\"name\":\"wu\",\"roles\":[\"auditor\",\"inspector\"],\"unit\":\"tax\",\"staff\":\"S7\","
                            + "\"interests\":[\"unit:land\",\"window:north/W1\"],\"inFile\":false}]}"));
        }
        out.getBuffer().setLength(0);
        assertThat(run("", "people", "list", "--config", config)).isZero();
        assertThat(out.toString().lines())
                .contains("wu  auditor,inspector  unit:tax  staff:S7  unit:land  window:north/W1");
        assertThat(run("open sesame", "people", "add", "he", "--role", "keyholder,organiser", "--config", config))
                .isEqualTo(1);
        assertThat(err.toString().lines().reduce("", (a, b) -> b))
                .isEqualTo("a keyholder is not organiser as well; give one of both to another person");
        assertThat(run("", "people", "remove", "wu", "--config", config)).isZero();
        out.getBuffer().setLength(0);
        assertThat(run("", "people", "list", "--config", config)).isZero();
        assertThat(out.toString().lines())
                .containsExactly("chen  viewer,technician", "li.na  operator  (operators' file)");
    }

    @Test
    void people_badUsage_isOneLineAndTwo() throws Exception {
        String config = Files.writeString(data.resolve("gateway.yaml"), """
                data: %s
                terminals: open
                halls: [{id: north, name: {zh: 北区政务大厅, en: North Hall}, windows: []}]
                """.formatted(data))
                .toString();
        for (String[] wrong : new String[][] {
            {"people"},
            {"people", "add", "chen", "--role", "king", "--config", config},
            {"people", "add", "chen li", "--role", "viewer", "--config", config},
            {"people", "add", "chen", "--config", config},
            {"people", "add", "chen", "--role", "viewer", "--interest", "land", "--config", config},
            {"people", "add", "chen", "--role", "viewer", "--staff", "S 1", "--config", config}
        }) {
            err.getBuffer().setLength(0);
            assertThat(run("open sesame", wrong)).as(String.join(" ", wrong)).isEqualTo(2);
            assertThat(err.toString().lines()).hasSize(1);
        }
        assertThat(run("short", "people", "password", "chen", "--config", config))
                .isEqualTo(2);
    }

    private int status(ServedHall hall, String name, String password) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(hall.uri("/api/v1/me"))
                .header("Authorization", ServedHall.basic(name, password))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    private int run(String typed, String... arguments) {
        CommandLine line =
                GatewayMain.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream((typed + "\n").getBytes(StandardCharsets.UTF_8)));
        try {
            return line.execute(arguments);
        } finally {
            System.setIn(before);
        }
    }
}
