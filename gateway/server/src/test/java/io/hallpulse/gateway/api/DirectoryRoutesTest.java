package io.hallpulse.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpulse.gateway.command.GatewayCommand;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryRoutesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WINDOWS = "/api/v1/directory/windows";
    private static final String HALLS = "/api/v1/directory/halls";

    @TempDir
    Path data;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void put_windowMore_countsWhatWasPressedThereAndShowsItWithoutARestart() throws Exception {
        try (ServedHall hall = start()) {
            hall.press("W9", 5, 4);
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            json(hall, "/api/v1/account").at("/sum/unplaced").asLong() == 2);
            HttpResponse<String> before = get(hall, WINDOWS);
            ObjectNode windows = (ObjectNode) JSON.readTree(before.body());
            add(windows, "W9");

            HttpResponse<String> changed = put(hall, WINDOWS, tag(before), windows);

            assertThat(changed.statusCode()).isEqualTo(200);
            assertThat(JSON.readTree(changed.body())).isEqualTo(windows);
            assertThat(tag(changed)).isNotEqualTo(tag(before)).isEqualTo(tag(get(hall, WINDOWS)));
            await().atMost(Duration.ofSeconds(30)).until(() -> total(hall, "W9") == 2);
            assertThat(json(hall, "/api/v1/account").at("/sum/unplaced").asLong())
                    .isZero();
            hall.press("W9", 3);
            await().atMost(Duration.ofSeconds(30)).until(() -> total(hall, "W9") == 3);
        }
        assertThat(GatewayCommand.run(
                        "verify", "--config", data.resolve("gateway.yaml").toString()))
                .contains("no difference");
    }

    @Test
    void put_windowLeftOut_isNoLongerShownAndItsPressesStay() throws Exception {
        try (ServedHall hall = start()) {
            hall.press("W2", 5);
            await().atMost(Duration.ofSeconds(30)).until(() -> total(hall, "W2") == 1);
            HttpResponse<String> before = get(hall, WINDOWS);
            ObjectNode windows = (ObjectNode) JSON.readTree(before.body());
            ((ArrayNode) windows.path("windows")).remove(1);

            assertThat(put(hall, WINDOWS, tag(before), windows).statusCode()).isEqualTo(200);

            assertThat(shown(hall)).containsExactly("W1");
            assertThat(json(hall, "/api/v1/account").at("/sum/counted").asLong())
                    .isEqualTo(1);
        }
        try (ServedHall again = start()) { // the file still names it, as it did when it was imported
            assertThat(shown(again)).containsExactly("W1");
        }
    }

    @Test
    void put_hall_changesWhatTheScreenSays() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 2, "{staleAfter: 1500ms}", Limits.SMALL_BOX)) {
            HttpResponse<String> before = get(hall, HALLS);
            ObjectNode halls = (ObjectNode) JSON.readTree(before.body());
            assertThat(halls.at("/halls/0/staleAfterMillis").asInt()).isEqualTo(1500);
            ((ObjectNode) halls.at("/halls/0/name")).put("zh", "新大厅");
            ((ObjectNode) halls.at("/halls/0")).put("minimumRatings", 7);

            assertThat(put(hall, HALLS, tag(before), halls).statusCode()).isEqualTo(200);

            assertThat(json(hall, HALLS)).isEqualTo(halls); // nothing else has changed
            JsonNode scores = json(hall, "/api/v1/halls/north/scores");
            assertThat(scores.at("/name/zh").asText()).isEqualTo("新大厅");
            assertThat(scores.at("/minimumRatings").asInt()).isEqualTo(7);
            assertThat(json(hall, "/api/v1/halls").at("/halls/0/name/zh").asText())
                    .isEqualTo("新大厅");
        }
    }

    @Test
    void put_hallLeftOut_isLetGoOf() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 1, "{}", Limits.SMALL_BOX, "south")) {
            HttpResponse<String> before = get(hall, HALLS);
            ObjectNode halls = (ObjectNode) JSON.readTree(before.body());
            ((ArrayNode) halls.path("halls")).remove(1);

            assertThat(put(hall, HALLS, tag(before), halls).statusCode()).isEqualTo(200);

            assertThat(get(hall, "/api/v1/halls/south/scores").statusCode()).isEqualTo(404);
            hall.press("W1", 5);
            await().atMost(Duration.ofSeconds(30)).until(() -> total(hall, "W1") == 1);
            assertThat(get(hall, "/readyz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void put_forAnotherVersionOrWithoutOne_changesNothing() throws Exception {
        try (ServedHall hall = start()) {
            HttpResponse<String> before = get(hall, WINDOWS);
            ObjectNode windows = (ObjectNode) JSON.readTree(before.body());
            add(windows, "W9");

            assertThat(put(hall, WINDOWS, null, windows).statusCode()).isEqualTo(428);
            assertThat(put(hall, WINDOWS, "\"0123\"", windows).statusCode()).isEqualTo(412);
            assertThat(put(hall, WINDOWS + "?preview=true", tag(before), windows)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(get(hall, WINDOWS).body()).isEqualTo(before.body());
        }
    }

    @Test
    void put_whatIsNoDirectory_isRefusedInOneLineAndChangesNothing() throws Exception {
        try (ServedHall hall = start()) {
            HttpResponse<String> before = get(hall, WINDOWS);
            ObjectNode twice = (ObjectNode) JSON.readTree(before.body());
            add(twice, "W2");
            ObjectNode named = (ObjectNode) JSON.readTree(before.body());
            add(named, "no id");

            assertThat(detail(put(hall, WINDOWS, tag(before), twice)))
                    .isEqualTo("window W2 stands twice in hall north");
            assertThat(detail(put(hall, WINDOWS, tag(before), named)))
                    .contains("no id")
                    .doesNotContain("\n");
            assertThat(detail(put(hall, WINDOWS, tag(before), JSON.readTree("{\"windows\":[]}"))))
                    .isEqualTo("a hall has at least one window");
            assertThat(detail(put(hall, WINDOWS, tag(before), JSON.readTree("{}"))))
                    .isEqualTo("windows is missing");
            assertThat(detail(put(hall, HALLS, tag(get(hall, HALLS)), JSON.readTree("[7]"))))
                    .startsWith("the body cannot be read: ");
            assertThat(get(hall, WINDOWS).body()).isEqualTo(before.body());
        }
    }

    private ServedHall start() throws Exception {
        return ServedHall.start(data, 2, "{minimumRatings: 1}", Limits.SMALL_BOX);
    }

    private static void add(ObjectNode windows, String id) {
        ObjectNode window = ((ArrayNode) windows.path("windows")).addObject();
        window.put("hall", "north").put("id", id);
        window.putObject("name").put("zh", "新窗口").put("en", "New window");
        window.put("department", "").put("category", "");
    }

    private long total(ServedHall hall, String window) throws Exception {
        for (JsonNode score : json(hall, "/api/v1/halls/north/scores").path("windows")) {
            if (score.path("window").asText().equals(window)) {
                return score.path("total").asLong();
            }
        }
        return -1;
    }

    private List<String> shown(ServedHall hall) throws Exception {
        List<String> ids = new ArrayList<>();
        json(hall, "/api/v1/halls/north/scores")
                .path("windows")
                .forEach(window -> ids.add(window.path("window").asText()));
        return ids;
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private static String detail(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(400);
        return JSON.readTree(answer.body()).path("detail").asText();
    }

    private JsonNode json(ServedHall hall, String path) throws Exception {
        return JSON.readTree(get(hall, path).body());
    }

    private HttpResponse<String> get(ServedHall hall, String path) throws Exception {
        return client.send(request(hall, path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> put(ServedHall hall, String path, @Nullable String tag, JsonNode body)
            throws Exception {
        HttpRequest.Builder request =
                request(hall, path).PUT(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        if (tag != null) {
            request.header("If-Match", tag);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(ServedHall hall, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hall.port() + path))
                .header("Authorization", ServedHall.login());
    }
}
