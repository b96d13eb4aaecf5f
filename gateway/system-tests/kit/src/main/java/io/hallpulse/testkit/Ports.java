package io.hallpulse.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/** TCP ports of the loopback address. */
public final class Ports {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Ports() {}

    /** Waits until a server takes connections at its port; one that does not is ended. */
    static void awaitServer(Program server, int port) {
        try {
            await("a server on port " + port)
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        if (!server.isAlive()) {
                            throw new AssertionError("the server on port " + port + " ended:\n" + server.output());
                        }
                        return isListening(port);
                    });
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** One that nobody listens on. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
