package io.hallpulse.agent.trigger;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hallpulse.agent.clock.Moment;
import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.config.WindowConfig;
import io.hallpulse.agent.rating.Event;
import io.hallpulse.agent.rating.Session;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.runtime.config.HostPort;
import io.hallpulse.runtime.log.DistinctLog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Local HTTP: {@code POST /windows/{id}/open}, with an optional object of {@code session}, {@code case} and {@code staff}, and
 * {@code POST /windows/{id}/close}. 204 once it is stored; errors are problem documents (RFC 9457). Listens on loopback only, and
 * refuses what a page in a browser of this machine could send: a request with an {@code Origin}, one for a name that is no
 * loopback name, and a body of another type than JSON. A request that is not complete within 5 s is cut off.
 */
public final class TriggerServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TriggerServer.class);
    private static final int LARGEST_BODY_BYTES = 4096;
    /** One a connection, so that no client waits behind another's half-sent request; they end when nothing has come for a while. */
    private static final int MOST_CONNECTIONS = 32;

    private static final long THREAD_IDLE_SECONDS = 10;
    private static final long STORED_WITHIN_MILLIS = 5000;

    private static final Pattern LOOPBACK_NAME =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);
    private static final Pattern JSON_TYPE = Pattern.compile("application/json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

    static {
        // The server of the JDK reads these once. It checks the clock every half second, so that 4 s are 5 s at most.
        System.setProperty("sun.net.httpserver.timerMillis", "500");
        System.setProperty("sun.net.httpserver.maxReqTime", "4");
        System.setProperty("sun.net.httpserver.maxRspTime", "10"); // above the time that storing may take
        System.setProperty("jdk.httpserver.maxConnections", Integer.toString(MOST_CONNECTIONS));
    }

    /** Where events go; true once they are stored. */
    @FunctionalInterface
    public interface Sink {
        CompletableFuture<Boolean> accept(Function<Moment, Event> event);
    }

    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final int code;

        Refused(int code, String title) {
            super(title);
            this.code = code;
        }
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Set<String> known;
    private final Set<String> triggered;
    private final boolean carriesCases;
    private final Sink sink;
    private final Consumer<String> opened;
    private final DistinctLog faults;

    private TriggerServer(
            HttpServer server, AgentConfig config, Sink sink, Consumer<String> opened, DistinctLog faults) {
        this.faults = faults;
        this.server = server;
        this.sink = sink;
        this.opened = opened;
        this.carriesCases = config.gateway().encrypted();
        this.known = config.windows().stream().map(WindowConfig::id).collect(Collectors.toUnmodifiableSet());
        this.triggered = config.windows().stream()
                .filter(window -> window.mode() == WindowConfig.Mode.triggered)
                .map(WindowConfig::id)
                .collect(Collectors.toUnmodifiableSet());
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
     * @param opened takes each window whose session was opened and stored
     * @param nanoClock monotonic, in nanoseconds
     * @throws IOException with one line, where the address is taken
     */
    public static TriggerServer start(
            AgentConfig config, HostPort listen, Sink sink, Consumer<String> opened, LongSupplier nanoClock)
            throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(listen.host(), listen.port()), 0);
        } catch (IOException e) {
            throw new IOException("trigger.listen " + listen + ": " + e.getMessage() + "; choose another port", e);
        }
        TriggerServer trigger = new TriggerServer(server, config, sink, opened, new DistinctLog(log, nanoClock));
        server.setExecutor(trigger.threads);
        server.createContext("/", trigger::serve);
        server.start();
        log.info("sessions are opened at http://{}", trigger.address());
        if (!trigger.carriesCases) {
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
                handle(exchange);
                exchange.sendResponseHeaders(204, -1);
            } catch (Refused e) {
                Map<String, Object> problem = new LinkedHashMap<>();
                problem.put("title", e.getMessage());
                problem.put("status", e.code);
                byte[] body = Json.write(problem);
                exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
                exchange.sendResponseHeaders(e.code, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private void handle(HttpExchange exchange) throws IOException, Refused {
        requireLocalProgram(exchange.getRequestHeaders());
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        boolean open = path.length == 4 && path[3].equals("open");
        if (path.length != 4 || !path[1].equals("windows") || !(open || path[3].equals("close"))) {
            throw new Refused(404, "there is /windows/{id}/open and /windows/{id}/close");
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            throw new Refused(405, "use POST");
        }
        String window = path[2];
        if (!triggered.contains(window)) {
            throw known.contains(window)
                    ? new Refused(409, "window '" + window + "' is free; set mode: triggered to open sessions there")
                    : new Refused(404, "window '" + window + "' is not configured on this terminal");
        }
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY_BYTES + 1);
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (body.length > 0 && (type == null || !JSON_TYPE.matcher(type).matches())) {
            throw new Refused(415, "the body is not application/json; set Content-Type: application/json");
        }
        if (open) {
            Session session = session(body);
            store(at -> new Event.Open(window, session, at));
            opened.accept(window);
        } else {
            store(at -> new Event.Close(window, at));
        }
    }

    private static void requireLocalProgram(Headers headers) throws Refused {
        if (headers.containsKey("Origin")) {
            throw new Refused(
                    403, "pages in a browser may not open sessions; send the request from a program, without Origin");
        }
        String host = headers.getFirst("Host");
        if (host != null && !LOOPBACK_NAME.matcher(host).matches()) {
            throw new Refused(403, "Host '" + host + "' is not this machine; use 127.0.0.1 or localhost");
        }
    }

    private Session session(byte[] body) throws Refused {
        if (body.length == 0) {
            return Session.NONE;
        }
        if (body.length > LARGEST_BODY_BYTES) {
            throw new Refused(413, "the body is larger than " + LARGEST_BODY_BYTES + " bytes");
        }
        try {
            Map<?, ?> json = Json.read(body, Map.class);
            Session session = new Session(text(json, "session"), text(json, "case"), text(json, "staff"));
            return carriesCases ? session : new Session(null, null, session.staff());
        } catch (UnreadableMessage e) {
            throw new Refused(400, "the body is no JSON object: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new Refused(400, String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable String text(Map<?, ?> json, String name) throws Refused {
        Object value = json.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new Refused(400, name + " is no text");
    }

    private void store(Function<Moment, Event> event) throws Refused {
        try {
            if (sink.accept(event).get(STORED_WITHIN_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            faults.fault("a session could not be stored in time; look at the disk");
        }
        throw new Refused(503, "it could not be stored; try again");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
