package io.hallpulse.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A province's server on the loopback address: it takes ratings, each by its identity once, and behaves as badly as a test wants. */
public final class PlayedProvince implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, JsonNode> taken = new LinkedHashMap<>();
    private final List<String> changed = new ArrayList<>();
    private Function<List<String>, Reply> behaviour = ids -> Reply.TAKEN;
    private int posts;

    /**
     * What it does with a batch.
     *
     * @param takes whether it keeps those that the body does not refuse
     * @param status 0 for no answer at all
     * @param body of the answer
     * @param headers of the answer
     */
    public record Reply(boolean takes, int status, String body, Map<String, String> headers) {
        public static final Reply TAKEN = new Reply(true, 200, "{\"refused\":[]}", Map.of());
        /** It keeps the batch, and answers that it failed. */
        public static final Reply TAKEN_AND_FAILED = new Reply(true, 500, "", Map.of());
        /** It keeps the batch, and never answers. */
        public static final Reply TAKEN_IN_SILENCE = new Reply(true, 0, "", Map.of());

        public static Reply refused(int status, String body) {
            return new Reply(false, status, body, Map.of());
        }

        public static Reply refused(int status, String header, String value) {
            return new Reply(false, status, "", Map.of(header, value));
        }
    }

    public PlayedProvince() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/ratings", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/ratings";
    }

    /** From now on it does with each batch, given as the identities of its ratings, what the function says. */
    public synchronized void behave(Function<List<String>, Reply> wanted) {
        behaviour = wanted;
    }

    /** What it has, by identity, in the order in which it came. */
    public synchronized Map<String, JsonNode> taken() {
        return new LinkedHashMap<>(taken);
    }

    /** Identities that came again with another content. */
    public synchronized List<String> changed() {
        return List.copyOf(changed);
    }

    public synchronized int posts() {
        return posts;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = take(exchange.getRequestBody().readAllBytes());
            if (reply.status() == 0) {
                closed.await();
                return;
            }
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply take(byte[] request) throws IOException {
        Map<String, JsonNode> records = new LinkedHashMap<>();
        Function<List<String>, Reply> wanted;
        synchronized (this) {
            posts++;
            wanted = behaviour;
        }
        read(request)
                .path("records")
                .forEach(record -> records.put(record.path("id").asText(), record));
        Reply reply = wanted.apply(List.copyOf(records.keySet()));
        if (reply.takes()) {
            if (!reply.body().isEmpty()) {
                read(reply.body().getBytes(StandardCharsets.UTF_8))
                        .path("refused")
                        .forEach(one -> records.remove(one.path("id").asText()));
            }
            keep(records);
        }
        return reply;
    }

    private synchronized void keep(Map<String, JsonNode> records) {
        records.forEach((id, record) -> {
            JsonNode known = taken.putIfAbsent(id, record);
            if (known != null && !known.equals(record)) {
                changed.add(id);
            }
        });
    }

    private static JsonNode read(byte[] json) throws IOException {
        try {
            return Json.read(json, JsonNode.class);
        } catch (UnreadableMessage e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
