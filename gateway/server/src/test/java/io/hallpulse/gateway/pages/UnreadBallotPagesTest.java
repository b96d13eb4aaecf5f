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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that ask for the page of a large open call, or for its receipts, and do not read: what waits for them in memory is bounded. */
class UnreadBallotPagesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int WINDOWS = 1000;
    private static final int RECEIPTS = 40_000;
    private static final String PAGE = "/b/" + OpenCall.ROUND;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void hangUp() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private HttpResponse<String> get(OpenCall call, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(call.hall.uri(path)).build(), BodyHandlers.ofString());
    }

    /** A client that asks, and of which nobody says that it reads. */
    private Socket asked(OpenCall call, String path, String from) throws Exception {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(2048);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", call.hall.port()));
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String status(Socket socket) throws Exception {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    /** Asks again and again, until there is no room; another address is answered still, and this one once it has hung up. */
    private void requireBound(OpenCall call, String path) throws Exception {
        await().atMost(PATIENCE).until(() -> {
            for (int i = 0; i < 5; i++) {
                asked(call, path, "127.0.0.1");
            }
            return get(call, path).statusCode() == 503;
        });
        assertThat(get(call, path).headers().firstValue("Retry-After")).hasValue("5");
        assertThat(status(asked(call, path, "127.0.0.2"))).isEqualTo("HTTP/1.1 200 OK");
        hangUp();
        await().atMost(PATIENCE).until(() -> get(call, path).statusCode() == 200);
    }

    @Test
    void pagesThatNobodyReads_areBounded_keepNoOtherAddressOut_andGiveTheirRoomBack(@TempDir Path data)
            throws Exception {
        try (OpenCall call = new OpenCall(data, WINDOWS)) {
            call.open();
            assertThat(get(call, PAGE).body()).hasSizeGreaterThan(200_000).contains("W" + WINDOWS);
            requireBound(call, PAGE);
        }
    }

    @Test
    void receiptsThatNobodyReads_areBounded_keepNoOtherAddressOut_andGiveTheirRoomBack(@TempDir Path data)
            throws Exception {
        String receipts = "/api/v1/rounds/" + OpenCall.ROUND + "/receipts";
        try (OpenCall call = new OpenCall(data, 2)) {
            call.open();
            call.close("2026-11-04T01:00:00Z");
            assertThat(get(call, receipts).body()).isEqualTo("{\"receipts\":{}}");
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("assess.db"));
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("insert into receipt (round_id, source, receipt)"
                        + " with recursive n (i) as (values (1) union all select i + 1 from n where i < " + RECEIPTS
                        + ") select (select max(id) from round), 'web', printf('%064x', i) from n");
            }
            assertThat(get(call, receipts).body()).hasSizeGreaterThan(RECEIPTS * 64);
            requireBound(call, receipts);
        }
    }
}
