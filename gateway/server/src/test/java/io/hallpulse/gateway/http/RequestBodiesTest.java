package io.hallpulse.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.auth.Bcrypt;
import io.hallpulse.gateway.auth.Operators;
import io.hallpulse.gateway.auth.People;
import io.hallpulse.gateway.config.HttpConfig;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.runtime.config.HostPort;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with bodies, large, half-sent and hostile, on a real server with one document that is got and put. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RequestBodiesTest {
    private static final int MOST = 1024 * 1024;
    private static final String LOGIN =
            "Basic " + Base64.getEncoder().encodeToString("li.na:long enough".getBytes(StandardCharsets.UTF_8));
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static Store store;
    private static StoreWriter writer;
    private static People people;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Socket> sockets = new ArrayList<>();
    private final ClientAddress clients = new ClientAddress(List.of());
    private volatile byte[] document = new byte[0];
    private HttpServer server = start(Duration.ofSeconds(20), 8 * MOST);

    @BeforeAll
    static void people(@TempDir Path data) throws Exception {
        Path file = Files.writeString(
                data.resolve("operators"), "li.na:" + Bcrypt.hash("long enough", 4, new SecureRandom()));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        store = Store.open(data);
        writer = store.writer();
        people = People.open(writer, Operators.of(Optional.of(file)), new SecureRandom(), Instant::now);
    }

    @AfterAll
    static void noPeople() throws Exception {
        writer.close();
        store.close();
    }

    private HttpServer start(Duration bodyTime, int bodyBytes) {
        Limits limits = new Limits(1000, 10, Duration.ofSeconds(10), Duration.ofSeconds(20), bodyTime, bodyBytes);
        HttpConfig config = new HttpConfig(new HostPort("127.0.0.1", 0), null, null, false, List.of(), 500, null);
        try {
            LoginGate gate = new LoginGate(new SignIn(people, clients, new SecureRandom(), System::nanoTime));
            return HttpServer.start(
                    config,
                    null,
                    limits,
                    gate,
                    clients,
                    List.of(this::routes),
                    (context, problem) -> new byte[0],
                    System::nanoTime);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void routes(RouteTable routes) {
        routes.get("/document", Access.ANYONE, context -> RouteTable.answer(context, document));
        routes.put("/document", Access.OPERATOR, MOST, (context, body) -> {
            IfMatch.of(context).require("\"1\"");
            document = body;
            context.status(HttpStatus.NO_CONTENT);
        });
        routes.post("/documents", Access.OPERATOR, MOST, (context, body) -> {
            document = body;
            context.status(HttpStatus.CREATED);
        });
    }

    /** Starts it anew. */
    private void startAgain(Duration bodyTime, int bodyBytes) {
        server.close();
        server = start(bodyTime, bodyBytes);
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 1024, 1025, MOST - 1, MOST})
    void put_bodyWithinTheLimit_reachesItsRouteWhole(int size) throws Exception {
        byte[] sent = bytes(size);
        assertThat(put(BodyPublishers.ofByteArray(sent)).statusCode()).isEqualTo(204);
        assertThat(document).isEqualTo(sent);
        assertThat(put(chunked(sent)).statusCode()).isEqualTo(204);
        assertThat(document).isEqualTo(sent);
    }

    @Test
    void post_body_reachesItsRouteWhole() throws Exception {
        HttpResponse<String> answer = send(request("/documents").POST(BodyPublishers.ofString("新的")));
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(document).isEqualTo("新的".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(ints = {MOST + 1, 4 * MOST})
    void put_bodyOverTheLimit_isRefused(int size) throws Exception {
        assertProblem(put(BodyPublishers.ofByteArray(bytes(size))), 413);
        assertProblem(put(chunked(bytes(size))), 413);
        assertThat(document).isEmpty();
        assertThat(put(BodyPublishers.ofString("small")).statusCode()).isEqualTo(204);
    }

    @Test
    void put_bodyOverTheLimitThatWaitsForLeave_isRefusedBeforeItIsSent() throws Exception {
        Socket waiting = half("PUT", "Content-Length: 100000000\r\nExpect: 100-continue\r\n" + change());
        assertThat(answer(waiting)).startsWith("HTTP/1.1 413");
    }

    @Test
    void put_bodyThatWaitsForLeave_getsIt() throws Exception {
        Socket waiting = half("PUT", "Content-Length: 5\r\nExpect: 100-continue\r\nConnection: close\r\n" + change());
        byte[] leave = waiting.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n".length());
        assertThat(leave).asString(StandardCharsets.US_ASCII).startsWith("HTTP/1.1 100");
        waiting.getOutputStream().write("after".getBytes(StandardCharsets.US_ASCII));
        assertThat(answer(waiting)).contains("HTTP/1.1 204");
        assertThat(document).asString(StandardCharsets.US_ASCII).isEqualTo("after");
    }

    @ParameterizedTest
    @CsvSource({
        "428, Authorization, login, X-Nothing, x",
        "412, Authorization, login, If-Match, \"\"\"0\"\"\"",
        "412, Authorization, login, If-Match, W/\"\"\"1\"\"\"",
        "401, X-Nothing, x, If-Match, \"\"\"1\"\"\"",
        "401, Authorization, Basic bm9ib2R5Om5vdGhpbmc=, If-Match, \"\"\"1\"\"\"",
    })
    void put_withoutWhatAChangeWants_changesNothing(
            int status, String name, String value, String otherName, String otherValue) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/document"))
                .header(name, value.equals("login") ? LOGIN : value)
                .header(otherName, otherValue.replace("\"\"", "\""));
        assertProblem(send(request.PUT(BodyPublishers.ofString("x"))), status);
        assertThat(document).isEmpty();
    }

    @Test
    void put_fromAPage_changesNothing() throws Exception {
        HttpRequest.Builder request = request("/document").header("Origin", "http://127.0.0.1:" + server.port());
        assertProblem(send(request.PUT(BodyPublishers.ofString("x"))), 403);
        assertThat(document).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"DELETE, /document, 'GET, HEAD, PUT'", "POST, /document, 'GET, HEAD, PUT'", "PUT, /documents, POST"})
    void request_wrongMethod_isToldTheRightOnes(String method, String path, String allowed) throws Exception {
        HttpResponse<String> answer = send(request(path).method(method, BodyPublishers.ofString("x")));
        assertProblem(answer, 405);
        assertThat(answer.headers().firstValue("Allow")).hasValue(allowed);
    }

    @Test
    void halfSentBodies_ofManyClients_holdUpNobodyAndEndInTime() throws Exception {
        startAgain(Duration.ofSeconds(4), 8 * MOST);
        for (int i = 0; i < 300; i++) {
            half("PUT", (i % 2 == 0 ? "Content-Length: 1000000" : "Transfer-Encoding: chunked") + "\r\n" + change())
                    .getOutputStream()
                    .write("400\r\n half of it".getBytes(StandardCharsets.US_ASCII));
        }
        byte[] sent = bytes(MOST);
        assertThat(put(BodyPublishers.ofByteArray(sent)).statusCode()).isEqualTo(204);
        assertThat(document).isEqualTo(sent);
        assertThat(send(request("/document").GET()).statusCode()).isEqualTo(200);
        for (Socket slow : sockets) {
            assertThat(answer(slow)).startsWith("HTTP/1.1 408").contains("application/problem+json");
        }
        assertThat(document).isEqualTo(sent);
    }

    @Test
    void halfSentBody_ofNobody_isRefusedAtOnce() throws Exception {
        Socket stranger = half("PUT", "Content-Length: 1000000\r\nIf-Match: *\r\n");
        stranger.getOutputStream().write('x');
        assertThat(answer(stranger)).startsWith("HTTP/1.1 401");
    }

    @Test
    void bodiesThatFillTheMemory_areBounded_andGiveItBackWhenTheirClientsLeave() throws Exception {
        startAgain(Duration.ofSeconds(60), MOST + 2);
        Socket large = half("POST", "Content-Length: " + MOST + "\r\n" + change());
        large.getOutputStream().write(bytes(MOST - 1));
        await().atMost(PATIENCE).untilAsserted(() -> {
            HttpResponse<String> full = put(BodyPublishers.ofByteArray(bytes(MOST / 2)));
            assertProblem(full, 503);
            assertThat(full.headers().firstValue("Retry-After")).hasValue("1");
        });
        large.close();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                put(BodyPublishers.ofByteArray(bytes(MOST / 2))).statusCode())
                        .isEqualTo(204));
    }

    @Test
    void malformedChunk_isRefused() throws Exception {
        Socket hostile = half("PUT", "Transfer-Encoding: chunked\r\n" + change());
        hostile.getOutputStream().write("5\r\nhalf \r\nnonsense\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(answer(hostile)).startsWith("HTTP/1.1 400");
        assertThat(document).isEmpty();
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i % 251);
        }
        return bytes;
    }

    private static BodyPublisher chunked(byte[] body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(PATIENCE).header("Authorization", LOGIN);
    }

    private HttpResponse<String> put(BodyPublisher body) throws Exception {
        return send(request("/document").header("If-Match", "\"0\", \"1\"").PUT(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    private static String change() {
        return "Authorization: " + LOGIN + "\r\nIf-Match: \"1\"\r\n";
    }

    /** A request whose header has been sent, and nothing of its body. */
    private Socket half(String method, String headers) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        sockets.add(socket);
        String path = method.equals("POST") ? "/documents" : "/document";
        String header = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
        socket.getOutputStream().write(header.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** All that comes until the server closes the connection. */
    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
