package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that ask for the page of a large open call and do not read it: what waits for them in memory is bounded. */
class UnreadBallotPagesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int WINDOWS = 1000;
    private static final String PAGE = "/b/" + OpenCall.ROUND;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Socket> sockets = new ArrayList<>();

    private HttpResponse<String> get(OpenCall call) throws Exception {
        return client.send(HttpRequest.newBuilder(call.hall.uri(PAGE)).build(), BodyHandlers.ofString());
    }

    /** A client that asks, and of which nobody says that it reads. */
    private Socket asked(OpenCall call, String from) throws Exception {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(2048);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", call.hall.port()));
        socket.getOutputStream()
                .write(("GET " + PAGE + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String status(Socket socket) throws Exception {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    @Test
    void pagesThatNobodyReads_areBounded_keepNoOtherAddressOut_andGiveTheirRoomBack(@TempDir Path data)
            throws Exception {
        try (OpenCall call = new OpenCall(data, WINDOWS)) {
            call.open();
            assertThat(get(call).body()).hasSizeGreaterThan(200_000).contains("W" + WINDOWS);
            await().atMost(PATIENCE).until(() -> {
                asked(call, "127.0.0.1");
                return get(call).statusCode() == 503;
            });
            assertThat(get(call).headers().firstValue("Retry-After")).hasValue("5");
            assertThat(status(asked(call, "127.0.0.2"))).isEqualTo("HTTP/1.1 200 OK");
            for (Socket socket : sockets) {
                socket.close();
            }
            await().atMost(PATIENCE).until(() -> get(call).statusCode() == 200);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
