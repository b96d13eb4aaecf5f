package io.hallpulse.systemtests.rig;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks a gateway now and then whether it lives and whether it is ready, each time on a connection that is there or a new one. */
final class ReadyWatch implements AutoCloseable {
    private static final long EVERY_MILLIS = 250;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final int port;
    private final List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "ready-watch");

    /**
     * What came of asking once.
     *
     * @param status of HTTP, 0 where none came in time
     * @param body empty where none came in time
     */
    record Answer(String path, long askedMillis, long tookMillis, int status, String body) {}

    ReadyWatch(int port) {
        this.port = port;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** All so far. */
    List<Answer> answers() {
        synchronized (answers) {
            return List.copyOf(answers);
        }
    }

    private void run() {
        try {
            while (!stop.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                answers.add(ask("/readyz"));
                answers.add(ask("/healthz"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks once. */
    Answer ask(String path) throws InterruptedException {
        long asked = RigClock.monoMillis();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .build();
        int status = 0;
        String body = "";
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            status = response.statusCode();
            body = response.body();
        } catch (IOException e) {
            body = String.valueOf(e.getMessage());
        }
        return new Answer(path, asked, RigClock.monoMillis() - asked, status, body);
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
