package io.hallpulse.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.domain.channel.Channel;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Postgres;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rating of another channel that is sent while the database is away, and again once it is back. */
class RatingsWithoutDatabaseIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data = Path.of("");

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void rating_whileTheDatabaseIsAway_is503WithRetryAfter_andOnceItIsBackCountsOnce() throws Exception {
        try (Postgres server = Postgres.start();
                ServedHall hall = ServedHall.startOn(
                        data,
                        "{url: '%s', user: %s, passwordFile: '%s'}"
                                .formatted(server.createDatabase(), server.user(), server.passwordFile()),
                        Limits.SMALL_BOX)) {
            HttpRequest request = HttpRequest.newBuilder(hall.uri("/api/v1/ratings"))
                    .header("Authorization", ServedHall.login())
                    .header("Idempotency-Key", "case-18")
                    .POST(BodyPublishers.ofString(
                            "{\"channel\":\"phone\",\"hall\":\"north\",\"window\":\"W1\",\"level\":4,\"at\":\"%s\"}"
                                    .formatted(Instant.now().minusSeconds(5))))
                    .build();
            server.kill();
            for (int i = 0; i < 2; i++) {
                HttpResponse<String> away = send(request);
                assertThat(away.statusCode()).as(away.body()).isEqualTo(503);
                assertThat(away.headers().firstValue("Retry-After")).isPresent();
                assertThat(away.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            }
            server.restart();

            await().atMost(PATIENCE).until(() -> send(request).statusCode() < 300);
            assertThat(send(request).statusCode()).isEqualTo(200);
            Map<Channel, Map<String, long[]>> sums =
                    hall.reader().channels().sums("north", 0, Long.MAX_VALUE, Long.MAX_VALUE);
            assertThat(sums).containsOnlyKeys(Channel.PHONE);
            assertThat(sums.getOrDefault(Channel.PHONE, Map.of()).get("W1")).containsExactly(0, 0, 0, 1, 0);
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofString());
    }
}
