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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
            HttpRequest form = form(hall);
            server.kill();
            for (int i = 0; i < 2; i++) {
                HttpResponse<String> away = send(request);
                assertThat(away.statusCode()).as(away.body()).isEqualTo(503);
                assertThat(away.headers().firstValue("Retry-After")).isPresent();
                assertThat(away.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            }
            HttpResponse<String> page = send(form);
            assertThat(page.statusCode()).as(page.body()).isEqualTo(503);
            assertThat(page.body())
                    .as("the page keeps what was chosen, so that it can be sent again")
                    .contains("只会计一次", "value=\"213\" checked", "name=\"level\" value=\"2\"", token(page.body()));
            server.restart();

            await().atMost(PATIENCE).until(() -> send(request).statusCode() < 300);
            assertThat(send(request).statusCode()).isEqualTo(200);
            assertThat(send(form).statusCode()).isEqualTo(303);
            Map<Channel, Map<String, long[]>> sums =
                    hall.reader().channels().sums("north", 0, Long.MAX_VALUE, Long.MAX_VALUE);
            assertThat(sums).containsOnlyKeys(Channel.PHONE, Channel.QR);
            assertThat(sums.getOrDefault(Channel.QR, Map.of()).get("W1")).containsExactly(0, 1, 0, 0, 0);
            assertThat(sums.getOrDefault(Channel.PHONE, Map.of()).get("W1")).containsExactly(0, 0, 0, 1, 0);
        }
    }

    /** What a phone sends from the page behind the counter's QR code. */
    private HttpRequest form(ServedHall hall) throws Exception {
        HttpRequest page = HttpRequest.newBuilder(hall.uri("/r/north/W1")).build();
        return HttpRequest.newBuilder(hall.uri("/r/north/W1"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("token=" + token(send(page).body()) + "&level=2&reason=213&send=1"))
                .build();
    }

    private static String token(String page) {
        Matcher token =
                Pattern.compile("name=\"token\" value=\"([A-Za-z0-9_-]+)\"").matcher(page);
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofString());
    }
}
