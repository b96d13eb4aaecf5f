package io.hallpulse.gateway.http;

import io.javalin.http.Context;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * The open connections of browsers and programs: at most so many of one address, and none that takes longer than its time from its opening,
 * or from the end of an answer, to send the next request's header whole, however slowly its bytes trickle. Any thread.
 */
public final class Connections implements Connection.Listener, HttpConfiguration.Customizer, AutoCloseable {
    private final Map<Connection, State> open = new ConcurrentHashMap<>();
    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
    private final int mostOfOneAddress;
    private final long headerSeconds;
    private final ClientAddress clients;
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "http-connections");
        thread.setDaemon(true);
        return thread;
    });

    /** One connection. */
    private static final class State {
        private final String address;
        private int requests;
        private int idleSeconds;

        State(String address) {
            this.address = address;
        }

        synchronized void begun() {
            requests++;
        }

        synchronized void ended() {
            requests--;
            idleSeconds = 0;
        }

        /** A second has passed; whether its header is overdue. */
        synchronized boolean second(long headerSeconds) {
            return requests == 0 && ++idleSeconds > headerSeconds;
        }
    }

    Connections(int mostOfOneAddress, Duration headerTime, ClientAddress clients) {
        this.mostOfOneAddress = mostOfOneAddress;
        this.headerSeconds = headerTime.toSeconds();
        this.clients = clients;
        sweeper.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof SslConnection) {
            return; // the one within it counts
        }
        String address = address(connection);
        open.put(connection, new State(address));
        if (byAddress.merge(address, 1, Integer::sum) > mostOfOneAddress && !clients.isProxy(address)) {
            connection.getEndPoint().close();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        State state = open.remove(connection);
        if (state != null) {
            byAddress.computeIfPresent(state.address, (address, n) -> n > 1 ? n - 1 : null);
        }
    }

    /** A header has come whole. */
    @Override
    public Request customize(Request request, HttpFields.Mutable answer) {
        State state = open.get(request.getConnectionMetaData().getConnection());
        if (state != null) {
            state.begun();
            Request.addCompletionListener(request, failure -> state.ended());
        }
        return request;
    }

    private void sweep() {
        open.forEach((connection, state) -> {
            if (state.second(headerSeconds)) {
                connection.getEndPoint().close();
            }
        });
    }

    private static String address(Connection connection) {
        SocketAddress remote = connection.getEndPoint().getRemoteSocketAddress();
        return remote instanceof InetSocketAddress internet && internet.getAddress() != null
                ? internet.getAddress().getHostAddress()
                : String.valueOf(remote);
    }

    /** What ends a client's connection, whether its request is still there then or not. */
    public static Runnable closer(Context context) {
        return ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()::close;
    }

    @Override
    public void close() {
        sweeper.shutdownNow();
    }
}
