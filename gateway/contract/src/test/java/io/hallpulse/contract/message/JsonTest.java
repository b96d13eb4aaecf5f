package io.hallpulse.contract.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void ack_isTheContractsText_bothWays() throws Exception {
        String text = "{\"v\":1,\"gateway\":\"g7d2\",\"run\":\"k3f9c2abq7\",\"upTo\":18342";
        Ack ack = new Ack("g7d2", "k3f9c2abq7", 18342, 18000);
        assertThat(new String(Json.write(ack), UTF_8)).isEqualTo(text + ",\"low\":18000}");
        assertThat(Json.read(Json.write(ack), Ack.class)).isEqualTo(ack);
        Ack withoutLow = new Ack(1, "g7d2", "k3f9c2abq7", 18342, null);
        assertThat(Json.read((text + "}").getBytes(UTF_8), Ack.class)).isEqualTo(withoutLow);
    }

    @Test
    void status_isTheContractsText_bothWays() throws Exception {
        String text = """
                {"v":1,"state":"online","agent":"1.0.0","boot":"9f1c0d2a7b3e4455","clock":"synced",\
                "anchor":{"mono":5,"wall":"2026-11-22T10:04:05.526Z"},"machine":"pi","runs":[{"run":"k3f9c2abq7","low":18000,"next":18343}],\
                "waiting":0,"refused":0,"inputs":[{"id":"panel","window":"A03","state":"ok","fault":null}],"diskFree":123456789}""";
        Status status = new Status(
                1,
                Status.ONLINE,
                "1.0.0",
                "9f1c0d2a7b3e4455",
                "synced",
                new Anchor(5, Instant.parse("2026-11-22T10:04:05.526Z")),
                "pi",
                List.of(new RunSpan("k3f9c2abq7", 18000, 18343)),
                0L,
                0L,
                List.of(new Status.InputStatus("panel", "A03", "ok", null, null, null)),
                123456789L);
        assertThat(new String(Json.write(status), UTF_8)).isEqualTo(text);
        assertThat(Json.read(text.getBytes(UTF_8), Status.class)).isEqualTo(status);
    }

    @Test
    void status_afterACommandAndAConfigurationFromAfar_hasWhatBecameOfThem() throws Exception {
        String text = """
                {"v":1,"state":"online","runs":[],"last":{"id":"c81","ok":false,"error":"input panel: pin 99 is not there"},\
                "config":{"version":7,"applied":true,"error":null}}""";
        Status status = Json.read(text.getBytes(UTF_8), Status.class);
        assertThat(status.last()).isEqualTo(new Status.Outcome("c81", false, "input panel: pin 99 is not there", null));
        assertThat(status.config()).isEqualTo(new Status.Configuration(7, true, null));
        assertThat(new String(Json.write(status), UTF_8)).isEqualTo(text);
    }

    @Test
    void command_isTheContractsText_bothWays() throws Exception {
        Instant expires = Instant.parse("2026-11-22T10:04:05.526Z");
        String text = "{\"v\":1,\"id\":\"c81\",\"do\":\"identify\",\"expires\":\"2026-11-22T10:04:05.526Z\"}";
        Command command = Command.plain("c81", Command.IDENTIFY, expires);
        assertThat(new String(Json.write(command), UTF_8)).isEqualTo(text);
        assertThat(Json.read(text.getBytes(UTF_8), Command.class)).isEqualTo(command);
        Command apply = Command.configuration("c82", Command.APPLY, "hall: north\n", 7, expires);
        assertThat(new String(Json.write(apply), UTF_8))
                .isEqualTo("{\"v\":1,\"id\":\"c82\",\"do\":\"apply\",\"config\":\"hall: north\\n\",\"version\":7,"
                        + "\"expires\":\"2026-11-22T10:04:05.526Z\"}");
    }

    @Test
    void will_holdsVersionStateAndRunsAlone() {
        assertThat(new String(Json.write(Status.will(List.of(new RunSpan("r", 1, 2)))), UTF_8))
                .isEqualTo("{\"v\":1,\"state\":\"offline\",\"runs\":[{\"run\":\"r\",\"low\":1,\"next\":2}]}");
    }

    @Test
    void scores_isTheContractsText() {
        Map<String, Long> n = new LinkedHashMap<>();
        n.put("5", 40L);
        n.put("1", 1L);
        assertThat(new String(
                        Json.write(
                                new Scores(1, "north", "A03", Instant.EPOCH, "today", n, 41, 0.976, 0.024, 9.8, 97.6)),
                        UTF_8))
                .isEqualTo(
                        "{\"v\":1,\"hall\":\"north\",\"window\":\"A03\",\"asOf\":\"1970-01-01T00:00:00.000Z\",\"period\":\"today\","
                                + "\"n\":{\"5\":40,\"1\":1},\"total\":41,\"satisfaction\":0.976,\"bad\":0.024,\"mean\":9.8,\"index\":97.6}");
    }

    @Test
    void read_membersThatNobodyKnows_passesOverThem() throws Exception {
        assertThat(Json.read(
                        "{\"v\":1,\"gateway\":\"g\",\"since\":\"2026-11-22T10:04:05Z\",\"more\":[1]}".getBytes(UTF_8),
                        Owner.class))
                .isEqualTo(new Owner("g", Instant.parse("2026-11-22T10:04:05Z")));
    }

    @Test
    void read_whatIsNoMessage_isUnreadableInOneLine() {
        for (String text : List.of("", "null", "[]", "{", "{\"since\":\"noon\"}", "{} {}", "\u0000")) {
            assertThatExceptionOfType(UnreadableMessage.class)
                    .isThrownBy(() -> Json.read(text.getBytes(UTF_8), Owner.class))
                    .satisfies(e -> assertThat(e.getMessage()).isNotBlank().doesNotContain("\n"));
        }
    }
}
