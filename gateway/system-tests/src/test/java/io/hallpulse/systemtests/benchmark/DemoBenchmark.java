package io.hallpulse.systemtests.benchmark;

import static org.awaitility.Awaitility.await;

import io.hallpulse.testkit.Java;
import io.hallpulse.testkit.Program;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo from its start to its served screen, with the month that it makes and without. */
class DemoBenchmark {
    private static final Pattern SCREEN = Pattern.compile("The hall screen is at (\\S+)");
    private static final int ROUNDS = 3;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void startToServedScreen() {
        List<Double> month = new ArrayList<>();
        List<Double> empty = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            month.add(seconds());
            empty.add(seconds("--empty"));
        }
        new Figures("demo")
                .add(
                        "demo of 30 windows, start to served screen",
                        "s",
                        month,
                        "without a month",
                        empty,
                        "10 s or less");
    }

    private double seconds(String... options) {
        List<String> arguments = new ArrayList<>(List.of("demo", "--port", "0", "--seconds", "60"));
        arguments.addAll(List.of(options));
        long begun = System.nanoTime();
        try (Program demo = Program.java(
                folder.resolve("demo.log"), List.of(), Java.GATEWAY_JAR, arguments.toArray(new String[0]))) {
            await().atMost(Duration.ofSeconds(120))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> isServed(demo.output()));
            double taken = (System.nanoTime() - begun) / 1e9;
            demo.kill();
            return taken;
        }
    }

    private static boolean isServed(String output) throws Exception {
        Matcher screen = SCREEN.matcher(output);
        if (!screen.find()) {
            return false;
        }
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(screen.group(1))).build();
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    }
}
