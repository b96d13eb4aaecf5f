package io.hallpulse.systemtests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.hardware.testkit.PlayedFf68Meter;
import io.hallpulse.hardware.testkit.Pty;
import io.hallpulse.testkit.Ports;
import io.hallpulse.testkit.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One service, one rating (一次一评), from the business system's call to the auditor: the system is played by curl, the meter stands at a pty,
 * agent and gateway are processes that speak TLS.
 */
@NullMarked
class RatedServiceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PASSWORD = "the auditor's own 1";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void service_isRatedOnce_andTheAuditorReadsWhoseItWas() throws Exception {
        Hall hall = new Hall(folder);
        int trigger = Ports.free();
        String window = "http://127.0.0.1:" + trigger + "/windows/A04";
        try (Pty cable = Pty.at(folder.resolve("meter"));
                PlayedFf68Meter meter = new PlayedFf68Meter(cable, 5);
                Program gateway = hall.startSecuredGateway()) {
            gateway.awaitOut("ready");
            hall.addPerson("zhao", "auditor", PASSWORD);
            hall.putIntoService("n-03", """
                    trigger: {listen: "127.0.0.1:%d"}
                    windows:
                      - {id: {window}, mode: triggered, timeout: 2s, grace: 0s}
                    inputs:
                      - id: meter
                        window: {window}
                        keys: {"0": 5, "1": 4, "2": 3, "3": 2}
                        serial: {port: %s, baud: 9600, format: 8N1, protocol: ff68, address: 5, retransmit: 500ms}
                    """.formatted(trigger, folder.resolve("meter")));
            try (Program agent = hall.startProvisioned("n-03")) {
                agent.awaitOut("connected");
                press(meter, 3);
                assertThat(curl("PUT", window + "/staff", "{\"staff\":\"B1204\"}"))
                        .startsWith("204");

                assertThat(curl("POST", window + "/session", "{\"case\":\"330200-0001\",\"service\":\"transfer\"}"))
                        .startsWith("201");
                press(meter, 2);
                assertThat(state(window)).isEqualTo("accepted");
                press(meter, 0);
                assertThat(state(window)).isEqualTo("repeat");

                try (Socket halfSent = new Socket(InetAddress.getLoopbackAddress(), trigger)) {
                    halfSent.getOutputStream()
                            .write("POST /windows/A04/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-"
                                    .getBytes(StandardCharsets.US_ASCII));
                    assertThat(curl("POST", window + "/session", "{}", "-H", "Origin: http://page.example"))
                            .startsWith("403");
                    assertThat(curl("POST", window + "/session", "{\"case\":\"330200-0002\"}"))
                            .startsWith("201");
                    assertThat(state(window)).isEqualTo("timeout");
                }
                List<String> told = await().atMost(PATIENCE).until(() -> presses(hall), rows -> rows.size() == 4);
                assertThat(told)
                        .containsExactly(
                                "rating level 2 [unsolicited] flagged null of null",
                                "rating level 3 [] counted 330200-0001 of B1204",
                                "rating level 5 [repeat] flagged 330200-0001 of B1204",
                                "timeout level null [] timeout 330200-0002 of B1204");
                assertThat(agent.stop()).isZero();
            }
            assertThat(gateway.stop()).isZero();
        }
    }

    /** Presses a key, and waits for the agent's thanks. */
    private static void press(PlayedFf68Meter meter, int key) {
        int before = meter.acknowledged().size();
        meter.press(key);
        await().atMost(PATIENCE).until(() -> meter.acknowledged().size() > before);
    }

    /** What became of the newest session, and never of which level. */
    private static String state(String window) throws Exception {
        String answer = curl("GET", window + "/session?wait=25s", "");
        assertThat(answer).startsWith("200").doesNotContain("level");
        return new ObjectMapper().readTree(answer.substring(3)).path("state").asText();
    }

    private static List<String> presses(Hall hall) throws Exception {
        String answer = curl(
                "GET",
                "http://127.0.0.1:" + hall.httpPort + "/api/v1/presses?hall=north&format=json",
                "",
                "-u",
                "zhao:" + PASSWORD);
        List<String> rows = new ArrayList<>();
        for (JsonNode press : new ObjectMapper().readTree(answer.substring(3)).path("presses")) {
            rows.add("%s level %s %s %s %s of %s"
                    .formatted(
                            press.path("kind").asText(),
                            press.path("level").asText(),
                            press.path("flags"),
                            press.path("state").asText(),
                            press.path("case").asText(),
                            press.path("staff").asText())
                    .replace("\"", ""));
        }
        return rows;
    }

    /** The status and the body that an address answers. */
    private static String curl(String method, String address, String json, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("curl", "-sS", "--max-time", "60", "-X", method, address, "-w", "%{stderr}%{http_code}"));
        if (!json.isEmpty()) {
            command.addAll(List.of("-H", "Content-Type: application/json", "-d", json));
        }
        command.addAll(List.of(more));
        Process curl = new ProcessBuilder(command).start();
        curl.getOutputStream().close();
        String body = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String status = new String(curl.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(curl.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return status + body;
    }
}
