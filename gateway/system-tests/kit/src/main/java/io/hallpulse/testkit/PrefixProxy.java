package io.hallpulse.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A reverse proxy that shows a gateway's paths below one of its own, as a city's portal does, and says where it is, as proxies do. */
public final class PrefixProxy implements AutoCloseable {
    private static final List<String> PASSED_ON =
            List.of("Content-Type", "Location", "ETag", "Cache-Control", "WWW-Authenticate");

    private final String prefix;
    private final URI gateway;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** @param prefix such as {@code /ratings/east} */
    public PrefixProxy(String prefix, URI gateway) throws IOException {
        this.prefix = prefix;
        this.gateway = gateway;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(prefix + "/", this::pass);
        server.start();
    }

    /** The address of a path of the gateway, such as {@code /console}. */
    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + prefix + path;
    }

    private void pass(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestURI().toString().substring(prefix.length());
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(asked));
        request.header("X-Forwarded-Host", exchange.getRequestHeaders().getFirst("Host"))
                .header("X-Forwarded-Prefix", prefix);
        String login = exchange.getRequestHeaders().getFirst("Authorization");
        if (login != null) {
            request.header("Authorization", login);
        }
        try (exchange) {
            HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
            for (String header : PASSED_ON) {
                answer.headers()
                        .firstValue(header)
                        .ifPresent(value -> exchange.getResponseHeaders().set(header, value));
            }
            exchange.sendResponseHeaders(answer.statusCode(), 0);
            try (InputStream in = answer.body();
                    OutputStream out = exchange.getResponseBody()) {
                byte[] some = new byte[8192];
                for (int length = in.read(some); length >= 0; length = in.read(some)) {
                    out.write(some, 0, length);
                    out.flush();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
