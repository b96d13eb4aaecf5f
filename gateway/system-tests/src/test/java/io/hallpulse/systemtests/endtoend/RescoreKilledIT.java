package io.hallpulse.systemtests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.contract.message.Press;
import io.hallpulse.gateway.StoreFile;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Program;
import io.hallpulse.testkit.RawTerminal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Given a gateway that applies changed fraud rules to many presses, when it is killed, then it goes on and the figures are as from scratch. */
@NullMarked
class RescoreKilledIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String PASSWORD = "the operator's own 1";
    private static final Instant FIRST = Instant.parse("2026-09-01T00:00:00Z");

    /** So many that nobody judges them between two requests. */
    private static final int PRESSES = 100_000;

    private static final int BATCH = 500;
    /** Of so many in a row all but the first come too soon after the one before. */
    private static final int TOGETHER = 4;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void gateway_killedWhileItJudgesAnew_goesOn_andCountsAsFromScratch() throws Exception {
        Hall hall = new Hall(folder);
        URI rules = URI.create("http://127.0.0.1:" + hall.httpPort + "/api/v1/halls/north/rules");
        TestDatabase database = TestDatabase.embedded(folder.resolve("gateway"));
        try (Program gateway = hall.startGateway()) {
            gateway.awaitOut("ready");
            hall.addPerson("operator", "operator", PASSWORD);
            try (RawTerminal terminal = RawTerminal.connect(hall.brokerPort, "north", "n-03")) {
                for (long from = 1; from <= PRESSES; from += BATCH) {
                    terminal.presses(
                            "run1",
                            1,
                            LongStream.range(from, from + BATCH)
                                    .mapToObj(RescoreKilledIT::press)
                                    .toArray(Press[]::new));
                }
                await().atMost(PATIENCE).until(() -> terminal.acked("run1") == PRESSES);
            }
            put(rules, "{\"rules\":[{\"id\":\"interval\",\"on\":true,\"parameters\":{\"seconds\":5}}]}");
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> read(rules + "/rescore").path("done").asLong() > 0);
            gateway.kill();
        }
        try (StoreFile file = database.tables()) {
            assertThat(file.rows("select version, state from rule_set")).containsExactly("1 building");
        }

        try (Program gateway = hall.startGateway()) {
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> read(rules.toString()).path("version").asLong() == 1);
            JsonNode sum = read(rules.resolve("/api/v1/account").toString()).path("sum");
            assertThat(sum.path("counted").asLong()).as(sum.toString()).isEqualTo(PRESSES / TOGETHER);
            assertThat(sum.path("flagged").asLong()).as(sum.toString()).isEqualTo(PRESSES - PRESSES / TOGETHER);
            Program.run(folder.resolve("verify.txt"), hall.gatewayCommand("verify"));
            assertThat(gateway.stop()).isZero();
        }
    }

    private static Press press(long seq) {
        long second = (seq - 1) / TOGETHER * 20 + (seq - 1) % TOGETHER * 3;
        Instant at = FIRST.plusSeconds(second);
        return Press.rating(seq, "A03", "panel", "1", (int) (1 + seq % 5), at, 1000 * second);
    }

    private void put(URI rules, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(rules)
                        .header("Authorization", ServedHall.basic("operator", PASSWORD))
                        .header("Content-Type", "application/json")
                        .header("If-Match", "\"0\"")
                        .PUT(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private JsonNode read(String uri) throws IOException, InterruptedException {
        return new ObjectMapper()
                .readTree(client.send(
                                HttpRequest.newBuilder(URI.create(uri))
                                        .header("Authorization", ServedHall.basic("operator", PASSWORD))
                                        .build(),
                                BodyHandlers.ofString())
                        .body());
    }
}
