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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases by the interface: opened, imported again, moved on by whom they concern, and not there for anybody else. */
class CaseRoutesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "a fine password";
    private static final String CASES = "/api/v1/cases";

    private final HttpClient client = HttpClient.newHttpClient();
    private final String window = "north/W1";
    private ServedHall hall;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        hall = ServedHall.start(folder, 2, "{minimumRatings: 1}", Limits.SMALL_BOX);
        for (Role role :
                List.of(Role.ORGANISER, Role.APPROVER, Role.RECORDER, Role.CALLER, Role.VIEWER, Role.OPERATOR)) {
            person(role.word(), role, null);
        }
        person("elsewhere", Role.CONTACT, "elsewhere");
        send("organiser", "/api/v1/schemes", ShippedSchemes.text(ShippedSchemes.MONTHLY), "application/yaml");
        for (String who : List.of("organiser", "approver")) {
            assertThat(post(who, "/api/v1/schemes/hongjiang-monthly/1/enforce", "")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private void person(String name, Role role, @Nullable String unit) throws Exception {
        hall.people()
                .add(Actor.command("test"), new PersonRow(name, "", Set.of(role), unit, null, List.of(), 0), PASSWORD);
    }

    @AfterEach
    void stop() throws Exception {
        hall.close();
    }

    private String draft(String more) {
        return "{\"scheme\":\"hongjiang-monthly\",\"flow\":\"stuck\",\"subject\":\"" + window + "\"" + more + "}";
    }

    @Test
    void case_isOpenedAtTheDesk_andIsNotThereForOthers() throws Exception {
        assertThat(post("viewer", CASES, draft("")).statusCode()).isEqualTo(403);
        assertThat(get("operator", CASES).statusCode()).isEqualTo(403);
        assertThat(post("organiser", CASES, draft(",\"deadline\":\"soon\"")).statusCode())
                .isEqualTo(422);
        assertThat(post("organiser", CASES, draft(",\"channel\":\"web\"")).statusCode())
                .as("comes from who writes it")
                .isEqualTo(403);
        HttpResponse<String> opened = post("organiser", CASES, draft(",\"text\":\"no form\""));
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        String number = JSON.readTree(opened.body()).path("case").asText();
        assertThat(number).matches("[0-9]{4}-0001");

        JsonNode listed =
                JSON.readTree(get("organiser", CASES + "?flow=stuck").body()).path("cases");
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).path("state").asText()).isEqualTo("new");
        assertThat(JSON.readTree(get("organiser", CASES + "?flow=hotline").body())
                        .path("cases"))
                .isEmpty();
        JsonNode one = JSON.readTree(get("caller", CASES + "/" + number).body());
        assertThat(one.path("log")).hasSize(1);
        assertThat(one.path("text").asText()).isEqualTo("no form");

        assertThat(get("elsewhere", CASES + "/" + number).statusCode()).isEqualTo(404);
        assertThat(JSON.readTree(get("elsewhere", CASES).body()).path("cases")).isEmpty();
        assertThat(post("elsewhere", CASES + "/" + number + "/steps/accept", "").statusCode())
                .isEqualTo(404);
        assertThat(post("caller", CASES + "/" + number + "/steps/accept", "{}").statusCode())
                .as("the contact's step")
                .isEqualTo(403);
        assertThat(post("organiser", CASES + "/" + number + "/steps/answer", "{}")
                        .statusCode())
                .as("no step of this state")
                .isEqualTo(409);
        assertThat(post("organiser", CASES + "/" + number + "/extend", "{}").statusCode())
                .as("this state has no more time")
                .isEqualTo(409);
    }

    @Test
    void call_isNotedByACallerAlone_atThisMoment() throws Exception {
        HttpResponse<String> opened = post("organiser", CASES, draft(""));
        String path = CASES + "/" + JSON.readTree(opened.body()).path("case").asText() + "/calls";
        assertThat(post("organiser", path, "{\"reached\":true}").statusCode()).isEqualTo(403);
        assertThat(get("organiser", path).statusCode()).isEqualTo(403);
        assertThat(post("elsewhere", path, "{\"reached\":true}").statusCode()).isEqualTo(404);
        assertThat(post("caller", path, "{\"reached\":\"yes\"}").statusCode()).isEqualTo(422);
        assertThat(post("caller", path, "").statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(get("caller", path).body()).path("calls")).isEmpty();

        HttpResponse<String> noted = post("caller", path, "{\"reached\":false}");
        assertThat(noted.statusCode()).as(noted.body()).isEqualTo(201);
        post("caller", path, "{\"reached\":true}");
        JsonNode calls = JSON.readTree(get("caller", path).body()).path("calls");
        assertThat(calls.findValuesAsText("reached")).containsExactly("false", "true");
        assertThat(calls.findValuesAsText("who")).containsOnly("caller");
    }

    @Test
    void import_takesTheSameFileOnce_asJsonOrCsv() throws Exception {
        String file = "external,subject,text\n12345-1," + window + ",noise\n12345-2," + window + ",queue\n";
        String path = CASES + "/import?scheme=hongjiang-monthly&flow=hotline&channel=import";
        HttpResponse<String> first = send("recorder", path, file, "text/csv");
        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(JSON.readTree(first.body()).path("opened").asInt()).isEqualTo(2);
        HttpResponse<String> again = send("recorder", path, file, "text/csv");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(again.body()).path("numbers"))
                .isEqualTo(JSON.readTree(first.body()).path("numbers"));
        String json = "{\"scheme\":\"hongjiang-monthly\",\"flow\":\"hotline\",\"channel\":\"hotline\",\"cases\":["
                + "{\"external\":\"12345-2\",\"subject\":\"" + window + "\"},"
                + "{\"external\":\"12345-3\",\"subject\":\"" + window + "\"}]}";
        HttpResponse<String> third = post("recorder", CASES + "/import", json);
        assertThat(JSON.readTree(third.body()).path("opened").asInt()).isEqualTo(1);
        HttpResponse<String> wrong = send("recorder", path, "subject\n" + window + "\n", "text/csv");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("external");
        assertThat(send("caller", path, file.replace(window, "north/Z9").replace("12345", "9"), "text/csv")
                        .body())
                .contains("case 1: ");
    }

    @Test
    void textsThatNobodyTypes_areRefused_andNothingIsTakenIn() throws Exception {
        String path = CASES + "/import?scheme=hongjiang-monthly&flow=hotline&channel=import";
        String file = "external,subject,text\n1," + window + ",%s\n";
        for (String text : List.of("x".repeat(4001), "no\0ise", "\"" + ",".repeat(5000))) {
            assertThat(send("recorder", path, file.formatted(text), "text/csv").statusCode())
                    .isEqualTo(422);
        }
        assertThat(post("organiser", CASES, draft(",\"text\":\"no\\u0000ise\"")).statusCode())
                .isEqualTo(400);
        assertThat(JSON.readTree(get("organiser", CASES).body()).path("cases")).isEmpty();
    }

    @Test
    void externalNumber_thatIsGuessed_tellsNothingOfTheCase() throws Exception {
        String taken = hotline("12345-7");
        HttpResponse<String> opened = post("organiser", CASES, taken);
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
        assertThat(post("organiser", CASES, taken).body()).isEqualTo(opened.body());
        HttpResponse<String> guessed = post("recorder", CASES, taken);
        assertThat(guessed.statusCode()).as(guessed.body()).isEqualTo(409);
        assertThat(guessed.body()).contains("that external number is taken in already");
        String file = "external,subject\n12345-7," + window + "\n12345-6," + window + "\n";
        String path = CASES + "/import?scheme=hongjiang-monthly&flow=hotline&channel=import";
        JsonNode imported =
                JSON.readTree(send("recorder", path, file, "text/csv").body());
        assertThat(imported.path("opened").asInt()).isEqualTo(1);
        assertThat(imported.at("/numbers/0").asText())
                .as("that of the organiser")
                .isEmpty();
        assertThat(imported.at("/numbers/1").asText()).matches("[0-9]{4}-[0-9]{4}");
        JsonNode seen = JSON.readTree(send("organiser", path, file, "text/csv").body());
        assertThat(seen.at("/numbers/0")).isEqualTo(JSON.readTree(opened.body()).path("case"));
        assertThat(seen.at("/numbers/1")).isEqualTo(imported.at("/numbers/1"));
        String own = hotline("12345-8");
        HttpResponse<String> first = post("recorder", CASES, own);
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(post("recorder", CASES, own).body())
                .as("sent again after a lost answer")
                .isEqualTo(first.body());
    }

    private String hotline(String external) {
        return draft(",\"channel\":\"hotline\",\"external\":\"" + external + "\"")
                .replace("stuck", "hotline");
    }

    private HttpResponse<String> get(String who, String path) throws Exception {
        return client.send(asked(who, path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String who, String path, String body) throws Exception {
        return send(who, path, body, "application/json");
    }

    private HttpResponse<String> send(String who, String path, String body, String type) throws Exception {
        return client.send(
                asked(who, path)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder asked(String who, String path) {
        return HttpRequest.newBuilder(hall.uri(path)).header("Authorization", ServedHall.basic(who, PASSWORD));
    }
}
