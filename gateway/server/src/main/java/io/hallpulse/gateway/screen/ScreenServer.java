package io.hallpulse.gateway.screen;

import io.hallpulse.gateway.Gateway;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.login.Operators;
import io.hallpulse.runtime.config.HostPort;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The gateway's HTTP face. A few threads serve any number of screens, since none waits for a client. */
public final class ScreenServer implements AutoCloseable {
    /** For accepting, for the selector, for what answers at once, and for writing. */
    private static final int THREADS = 12;

    private static final int IDLE_MILLIS = 30_000; // twice the time between two events of a stream
    private static final int HEADER_BYTES = 8 * 1024;
    private static final int UNSENT_BYTES = 64 * 1024; // in the kernel, for each connection

    private final Javalin server;
    private final ScoreStreams streams;
    private final Connections connections;
    private final Downloads downloads;
    private final HostPort listen;

    private ScreenServer(
            Javalin server, ScoreStreams streams, Connections connections, Downloads downloads, HostPort listen) {
        this.server = server;
        this.streams = streams;
        this.connections = connections;
        this.downloads = downloads;
        this.listen = listen;
    }

    /**
     * Listens where the configuration says.
     *
     * @param gateway whose scores and presses are shown
     * @param operators who may see more than scores
     * @throws IOException with one line where that address cannot be had
     */
    public static ScreenServer start(
            GatewayConfig config, Gateway gateway, Operators operators, PrometheusMeterRegistry meters, Limits limits)
            throws IOException {
        Documents documents = new Documents(config.halls(), gateway.scoreboard());
        ScoreStreams streams = new ScoreStreams(limits, documents, gateway.scoreboard(), meters);
        Gauge.builder("hallpulse.ready", () -> gateway.notReady().isEmpty() ? 1 : 0)
                .description("1 while presses are stored, acknowledged and shown")
                .register(meters);
        HostPort listen = config.http().listen();
        ClientAddress clients = new ClientAddress(config.http().proxies());
        Connections connections = new Connections(config.http().connectionsPerAddress(), limits.headerTime(), clients);
        Downloads downloads = new Downloads(System::nanoTime);
        Javalin server = Javalin.create(javalin -> {
            limit(javalin, listen, limits, connections);
            RouteTable routes = new RouteTable(javalin);
            new Routes(documents, streams, gateway::notReady, meters).addTo(javalin, routes);
            new ManualPages().addTo(routes);
            new OperatorRoutes(gateway, documents, new LoginGate(operators, clients), downloads).addTo(routes);
        });
        try {
            server.start();
        } catch (JavalinException e) {
            streams.close();
            connections.close();
            downloads.close();
            throw new IOException("http.listen " + listen + ": " + reason(e), e);
        }
        return new ScreenServer(server, streams, connections, downloads, listen);
    }

    /** The port that it listens on, also where the configuration said 0. */
    public int port() {
        return server.port();
    }

    /** The address of the first page, for people on this machine or in its network. */
    public String address() {
        return "http://" + new HostPort(listen.host(), port()) + "/";
    }

    /** Every path that is answered, with its method, such as {@code GET /healthz}. */
    Set<String> routes() {
        return server.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint.method + " " + handler.endpoint.path)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void close() {
        streams.close();
        server.stop();
        downloads.close();
        connections.close();
    }

    private static void limit(JavalinConfig javalin, HostPort listen, Limits limits, Connections connections) {
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
            ServerConnector connector = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(http));
            connector.setHost(listen.host());
            connector.setPort(listen.port());
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
