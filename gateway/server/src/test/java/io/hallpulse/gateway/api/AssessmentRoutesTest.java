package io.hallpulse.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.assessment.scheme.ShippedSchemes;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.store.PersonRow;
import io.hallpulse.gateway.testkit.ServedHall;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schemes, rounds and facts of assessments by the interface: what each role may, and that two persons are two. */
class AssessmentRoutesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "a fine password";
    private static final String MONTHLY = "/api/v1/schemes/hongjiang-monthly/1";
    private static final String ROUND = "/api/v1/rounds/hongjiang-monthly/2031-03";

    private final HttpClient client = HttpClient.newHttpClient();
    private final String scheme = ShippedSchemes.text(ShippedSchemes.MONTHLY);
    private Path data;
    private ServedHall hall;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        data = folder;
        hall = ServedHall.start(folder, 2, "{minimumRatings: 1}", Limits.SMALL_BOX);
        for (Role role : List.of(Role.ORGANISER, Role.APPROVER, Role.AUDITOR, Role.RECORDER, Role.VIEWER)) {
            hall.people()
                    .add(
                            Actor.command("test"),
                            new PersonRow(role.word(), "", Set.of(role), null, null, List.of(), 0),
                            PASSWORD);
        }
    }

    @AfterEach
    void stop() throws Exception {
        hall.close();
    }

    @Test
    void scheme_isUploadedByTheOrganiser_andInForceOnceASecondPersonSays() throws Exception {
        assertThat(post("viewer", "/api/v1/schemes", scheme).statusCode()).isEqualTo(403);
        assertThat(post("recorder", "/api/v1/schemes", scheme).statusCode()).isEqualTo(403);
        HttpResponse<String> broken = post("organiser", "/api/v1/schemes", scheme.replace("seal: none", "seal: noon"));
        assertThat(broken.statusCode()).isEqualTo(422);
        assertThat(broken.body()).contains("privacy.seal");

        HttpResponse<String> uploaded = post("organiser", "/api/v1/schemes", scheme);
        assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(201);
        assertThat(JSON.readTree(uploaded.body()).path("uploadedBy").asText()).isEqualTo("organiser");
        assertThat(get("approver", MONTHLY).body()).as("as it was sent").isEqualTo(scheme);

        assertThat(post("approver", MONTHLY + "/enforce", "").statusCode()).isEqualTo(403);
        String before = state(post("organiser", MONTHLY + "/enforce", ""));
        assertThat(post("organiser", MONTHLY + "/enforce", "").statusCode())
                .as("the same person again")
                .isEqualTo(403);
        assertThat(state(post("approver", MONTHLY + "/enforce", "")))
                .isEqualTo("in-force")
                .isNotEqualTo(before);
    }

    @Test
    void viewer_makesNoDatabase_andSeesNoRound() throws Exception {
        assertThat(post("viewer", "/api/v1/schemes", scheme).statusCode()).isEqualTo(403);
        assertThat(post("approver", "/api/v1/schemes", scheme).statusCode()).isEqualTo(403);
        assertThat(post("recorder", "/api/v1/schemes", "{broken").statusCode())
                .as("nobody's file is read but an organiser's")
                .isEqualTo(403);
        assertThat(Files.exists(data.resolve("assess.db"))).isFalse();
        assertThat(get("viewer", ROUND).statusCode()).isEqualTo(403);
        assertThat(post("viewer", "/api/v1/facts", "{}").statusCode()).isEqualTo(403);
        assertThat(get("viewer", "/api/v1/schemes").statusCode()).isEqualTo(403);

        inForce();
        assertThat(get("viewer", "/api/v1/rounds").statusCode()).isEqualTo(403);
        assertThat(get("viewer", ROUND).statusCode()).isEqualTo(403);
    }

    @Test
    void round_isPlannedByTheOrganiser_andSaysWhatKeepsItsNextStep() throws Exception {
        inForce();
        assertThat(post("auditor", ROUND, "").statusCode()).isEqualTo(403);
        assertThat(post("organiser", ROUND.replace("2031-03", "2031-Q1"), "").statusCode())
                .as("the scheme's rounds are months")
                .isEqualTo(422);
        assertThat(state(post("organiser", ROUND, ""))).isEqualTo("planned");

        JsonNode standing = JSON.readTree(get("auditor", ROUND).body());
        assertThat(standing.path("next").asText()).isEqualTo("freeze");
        assertThat(standing.path("awaits").asText()).isEqualTo("organiser");
        assertThat(standing.path("blocks"))
                .as("a year without a calendar, for one")
                .isNotEmpty()
                .allSatisfy(block -> {
                    assertThat(block.path("zh").asText()).isNotBlank();
                    assertThat(block.path("en").asText()).isNotBlank();
                });
        assertThat(post("organiser", ROUND + "/freeze", "{}").statusCode()).isEqualTo(409);
        assertThat(post("organiser", ROUND + "/open", "{}").statusCode())
                .as("the clock's step")
                .isEqualTo(404);
        assertThat(get("recorder", ROUND + "/scorecards").statusCode())
                .as("figures before they are published")
                .isEqualTo(403);
    }

    private void inForce() throws Exception {
        post("organiser", "/api/v1/schemes", scheme);
        post("organiser", MONTHLY + "/enforce", "");
        assertThat(state(post("approver", MONTHLY + "/enforce", ""))).isEqualTo("in-force");
    }

    private static String state(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        return JSON.readTree(answer.body()).path("state").asText();
    }

    private HttpResponse<String> get(String who, String path) throws Exception {
        return client.send(asked(who, path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String who, String path, String body) throws Exception {
        return client.send(asked(who, path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder asked(String who, String path) {
        return HttpRequest.newBuilder(hall.uri(path)).header("Authorization", ServedHall.basic(who, PASSWORD));
    }
}
