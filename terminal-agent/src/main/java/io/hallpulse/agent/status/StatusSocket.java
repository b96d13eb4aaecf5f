package io.hallpulse.agent.status;

import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Status;
import io.hallpulse.runtime.disk.FileFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Unix socket under {@code data} that answers each connection with the status message, and closes it. */
public final class StatusSocket implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StatusSocket.class);
    private static final String NAME = "agent.sock";
    private static final long CLOSE_WAIT_MILLIS = 500;

    /** Of the path of a socket, by the kernel's {@code sockaddr_un}, whose last byte is a zero. */
    private static final int LONGEST_BYTES = 107;

    private final Path path;
    private final ServerSocketChannel server;
    private final Supplier<Status> status;
    private final Thread thread;

    private StatusSocket(Path path, ServerSocketChannel server, Supplier<Status> status) {
        this.path = path;
        this.server = server;
        this.status = status;
        this.thread = new Thread(this::serve, "status");
        thread.setDaemon(true);
    }

    /**
     * Begins to answer, in place of a socket that an earlier process left behind.
     *
     * @throws IOException with one line, where there can be no socket
     */
    public static StatusSocket open(Path folder, Supplier<Status> status) throws IOException {
        Path path = folder.resolve(NAME);
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            throw new IOException("no status socket at " + path + ", since its path has over " + LONGEST_BYTES
                    + " bytes; choose a data folder with a shorter path");
        }
        Files.deleteIfExists(path);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            server.close();
            throw FileFault.of(path, e);
        }
        StatusSocket socket = new StatusSocket(path, server, status);
        socket.thread.start();
        return socket;
    }

    /**
     * Queries the agent that runs on that folder.
     *
     * @throws IOException where none runs there
     */
    public static byte[] query(Path folder) throws IOException {
        try (SocketChannel agent = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve(NAME)))) {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            Channels.newInputStream(agent).transferTo(answer);
            return answer.toByteArray();
        }
    }

    private void serve() {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                ByteBuffer answer = ByteBuffer.wrap(Json.write(status.get()));
                while (answer.hasRemaining()) {
                    client.write(answer);
                }
            } catch (ClosedChannelException e) {
                log.debug("the status socket is closed");
            } catch (IOException e) {
                log.debug("a status was not read: {}", e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(path);
            thread.join(CLOSE_WAIT_MILLIS);
        } catch (IOException e) {
            log.warn("the status socket did not close: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
