package io.hallpulse.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gateway directory}, without a gateway and beside one. */
class DirectoryCommandTest {
    @TempDir
    private Path data = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void import_withoutAGatewayAndBesideOne_saysWhatBecameOfTheRows() throws Exception {
        String config;
        try (ServedHall hall = ServedHall.start(data, 1, "{}", Limits.SMALL_BOX)) {
            config = hall.configFile();
        }
        Path units = Files.writeString(data.resolve("units.yaml"), """
                units:
                  - {id: levies, kind: office, parent: tax, name: {zh: 征收科, en: Levies}}
                  - {id: tax, kind: unit, name: {zh: 税务局, en: Tax}}
                """);
        assertThat(run("directory", "import", "units", units.toString(), "--preview", "--config", config))
                .as(err.toString())
                .isZero();
        assertThat(said()).isEqualTo("2 new, 0 changed, 0 same, 0 with faults; nothing is saved\n");
        assertThat(run("directory", "import", "units", units.toString(), "--config", config))
                .isZero();
        assertThat(said()).isEqualTo("2 new, 0 changed, 0 same, 0 with faults; saved\n");

        Path posts = Files.writeString(data.resolve("posts.csv"), """
                kind,id,post,person,from
                office,levies,head,李明,2026-01-01
                office,levies,head,王芳,2026-07-01
                """);
        try (ServedHall hall = ServedHall.start(data, 1, "{}", Limits.SMALL_BOX)) {
            assertThat(run("directory", "import", "posts", posts.toString(), "--config", config))
                    .isEqualTo(1);
            assertThat(said())
                    .isEqualTo("row 3: from '2026-07-01' meets the days of who holds the post already: end first"
                            + " 李明, 2026-01-01 to …\n1 new, 0 changed, 0 same, 1 with faults; nothing is saved\n");
            assertThat(run("directory", "import", "posts", posts.toString(), "--skip-faults", "--config", config))
                    .isZero();
            HttpRequest request = HttpRequest.newBuilder(hall.uri("/api/v1/directory/posts"))
                    .header("Authorization", ServedHall.login())
                    .build();
            JsonNode kept = new ObjectMapper()
                    .readTree(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .body());
            assertThat(kept.path("posts").findValuesAsText("person")).containsExactly("李明");
        }

        Files.writeString(units, "units:\n  - tax\n");
        assertThat(run("directory", "import", "units", units.toString(), "--config", config))
                .isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo(
                        "line 2: the file does not say its rows: write them under 'units:', each with its columns\n");
        assertThat(run("directory", "import", "offices", units.toString(), "--config", config))
                .isEqualTo(2);
        assertThat(run("directory", "import", "units", data.resolve("none.csv").toString(), "--config", config))
                .isEqualTo(1);
    }

    private String said() {
        String said = out.toString();
        out.getBuffer().setLength(0);
        return said;
    }

    private int run(String... arguments) {
        return GatewayMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
