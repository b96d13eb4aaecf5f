package io.hallpulse.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** TCP ports of the loopback address. */
public final class Ports {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int FIRST = 20_000;
    private static final int BLOCK = 100;
    private static final int BLOCKS = 120;
    private static final String LISTENING = "0A"; // TCP_LISTEN of the kernel
    private static final Block OWN = Block.taken();
    private static final AtomicInteger NEXT = new AtomicInteger();

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

    /** By the kernel's tables: a connection that is made to find out, and is closed at once, has led Mosquitto to reset the next one. */
    private static boolean isListening(int port) throws IOException {
        String local = String.format(Locale.ROOT, ":%04X", port);
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] columns = line.strip().split(" +"); // number, local address, remote address, state, ...
                if (columns[1].endsWith(local) && columns[3].equals(LISTENING)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * One that nobody listens on, below those that the kernel gives to whoever asks for any, and from a block that no other test process has:
     * so that none of them is given away before the server that it is for has it.
     */
    public static int free() {
        for (int tries = 0; tries < BLOCK; tries++) {
            int port = OWN.first() + Math.floorMod(NEXT.getAndIncrement(), BLOCK);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // somebody has it: another
            }
        }
        throw new IllegalStateException("none of " + BLOCK + " ports is free");
    }

    /**
     * A block of ports, whose file this process holds locked until it ends.
     *
     * @param lock here so that it is not given up with the object
     */
    private record Block(FileLock lock, int first) {
        static Block taken() {
            try {
                Path folder = Files.createDirectories(Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "hallpulse-test-ports-" + System.getProperty("user.name")));
                int begin = ThreadLocalRandom.current().nextInt(BLOCKS);
                for (int i = 0; i < BLOCKS; i++) {
                    int block = (begin + i) % BLOCKS;
                    FileChannel file = FileChannel.open(
                            folder.resolve(Integer.toString(block)),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    FileLock lock = file.tryLock();
                    if (lock != null) {
                        return new Block(lock, FIRST + block * BLOCK);
                    }
                    file.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            throw new IllegalStateException("other test processes hold all blocks of ports");
        }
    }
}
