package io.hallpulse.gateway.endtoend;

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

/**
 * A network that can fail: forwards loopback connections to a port and, told so, cuts them, refuses new ones, or swallows
 * what one direction carries without closing anything.
 */
final class TcpProxy implements AutoCloseable {
    /** Which bytes are swallowed. */
    enum Swallow {
        NOTHING,
        TO_SERVER,
        TO_CLIENT,
        BOTH
    }

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean refusing;
    private volatile Swallow swallow = Swallow.NOTHING;
    private volatile boolean closed;

    TcpProxy(int target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon("proxy-accept", this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Cuts every connection; new ones are refused until {@link #heal}. */
    void cut() {
        refusing = true;
        open.forEach(TcpProxy::closeQuietly);
    }

    /** From now on swallows the bytes of a direction, on connections that stay open. */
    void swallow(Swallow direction) {
        swallow = direction;
    }

    /** Works again. Connections that lost bytes are cut, since TCP never loses any from the middle. */
    void heal() {
        refusing = false;
        if (swallow != Swallow.NOTHING) {
            swallow = Swallow.NOTHING;
            open.forEach(TcpProxy::closeQuietly);
        }
    }

    private void accept() {
        while (!closed) {
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
                daemon("proxy-up", () -> pump(client, server, Swallow.TO_SERVER));
                daemon("proxy-down", () -> pump(server, client, Swallow.TO_CLIENT));
            } catch (IOException e) {
                if (!closed) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void pump(Socket from, Socket to, Swallow direction) {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (swallow != direction && swallow != Swallow.BOTH) {
                    out.write(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            // one side is gone: so the other goes, below
        } finally {
            end(from, to);
        }
    }

    private void end(Socket a, Socket b) {
        open.remove(a);
        open.remove(b);
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
        closed = true;
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
