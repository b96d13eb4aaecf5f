package io.hallpulse.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.EventReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that ask and do not read, trickle, crowd or guess; and honest ones beside them. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileBrowsersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path data = Path.of("");

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private Socket socket(ServedHall hall) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(2048);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), hall.port()));
        sockets.add(socket);
        return socket;
    }

    private int status(ServedHall hall, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(hall.uri(path)).timeout(PATIENCE);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/console.css",
                "/api/v1/halls/north/scores",
                "/console/terminals",
                "/manual/en/operator.md",
                "/nothing",
                "/metrics",
                "/api/v1/presses?format=csv"
            })
    void clientsThatAskAndDoNotRead_holdUpNobody(String path) throws Exception {
        try (ServedHall hall = ServedHall.start(data, 1, "{minimumRatings: 1}", Limits.SMALL_BOX)) {
            byte[] asked = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + ServedHall.login()
                            + "\r\n\r\n")
                    .repeat(400)
                    .getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 40; i++) {
                socket(hall).getOutputStream().write(asked);
            }
            assertThat(status(hall, "/readyz")).isEqualTo(200);
            assertThat(status(hall, "/screen/north")).isEqualTo(200);
            assertThat(status(hall, "/console/terminals", "Authorization", ServedHall.login()))
                    .isEqualTo(200);
            try (EventReader screen = EventReader.open(client, hall.uri("/api/v1/halls/north/scores/stream"))) {
                screen.block();
                screen.scores();
                hall.press("W1", 5);
                await().atMost(PATIENCE)
                        .until(() -> screen.scores().at("/windows/0/total").asInt() == 1);
            }
        }
    }

    @Test
    void downloadsWhoseClientsLeave_giveTheirPlacesBack() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 1, "{}", Limits.SMALL_BOX)) {
            byte[] asked = ("GET /api/v1/presses HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + ServedHall.login()
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 100; i++) {
                try (Socket hasty = socket(hall)) {
                    hasty.setSoLinger(true, 0); // it resets the connection
                    hasty.getOutputStream().write(asked);
                }
            }
            await().atMost(PATIENCE)
                    .until(() -> status(hall, "/api/v1/presses", "Authorization", ServedHall.login()) == 200);
        }
    }

    @Test
    void headerThatTrickles_isCutOff() throws Exception {
        Limits limits =
                new Limits(100, 100, Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(20), 8 << 20);
        try (ServedHall hall = ServedHall.start(data, 1, "{}", limits)) {
            Socket slow = socket(hall);
            slow.getOutputStream()
                    .write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n".getBytes(StandardCharsets.US_ASCII));
            await().atMost(PATIENCE).until(() -> {
                try {
                    slow.getOutputStream().write('a'); // a header that goes on and on
                    return false;
                } catch (IOException ended) {
                    return true;
                }
            });
            assertThat(status(hall, "/healthz")).isEqualTo(200);
        }
    }

    @Test
    void connectionsOfOneAddress_aboveItsBound_areRefused_andThoseBelowGoOn() throws Exception {
        try (ServedHall hall = ServedHall.startWithHttp(data, ", connectionsPerAddress: 20", Limits.SMALL_BOX)) {
            for (int i = 0; i < 15; i++) {
                socket(hall);
            }
            assertThat(status(hall, "/healthz")).isEqualTo(200);
            for (int i = 0; i < 30; i++) {
                socket(hall);
            }
            await().atMost(PATIENCE)
                    .until(() ->
                            sockets.get(sockets.size() - 1).getInputStream().read() == -1);
            for (Socket first : sockets.subList(0, 15)) {
                first.getOutputStream()
                        .write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(first.getInputStream().read()).isEqualTo('H');
            }
        }
    }

    @Test
    void guessesThroughAProxy_lockOutTheGuesserAlone() throws Exception {
        try (ServedHall hall = ServedHall.startWithHttp(data, ", proxies: [\"127.0.0.1\"]", Limits.SMALL_BOX)) {
            String wrong = "Basic "
                    + Base64.getEncoder().encodeToString("li.na:guess of hers".getBytes(StandardCharsets.UTF_8));
            String guesser = "203.0.113.7";
            for (int i = 0; i < 5; i++) {
                // what stands farther left was written by the guesser himself
                assertThat(status(
                                hall,
                                "/console/terminals",
                                "Authorization",
                                wrong,
                                "X-Forwarded-For",
                                "198.51.100." + i + ", " + guesser))
                        .isEqualTo(401);
            }
            assertThat(status(hall, "/console/terminals", "Authorization", wrong, "X-Forwarded-For", guesser))
                    .isEqualTo(429);
            assertThat(status(
                            hall,
                            "/console/terminals",
                            "Authorization",
                            ServedHall.login(),
                            "X-Forwarded-For",
                            "192.0.2.4"))
                    .isEqualTo(200);
        }
    }

    @Test
    void forwardedHeader_ofSomebodyWhoIsNoProxy_isNotBelieved() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 1, "{}", Limits.SMALL_BOX)) {
            String wrong = "Basic "
                    + Base64.getEncoder().encodeToString("li.na:guess of hers".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 5; i++) {
                assertThat(status(
                                hall,
                                "/console/terminals",
                                "Authorization",
                                wrong,
                                "X-Forwarded-For",
                                "198.51.100." + i))
                        .isEqualTo(401);
            }
            assertThat(status(hall, "/console/terminals", "Authorization", wrong, "X-Forwarded-For", "198.51.100.9"))
                    .isEqualTo(429);
        }
    }
}
