package io.hallpulse.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.gateway.testkit.ServedHall;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private ServedHall hall;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        hall = ServedHall.start(data, 2, "{minimumRatings: 3}", Limits.SMALL_BOX);
    }

    @AfterAll
    void stop() throws Exception {
        hall.close();
    }

    @Test
    void halls_oneConfigured_listsItWithItsNames() throws Exception {
        assertThat(json(get("/api/v1/halls")))
                .isEqualTo(JSON.readTree(
                        "{\"halls\":[{\"id\":\"north\",\"name\":{\"zh\":\"北区政务大厅\",\"en\":\"North Hall\"}}]}"));
    }

    @Test
    void scores_windowWithEnoughRatings_carriesTheContractsMembers() throws Exception {
        hall.press("W1", 5, 5, 4, 3, 1);
        hall.press("W2", 5, 1);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode windows = json(get("/api/v1/halls/north/scores")).path("windows");
            assertThat(windows.path(0).path("total").asInt()).isEqualTo(5);
            assertThat(windows.path(1).path("total").asInt()).isEqualTo(2);
        });
        JsonNode document = json(get("/api/v1/halls/north/scores?period=today"));
        assertThat(document.path("hall").asText()).isEqualTo("north");
        assertThat(document.path("period").asText()).isEqualTo("today");
        assertThat(document.path("asOf").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        JsonNode first = document.path("windows").path(0);
        assertThat(first.path("window").asText()).isEqualTo("W1");
        assertThat(first.path("name").path("zh").asText()).isEqualTo("综合受理 1");
        assertThat(first.path("n")).isEqualTo(JSON.readTree("{\"5\":2,\"4\":1,\"3\":1,\"2\":0,\"1\":1}"));
        assertThat(first.path("satisfaction").asDouble()).isEqualTo(0.8);
        assertThat(first.path("bad").asDouble()).isEqualTo(0.2);
        assertThat(first.path("mean").asDouble()).isEqualTo(7.2);
        assertThat(first.path("index").asDouble()).isEqualTo(65.0);
        assertThat(first.path("stale").asBoolean()).isFalse();
        assertThat(first.has("department")).isTrue();
        assertThat(first.has("age")).isTrue();
        JsonNode second = document.path("windows").path(1);
        assertThat(second.path("total").asInt()).isEqualTo(2);
        for (String hidden : new String[] {"n", "satisfaction", "bad", "mean", "index"}) {
            assertThat(second.path(hidden).isNull()).as(hidden).isTrue();
        }
        assertThat(document.path("overall"))
                .as("a window with too few ratings cannot be told by subtraction")
                .isEqualTo(JSON.readTree("{\"windows\":1,\"total\":5,\"satisfaction\":0.8}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hour", "today", "week", "month", "all"})
    void scores_eachPeriod_isAnswered(String period) throws Exception {
        assertThat(json(get("/api/v1/halls/north/scores?period=" + period))
                        .path("period")
                        .asText())
                .isEqualTo(period);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/halls/nowhere/scores, 404",
        "/api/v1/halls/nowhere/scores/stream, 404",
        "/screen/nowhere, 404",
        "/assets/nothing.js, 404",
        "/assets/..%2fscreen.html, 400",
        "/nothing, 404",
        "/api/v1/halls/north/scores?period=fortnight, 400",
    })
    void get_whatIsNotThere_isAProblemDocument(String path, int status) throws Exception {
        assertProblem(get(path), status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void request_otherMethod_isRefusedAsProblem(String method) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(hall.uri("/api/v1/halls"))
                        .method(method, HttpRequest.BodyPublishers.ofString("x"))
                        .build(),
                BodyHandlers.ofString());
        assertProblem(answer, 405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }

    @Test
    void request_malformed_isAProblemDocumentWithTheSameHeaders() throws Exception {
        String answer = raw("NONSENSE\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json", "Content-Security-Policy", "\"status\":400");
    }

    @Test
    void request_headerTooLarge_isRefused() throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(hall.uri("/healthz"))
                        .header("X-Large", "a".repeat(9000))
                        .build(),
                BodyHandlers.ofString());
        assertProblem(answer, 431);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/screen/north", "/api/v1/halls", "/assets/hall.js", "/healthz", "/nothing"})
    void answer_always_keepsThePageToItself(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains(
                        "default-src 'none'",
                        "script-src 'self'",
                        "frame-ancestors 'none'",
                        "require-trusted-types-for 'script'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void asset_askedWithItsTag_isNotSentAgain() throws Exception {
        HttpResponse<String> first = get("/assets/hall.css");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again = client.send(
                HttpRequest.newBuilder(hall.uri("/assets/hall.css"))
                        .header("If-None-Match", tag)
                        .build(),
                BodyHandlers.ofString());
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("Content-Type").orElse("")).startsWith("text/css");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/screen/north", "/assets/hall.js", "/manual/en/operator.md"})
    void pages_whereTheClientTakesThat_areCompressed(String path) throws Exception {
        HttpResponse<byte[]> packed = client.send(
                HttpRequest.newBuilder(hall.uri(path))
                        .header("Accept-Encoding", "gzip")
                        .build(),
                BodyHandlers.ofByteArray());
        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(packed.headers().firstValue("Vary")).hasValue("Accept-Encoding");
        try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(get(path).body());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/screen/north", "/api/v1/halls/north/scores", "/api/v1/halls/north/scores/stream", "/metrics"})
    void head_ofAnything_isAnsweredWithoutABody(String path) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(hall.uri(path))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).isPresent();
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void head_ofAnUnknownHall_isNotFound() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(hall.uri("/api/v1/halls/nowhere/scores/stream"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
    }

    @Test
    void front_oneHall_leadsToItsScreen() throws Exception {
        HttpResponse<String> answer = get("/");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .as("relative, for proxies that show us below a path of theirs")
                .hasValue("screen/north");
    }

    @Test
    void health_runningGateway_isUpAndReady() throws Exception {
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(get("/readyz").statusCode()).isEqualTo(200));
    }

    @Test
    void metrics_runningGateway_arePrometheusText() throws Exception {
        HttpResponse<String> answer = get("/metrics");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(answer.body()).contains("# TYPE hallpulse_streams_open gauge");
    }

    @Test
    void start_portInUse_saysWhereAndTheMend() {
        assertThatThrownBy(hall::serveBeside)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("http.listen 127.0.0.1:" + hall.port())
                .hasMessageContaining("choose another address");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(hall.uri(path)).build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        return JSON.readTree(answer.body());
    }

    private static void assertProblem(HttpResponse<String> answer, int status) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("detail").asText()).isNotBlank();
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", hall.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
