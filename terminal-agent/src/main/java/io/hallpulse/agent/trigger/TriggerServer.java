package io.hallpulse.agent.trigger;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hallpulse.agent.clock.Moment;
import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.config.WindowConfig;
import io.hallpulse.agent.rating.Event;
import io.hallpulse.agent.rating.WindowSession;
import io.hallpulse.contract.message.Json;
import io.hallpulse.runtime.config.HostPort;
import io.hallpulse.runtime.log.DistinctLog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Local HTTP for the counter's business system; {@link WindowRequests} says what it may ask. Errors are problem documents (RFC 9457).
 * Listens on loopback only, and refuses what a page in a browser of this machine could send: a request with an {@code Origin} or with
 * what browsers say of its sender, one for a name that is no loopback name, and a body of another type than JSON. A request that is not
 * complete within 5 s is cut off.
 */
public final class TriggerServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TriggerServer.class);
    private static final int LARGEST_BODY_BYTES = 4096;
    /** One a connection, so that no client waits behind another's half-sent request; they end when nothing has come for a while. */
    private static final int MOST_CONNECTIONS = 32;

    private static final long THREAD_IDLE_SECONDS = 10;

    private static final Pattern LOOPBACK_NAME =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);
    private static final Pattern JSON_TYPE = Pattern.compile("application/json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

    static {
        // The server of the JDK reads these once. It checks the clock every half second, so that 4 s are 5 s at most.
        System.setProperty("sun.net.httpserver.timerMillis", "500");
        System.setProperty("sun.net.httpserver.maxReqTime", "4");
        // above the time that storing, or waiting for a session, may take
        System.setProperty("sun.net.httpserver.maxRspTime", "40");
        System.setProperty("jdk.httpserver.maxConnections", Integer.toString(MOST_CONNECTIONS));
    }

    /** Where events go; true once they are stored. */
    @FunctionalInterface
    public interface Sink {
        CompletableFuture<Boolean> accept(Function<Moment, Event> event);
    }

    /** Where it is known what became of a window's newest session; null where it never had one. */
    @FunctionalInterface
    public interface Waiting {
        @Nullable
        WindowSession await(String window, Duration atMost) throws InterruptedException;
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final WindowRequests requests;

    private TriggerServer(HttpServer server, WindowRequests requests) {
        this.server = server;
        this.requests = requests;
        // twice as many as connections: the thread of one that was cut off may not have ended when the next one comes
        this.threads = new ThreadPoolExecutor(
                0, 2 * MOST_CONNECTIONS, THREAD_IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "trigger");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Begins to listen.
     *
     * @param sessions waits for what becomes of one
     * @param random for names of sessions
     * @param nanoClock monotonic, in nanoseconds
     * @throws IOException with one line, where the address is taken
     */
    public static TriggerServer start(
            AgentConfig config,
            HostPort listen,
            Sink sink,
            Waiting sessions,
            RandomGenerator random,
            LongSupplier nanoClock)
            throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(listen.host(), listen.port()), 0);
        } catch (IOException e) {
            throw new IOException("trigger.listen " + listen + ": " + e.getMessage() + "; choose another port", e);
        }
        WindowRequests requests = new WindowRequests(
                config.windows().stream().collect(Collectors.toUnmodifiableMap(WindowConfig::id, WindowConfig::mode)),
                sink,
                sessions,
                () -> HexFormat.of().toHexDigits(random.nextLong()),
                new DistinctLog(log, nanoClock));
        TriggerServer trigger = new TriggerServer(server, requests);
        server.setExecutor(trigger.threads);
        server.createContext("/", trigger::serve);
        server.start();
        log.info("sessions are opened at http://{}", trigger.address());
        if (!config.gateway().encrypted()) {
            log.warn("session and case ids are not kept: gateway.url is not encrypted; use ssl://");
        }
        return trigger;
    }

    /** Where it listens. */
    public HostPort address() {
        InetSocketAddress address = server.getAddress();
        return new HostPort(address.getAddress().getHostAddress(), address.getPort());
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                send(exchange, "application/json", handle(exchange));
            } catch (Refused e) {
                Map<String, @Nullable Object> problem = new LinkedHashMap<>();
                problem.put("title", e.getMessage());
                problem.put("status", e.status());
                send(exchange, "application/problem+json", new Reply(e.status(), problem));
            }
        }
    }

    private static void send(HttpExchange exchange, String type, Reply reply) throws IOException {
        if (reply.body() == null) {
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        byte[] body = Json.write(reply.body());
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    private Reply handle(HttpExchange exchange) throws IOException, Refused {
        requireLocalProgram(exchange.getRequestHeaders());
        String method = exchange.getRequestMethod();
        List<String> methods = WindowRequests.methods(exchange.getRequestURI().getPath());
        if (methods.isEmpty()) {
            throw new Refused(
                    404,
                    "there is /windows/{id}/session, /windows/{id}/staff, /windows/{id}/open and /windows/{id}/close");
        }
        if (!methods.contains(method)) {
            exchange.getResponseHeaders().set("Allow", String.join(", ", methods));
            throw new Refused(405, "use " + String.join(" or ", methods));
        }
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY_BYTES + 1);
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (body.length > 0 && (type == null || !JSON_TYPE.matcher(type).matches())) {
            throw new Refused(415, "the body is not application/json; set Content-Type: application/json");
        }
        if (body.length > LARGEST_BODY_BYTES) {
            throw new Refused(413, "the body is larger than " + LARGEST_BODY_BYTES + " bytes");
        }
        return requests.handle(method, exchange.getRequestURI(), body);
    }

    private static void requireLocalProgram(Headers headers) throws Refused {
        if (headers.containsKey("Origin") || headers.containsKey("Sec-Fetch-Site")) {
            throw new Refused(
                    403, "pages in a browser may not open sessions; send the request from a program, without Origin");
        }
        String host = headers.getFirst("Host");
        if (host != null && !LOOPBACK_NAME.matcher(host).matches()) {
            throw new Refused(403, "Host '" + host + "' is not this machine; use 127.0.0.1 or localhost");
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
