package io.hallpulse.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.gateway.event.Event;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Browser;
import io.hallpulse.testkit.EventReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the console hears of presses and terminals, as it happens. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventStreamsTest {
    private static final String EVENTS = "/api/v1/events";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Pages that never ask by themselves. */
    private static final String NO_POLLING =
            "const later = window.setTimeout; window.setTimeout = (work, millis) => millis === 5000 ? 0 : later(work, millis);";

    private final HttpClient client = HttpClient.newHttpClient();
    private ServedHall hall;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        Limits limits =
                new Limits(100, 50, Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofSeconds(20), 8 << 20);
        hall = ServedHall.start(data, 2, "{minimumRatings: 1}", limits, "south");
    }

    @AfterAll
    void stop() throws Exception {
        hall.close();
    }

    private EventReader open(String query) throws Exception {
        EventReader reader = EventReader.open(client, hall.uri(EVENTS + query), ServedHall.login());
        assertThat(reader.block()).containsExactly("retry: 2000");
        return reader;
    }

    @Test
    void events_presses_areToldByOutcomeAndNeverByLevel() throws Exception {
        try (EventReader all = open("");
                EventReader north = open("?hall=north")) {
            assertThat(all.answer().headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/event-stream");
            hall.press("W1", 5, 2);
            hall.press("Z9", 1);
            for (EventReader reader : List.of(all, north)) {
                JsonNode counted = reader.event("press");
                assertThat(counted.toString())
                        .isEqualTo(
                                "{\"hall\":\"north\",\"terminal\":\"n-01\",\"window\":\"W1\",\"outcome\":\"counted\",\"n\":2}");
                JsonNode unplaced = reader.event("press");
                assertThat(unplaced.path("outcome").asText()).isEqualTo("unplaced");
                assertThat(unplaced.path("window").isNull()).isTrue();
            }
        }
    }

    @Test
    void events_ofAnotherHall_areNotHeard() throws Exception {
        try (EventReader all = open("");
                EventReader south = open("?hall=south")) {
            hall.press("W2", 5);
            assertThat(all.event("press").path("hall").asText()).isEqualTo("north");
            happens(new TerminalId("south", "s-01"), 1);
            assertThat(south.event("press").path("terminal").asText()).isEqualTo("s-01");
        }
    }

    @Test
    void events_terminal_saysWhatItSaysOfItselfOnceForEachChange() throws Exception {
        try (EventReader reader = open("")) {
            hall.status("W1");
            assertThat(reader.event("terminal").path("state").asText()).isEqualTo("online");
            hall.status("W1"); // nothing new
            hall.goodbye("W1");
            assertThat(reader.event("terminal").path("state").asText()).isEqualTo("offline");
        }
    }

    @Test
    void events_withoutALoginOrOfNoHall_areRefused() throws Exception {
        assertThat(status(EVENTS, "")).isEqualTo(401);
        assertThat(status(EVENTS + "?hall=east", ServedHall.login())).isEqualTo(404);
    }

    private int status(String path, String login) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(hall.uri(path));
        if (!login.isEmpty()) {
            request.header("Authorization", login);
        }
        return client.send(request.build(), BodyHandlers.ofString()).statusCode();
    }

    @Test
    void events_clientThatNeverReads_isDroppedAndHoldsUpNobody() throws Exception {
        double before = hall.meter("hallpulse.streams.dropped");
        try (Socket stalled = new Socket();
                EventReader reader = open("?hall=north")) {
            stalled.setReceiveBufferSize(2048);
            stalled.connect(new InetSocketAddress("127.0.0.1", hall.port()));
            stalled.getOutputStream()
                    .write(("GET " + EVENTS + " HTTP/1.1\r\nHost: hall\r\nAuthorization: " + ServedHall.login()
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
                happens(new TerminalId("south", "s-02"), 1000);
                return hall.meter("hallpulse.streams.dropped") > before;
            });
            hall.press("W2", 5);
            assertThat(reader.event("press").path("window").asText()).isEqualTo("W2");
        }
    }

    /** So many events at once. */
    private void happens(TerminalId terminal, int times) {
        hall.events().tell(Collections.nCopies(times, new Event.Pressed(terminal, "W1", PressState.COUNTED, 1)));
    }

    @Test
    void page_eventOfItsHall_isShownWithoutAPoll() throws Exception {
        try (Browser browser = Browser.open(1440, 900)) {
            browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", NO_POLLING));
            browser.login(ServedHall.login());
            double before = hall.gauge("hallpulse.streams.open");
            browser.visit(hall.uri("/console/account").toString());
            await().atMost(PATIENCE).until(() -> hall.gauge("hallpulse.streams.open") > before);
            for (int i = 0; i < 3; i++) {
                String counted = counted(browser);
                hall.press("W2", 4);
                await().atMost(PATIENCE).until(() -> !counted(browser).equals(counted));
            }
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static String counted(Browser browser) {
        return String.valueOf(browser.evaluate("return document.querySelector('.term dd').textContent"));
    }

    @Test
    void queue_thatIsNotTaken_saysThatSomethingWasMissed() {
        EventQueue queue = new EventQueue(null);
        for (int i = 0; i < 3 * EventQueue.MOST; i++) {
            queue.offer(String.valueOf(i).getBytes(StandardCharsets.US_ASCII));
        }
        int waiting = 0;
        String first = "";
        for (byte[] next = queue.take(); next != null; next = queue.take()) {
            first = waiting++ == 0 ? new String(next, StandardCharsets.US_ASCII) : first;
        }
        assertThat(first).startsWith("event: missed\n");
        assertThat(waiting).isLessThanOrEqualTo(EventQueue.MOST);
    }
}
