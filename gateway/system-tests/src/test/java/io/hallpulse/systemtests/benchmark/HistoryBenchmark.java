package io.hallpulse.systemtests.benchmark;

import io.hallpulse.gateway.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a year of one window takes by the hour, over HTTP, in a database with two hundred such windows. */
class HistoryBenchmark {
    private static final int WINDOWS = 200;
    private static final int HOURS = 365 * 24;
    private static final int UNTIL_COMPILED = 120;
    private static final int ROUNDS = 41;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void year() throws Exception {
        TestDatabase database = TestDatabase.embedded(folder);
        Instant first = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(HOURS));
        Preload.tallies(database, WINDOWS, HOURS, first.toEpochMilli());
        try (MeasuredGateway gateway = MeasuredGateway.start(database, Pair.OPTIONS, 0)) {
            List<Double> millis = new ArrayList<>();
            for (int round = 0; round < UNTIL_COMPILED + ROUNDS; round++) {
                String path =
                        "/api/v1/halls/" + Backlog.HALL + "/windows/" + Backlog.window(round) + "/history?bucket=hour";
                long begun = System.nanoTime();
                HttpResponse<String> answer = gateway.get(path);
                double took = (System.nanoTime() - begun) / 1e6;
                if (answer.statusCode() != 200 || answer.body().length() < 50 * HOURS) {
                    throw new IllegalStateException("no year of hours: " + answer.statusCode());
                }
                if (round >= UNTIL_COMPILED) {
                    millis.add(took);
                }
            }
            new Figures("history")
                    .add(
                            "history of one window, one year by the hour, beside 199 such windows",
                            "ms",
                            millis,
                            "50 or less");
        }
    }
}
