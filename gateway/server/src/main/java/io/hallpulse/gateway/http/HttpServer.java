package io.hallpulse.gateway.http;

import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.config.HttpConfig;
import io.hallpulse.runtime.config.HostPort;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The HTTP server. A few threads serve any number of screens, since none waits for a client. */
public final class HttpServer implements AutoCloseable {
    /** For accepting, for the selector, for what answers at once, and for writing. */
    private static final int THREADS = 12;

    private static final int IDLE_MILLIS = 30_000; // twice the time between two events of a stream
    private static final int HEADER_BYTES = 8 * 1024;
    private static final int UNSENT_BYTES = 64 * 1024; // in the kernel, for each connection
    private static final long MOST_UNSENT_BYTES = 32L << 20; // of large answers, in memory
    private static final long MOST_UNSENT_BYTES_OF_ONE = 8L << 20; // of one address

    private final Javalin server;
    private final Connections connections;
    private final Listener listener;
    private final Map<String, Access> routes;

    private HttpServer(Javalin server, Connections connections, Listener listener, Map<String, Access> routes) {
        this.server = server;
        this.connections = connections;
        this.listener = listener;
        this.routes = routes;
    }

    /**
     * Listens where the configuration says.
     *
     * @param tls what browsers are shown, null for plain HTTP
     * @throws IOException with one line where that address cannot be had
     */
    public static HttpServer start(
            HttpConfig config,
            @Nullable SSLContext tls,
            Limits limits,
            LoginGate gate,
            ClientAddress clients,
            List<Routes> paths,
            ErrorPages errors,
            LongSupplier nanos)
            throws IOException {
        return start(
                new Listener(config.listen(), "http.listen", tls, false, config.connectionsPerAddress()),
                limits,
                gate,
                clients,
                paths,
                errors,
                nanos);
    }

    /**
     * Listens.
     *
     * @param gate that every request passes
     * @param errors what browsers show where there is no page
     * @param nanos a clock that never steps
     * @throws IOException with one line where that address cannot be had
     */
    public static HttpServer start(
            Listener listener,
            Limits limits,
            LoginGate gate,
            ClientAddress clients,
            List<Routes> paths,
            ErrorPages errors,
            LongSupplier nanos)
            throws IOException {
        Connections connections = new Connections(listener.connectionsPerAddress(), limits.headerTime(), clients);
        AtomicReference<@Nullable RouteTable> table = new AtomicReference<>();
        Javalin server = Javalin.create(javalin -> {
            limit(javalin, listener, limits, connections);
            javalin.appData(Problem.PAGES, errors);
            javalin.appData(RouteTable.UNSENT, new UnsentAnswers(clients, MOST_UNSENT_BYTES, MOST_UNSENT_BYTES_OF_ONE));
            new Refusals(nanos).addTo(javalin);
            RouteTable routes = new RouteTable(javalin, limits, gate);
            paths.forEach(some -> some.addTo(routes));
            table.set(routes);
        });
        try {
            server.start();
        } catch (JavalinException e) {
            connections.close();
            throw new IOException(listener.setting() + " " + listener.at() + ": " + reason(e), e);
        }
        return new HttpServer(server, connections, listener, roles(server, Objects.requireNonNull(table.get())));
    }

    /** Of what the server really answers. */
    private static Map<String, Access> roles(Javalin server, RouteTable table) {
        return server.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint.method + " " + handler.endpoint.path)
                .collect(Collectors.toUnmodifiableMap(Function.identity(), table::least));
    }

    /** The port that it listens on, also where the configuration said 0. */
    public int port() {
        return server.port();
    }

    /** The address of the first page, for people on this machine or in its network. */
    public String address() {
        String scheme = listener.tls() == null ? "http://" : "https://";
        return scheme + new HostPort(listener.at().host(), port()) + "/";
    }

    /** Every path that is answered, with its method, such as {@code GET /healthz}, and the least role that it wants. */
    public Map<String, Access> routes() {
        return routes;
    }

    @Override
    public void close() {
        server.stop();
        connections.close();
    }

    private static void limit(JavalinConfig javalin, Listener listener, Limits limits, Connections connections) {
        javalin.startup.showJavalinBanner = false;
        javalin.startup.showOldJavalinVersionWarning = false;
        javalin.startup.startupWatcherEnabled = false;
        javalin.http.prefer405over404 = true;
        javalin.http.maxRequestSize = 1024;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
        threads.setName("http");
        javalin.jetty.threadPool = threads;
        javalin.jetty.modifyHttpConfiguration(http -> {
            http.setUriCompliance(UriCompliance.DEFAULT);
            http.setRequestHeaderSize(HEADER_BYTES);
            http.setSendDateHeader(true);
            http.addCustomizer(new Headers());
            http.addCustomizer(connections);
        });
        javalin.jetty.modifyServer(jetty -> {
            jetty.setErrorHandler(new ProblemPages());
            jetty.setStopTimeout(0); // screens connect again; waiting for one that hangs would hold up the stop
        });
        javalin.jetty.addConnector((jetty, http) -> {
            ServerConnector connector = new ServerConnector(jetty, 1, 1, listener.connections(http));
            connector.setHost(listener.at().host());
            connector.setPort(listener.at().port());
            connector.setIdleTimeout(IDLE_MILLIS);
            connector.setAcceptedSendBufferSize(UNSENT_BYTES);
            connector.addBean(connections);
            connector.addBean(new NetworkConnectionLimit(limits.connections(), connector));
            return connector;
        });
    }

    private static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return cause.getMessage() + "; stop what listens there, or choose another address";
            }
        }
        return String.valueOf(failure.getMessage());
    }
}
