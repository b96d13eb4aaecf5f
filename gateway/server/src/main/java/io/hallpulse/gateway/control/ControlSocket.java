package io.hallpulse.gateway.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.runtime.disk.FileFault;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Unix socket under {@code data} for commands of the gateway's own user: each connection brings one line of JSON and takes one back. A
 * few are served at once, and one that neither asks nor reads is let go.
 */
public final class ControlSocket implements AutoCloseable {
    static final String NAME = "gateway.sock";
    /** Of a line, either way. */
    static final int MOST_BYTES = 256 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
    private static final int AT_ONCE = 4;
    private static final int PATIENCE_SECONDS = 30;
    private static final long CLOSE_WAIT_MILLIS = 500;

    /** Of the path of a socket, by the kernel's {@code sockaddr_un}, whose last byte is a zero. */
    private static final int LONGEST_PATH_BYTES = 107;

    private final Path path;
    private final ServerSocketChannel server;
    private final Map<String, Work> works;
    private final Thread thread = new Thread(this::serve, "control");
    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(AT_ONCE + 1, task -> {
        Thread worker = new Thread(task, "control-work");
        worker.setDaemon(true);
        return worker;
    });

    /** What is done for one kind of request. Any thread. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it.
         *
         * @return the answer, which becomes JSON; what is thrown becomes a refusal with its message
         */
        Object on(JsonNode request) throws Exception;
    }

    /** A request of that kind. */
    record Question(String what, JsonNode request) {}

    /** One of both. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(@Nullable JsonNode answer, @Nullable String refused) {}

    private ControlSocket(Path path, ServerSocketChannel server, Map<String, Work> works) {
        this.path = path;
        this.server = server;
        this.works = Map.copyOf(works);
        thread.setDaemon(true);
    }

    /**
     * Begins to answer, in place of a socket that an earlier process left behind.
     *
     * @param works by the kind of request
     * @throws IOException with one line, where there can be no socket, or another gateway answers there
     */
    public static ControlSocket open(Path folder, Map<String, Work> works) throws IOException {
        Path path = folder.resolve(NAME);
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH_BYTES) {
            throw new IOException("no control socket at " + path + ", since its path has over " + LONGEST_PATH_BYTES
                    + " bytes; choose a data folder with a shorter path");
        }
        if (ControlClient.isAnswered(path)) {
            throw new IOException("another gateway answers at " + path + "; stop that one first");
        }
        Files.deleteIfExists(path);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path)); // in a folder that its owner alone may enter
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            server.close();
            throw FileFault.of(path, e);
        }
        ControlSocket socket = new ControlSocket(path, server, works);
        socket.thread.start();
        return socket;
    }

    /**
     * A request as a value of its class.
     *
     * @throws IOException where it is none
     */
    public static <T> T read(JsonNode request, Class<T> type) throws IOException {
        try {
            return Json.read(Json.write(request), type);
        } catch (UnreadableMessage e) {
            throw new IOException("the request cannot be read: " + e.getMessage(), e);
        }
    }

    private void serve() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                workers.execute(() -> serve(client));
            } catch (ClosedChannelException e) {
                LOG.debug("the control socket is closed");
            } catch (IOException e) {
                LOG.debug("a command was not heard: {}", e.getMessage());
            }
        }
    }

    private void serve(SocketChannel client) {
        ScheduledFuture<?> end = workers.schedule(() -> close(client), PATIENCE_SECONDS, TimeUnit.SECONDS);
        try (client) {
            ControlClient.write(client, answer(line(client)));
        } catch (IOException e) {
            LOG.debug("a command was not answered: {}", e.getMessage());
        } finally {
            end.cancel(false);
        }
    }

    private static void close(SocketChannel client) {
        try {
            client.close();
        } catch (IOException e) {
            LOG.debug("a command's connection did not close: {}", e.getMessage());
        }
    }

    private Answer answer(byte[] line) {
        try {
            Question question = Json.read(line, Question.class);
            Work work = works.get(question.what());
            if (work == null) {
                return new Answer(null, "this gateway knows no '" + question.what() + "'; is it of an older version?");
            }
            return new Answer(Json.read(Json.write(work.on(question.request())), JsonNode.class), null);
        } catch (OperationFailed | IllegalArgumentException | UnreadableMessage | IOException e) {
            return new Answer(null, Fault.oneLine(e));
        } catch (Exception e) {
            LOG.warn("a command failed", e);
            return new Answer(null, Fault.oneLine(e));
        }
    }

    /** Up to the end of a line, or of what comes. */
    static byte[] line(SocketChannel channel) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer part = ByteBuffer.allocate(4096);
        while (channel.read(part) >= 0) {
            part.flip();
            while (part.hasRemaining()) {
                byte next = part.get();
                if (next == '\n') {
                    return line.toByteArray();
                }
                line.write(next);
            }
            if (line.size() > MOST_BYTES) {
                throw new IOException("a line of over " + MOST_BYTES + " bytes");
            }
            part.clear();
        }
        return line.toByteArray();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        server.close();
        Files.deleteIfExists(path);
        workers.shutdownNow();
        thread.join(CLOSE_WAIT_MILLIS);
    }
}
