package io.hallpulse.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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

/** A receiver of posted messages on the loopback address, which answers with whatever status a test wants, or not at all. */
public final class PlayedHook implements AutoCloseable {
    /** No answer at all. */
    public static final int SILENCE = 0;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Post> posts = new ArrayList<>();
    private volatile int status = 204;

    /**
     * What came.
     *
     * @param headers by their names in lower case
     */
    public record Post(String path, Map<String, String> headers, String body) {
        /** The value of a header, empty where it did not come. */
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    public PlayedHook() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/alarms";
    }

    /** From now on it answers so; a 3xx leads to another path of its own. */
    public void answer(int wanted) {
        status = wanted;
    }

    /** All that came, in its order. */
    public synchronized List<Post> posts() {
        return List.copyOf(posts);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            int wanted = status;
            Map<String, String> headers = new LinkedHashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            synchronized (this) {
                posts.add(new Post(exchange.getRequestURI().getPath(), headers, body));
            }
            if (wanted == SILENCE) {
                closed.await();
                return;
            }
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(wanted, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
