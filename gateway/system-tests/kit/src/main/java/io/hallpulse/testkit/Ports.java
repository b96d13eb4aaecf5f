package io.hallpulse.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of the loopback address. */
public final class Ports {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;

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

    /**
     * One that nobody listens on, below those that the kernel gives to whoever asks for any: so that none of them is given away before the
     * server that it is for has it.
     */
    public static int free() {
        for (int tries = 0; tries < 100; tries++) {
            int port = FIRST + ThreadLocalRandom.current().nextInt(COUNT);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // somebody has it: another
            }
        }
        throw new IllegalStateException("none of a hundred ports is free");
    }
}
