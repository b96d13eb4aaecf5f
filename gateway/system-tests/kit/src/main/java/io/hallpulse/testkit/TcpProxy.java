package io.hallpulse.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A network that can fail: forwards loopback connections to a port and, told so, cuts them, refuses new ones, delays or
 * swallows what one direction carries without closing anything. It can tell of the MQTT messages that pass, once they have.
 */
public final class TcpProxy implements AutoCloseable {
    /** Which bytes are swallowed. */
    public enum Swallow {
        NOTHING,
        TO_SERVER,
        TO_CLIENT,
        BOTH
    }

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private volatile boolean refusing;
    private volatile Swallow swallow = Swallow.NOTHING;
    private volatile long delayMillis;
    private volatile Swallow delayed = Swallow.NOTHING;
    private final @Nullable BiConsumer<String, byte[]> passed;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger accepted = new AtomicInteger();

    public TcpProxy(int target) {
        this(target, null);
    }

    /** @param passed where the protocol is MQTT, is told topic and payload of each MQTT 5 message that either side published; on the proxy's threads */
    public TcpProxy(int target, @Nullable BiConsumer<String, byte[]> passed) {
        this.target = target;
        this.passed = passed;
        try {
            listener = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon("proxy-accept", this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Cuts every connection; new ones are refused until {@link #heal}. */
    public void cut() {
        refusing = true;
        open.forEach(TcpProxy::closeQuietly);
    }

    /** From now on swallows the bytes of a direction, on connections that stay open. */
    public void swallow(Swallow direction) {
        swallow = direction;
    }

    /** From now on delays what a direction carries by so much. */
    public void delay(Swallow direction, long millis) {
        delayMillis = millis;
        delayed = direction;
    }

    /** Says something to every client, as if its server had; to be done while that one says nothing itself. */
    public void inject(byte[] bytes) {
        for (Socket client : clients) {
            try {
                client.getOutputStream().write(bytes);
            } catch (IOException e) {
                // it is gone
            }
        }
    }

    /** How many connections were let through since the start. */
    public int accepted() {
        return accepted.get();
    }

    /** Works again. Connections that lost bytes are cut, since TCP never loses any from the middle. */
    public void heal() {
        refusing = false;
        delayed = Swallow.NOTHING;
        if (swallow != Swallow.NOTHING) {
            swallow = Swallow.NOTHING;
            open.forEach(TcpProxy::closeQuietly);
        }
    }

    private void accept() {
        while (closed.getCount() > 0) {
            try {
                Socket client = listener.accept();
                if (refusing) {
                    closeQuietly(client);
                    continue;
                }
                Socket server = new Socket();
                open.add(client);
                open.add(server);
                try {
                    server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 2000);
                } catch (IOException e) {
                    end(client, server);
                    continue;
                }
                accepted.incrementAndGet();
                clients.add(client);
                daemon("proxy-up", () -> pump(client, server, Swallow.TO_SERVER));
                daemon("proxy-down", () -> pump(server, client, Swallow.TO_CLIENT));
            } catch (IOException e) {
                if (closed.getCount() > 0) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void pump(Socket from, Socket to, Swallow direction) {
        byte[] buffer = new byte[8192];
        MqttTap tap = passed == null ? null : new MqttTap(passed);
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (concerns(delayed, direction) && closed.await(delayMillis, TimeUnit.MILLISECONDS)) {
                    return;
                }
                if (!concerns(swallow, direction)) {
                    out.write(buffer, 0, n);
                    if (tap != null) {
                        tap.passed(buffer, n);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // one side is gone: so the other goes, below
        } finally {
            end(from, to);
        }
    }

    private static boolean concerns(Swallow which, Swallow direction) {
        return which == direction || which == Swallow.BOTH;
    }

    private void end(Socket a, Socket b) {
        for (Socket end : new Socket[] {a, b}) {
            open.remove(end);
            clients.remove(end);
        }
        closeQuietly(a);
        closeQuietly(b);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // closed already
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        closeQuietly(listener);
        open.forEach(TcpProxy::closeQuietly);
    }

    private static void closeQuietly(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // closed already
        }
    }
}
