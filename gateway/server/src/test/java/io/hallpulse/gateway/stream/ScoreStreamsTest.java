package io.hallpulse.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.EventReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScoreStreamsTest {
    private static final int STREAMS = 4;
    private static final String STREAM = "/api/v1/halls/north/scores/stream";

    private final HttpClient client = HttpClient.newHttpClient();
    private ServedHall hall;

    /** So many windows that one document fills what the kernel takes for a client that does not read. */
    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        Limits limits = new Limits(
                100, STREAMS, Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofSeconds(20), 8 << 20);
        hall = ServedHall.start(data, 1000, "{minimumRatings: 1}", limits);
    }

    @AfterAll
    void stop() throws Exception {
        hall.close();
    }

    @Test
    void stream_onConnect_opensWithRetryAndAFullDocument() throws Exception {
        try (EventReader reader = EventReader.open(client, hall.uri(STREAM))) {
            assertThat(reader.answer().headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/event-stream");
            assertThat(reader.block()).containsExactly("retry: 2000");
            JsonNode document = reader.scores();
            assertThat(document.path("hall").asText()).isEqualTo("north");
            assertThat(document.path("windows")).hasSize(1000);
        }
    }

    @Test
    void stream_press_bringsADocumentThatCountsIt() throws Exception {
        try (EventReader reader = EventReader.open(client, hall.uri(STREAM))) {
            reader.scores();
            hall.press("W7", 5, 2);
            JsonNode window = reader.scores().path("windows").path(6);
            while (window.path("total").asInt() < 2) {
                window = reader.scores().path("windows").path(6);
            }
            assertThat(window.path("n").path("5").asInt()).isEqualTo(1);
            assertThat(window.path("n").path("2").asInt()).isEqualTo(1);
        }
    }

    @Test
    void stream_clientThatNeverReads_isDroppedAndHoldsUpNobody() throws Exception {
        double before = hall.meter("hallpulse.streams.dropped");
        try (Socket stalled = stalledClient();
                EventReader reader = EventReader.open(client, hall.uri(STREAM))) {
            int documents = 0;
            while (hall.meter("hallpulse.streams.dropped") == before) {
                hall.press("W8", 5);
                reader.scores();
                documents++;
            }
            assertThat(documents)
                    .as("documents for the other client while one stalled")
                    .isGreaterThan(1);
            assertThat(stalled.isClosed()).isFalse();
            hall.press("W8", 4);
            assertThat(reader.scores().path("windows")).hasSize(1000);
        }
    }

    @Test
    void stream_moreThanTheLimit_isRefusedUntilOneEnds() throws Exception {
        List<EventReader> readers = new ArrayList<>();
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> { // streams of other tests may still be open
                            EventReader reader = EventReader.open(client, hall.uri(STREAM));
                            if (reader.answer().statusCode() == 200) {
                                readers.add(reader);
                            } else {
                                reader.close();
                            }
                            return readers.size() == STREAMS;
                        });
        HttpResponse<String> refused =
                client.send(HttpRequest.newBuilder(hall.uri(STREAM)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        readers.forEach(EventReader::close);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            hall.press("W9", 5); // a gone client is noticed when something is written to it
            try (EventReader reader = EventReader.open(client, hall.uri(STREAM))) {
                return reader.answer().statusCode() == 200;
            }
        });
    }

    private Socket stalledClient() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(2048);
        socket.connect(new InetSocketAddress("127.0.0.1", hall.port()));
        socket.getOutputStream()
                .write(("GET " + STREAM + " HTTP/1.1\r\nHost: hall\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
