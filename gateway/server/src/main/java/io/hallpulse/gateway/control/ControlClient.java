package io.hallpulse.gateway.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A command's side of the control socket. */
public final class ControlClient {
    private static final Logger LOG = LoggerFactory.getLogger(ControlClient.class);

    private ControlClient() {}

    /**
     * Has the gateway that runs on a folder do something.
     *
     * @param what the kind of request
     * @param request becomes JSON
     * @return its answer; empty where no gateway runs there
     * @throws OperationFailed with one line, where it refuses
     * @throws IOException where it does not answer
     */
    public static Optional<JsonNode> request(Path folder, String what, Object request) throws IOException {
        Path path = folder.resolve(ControlSocket.NAME);
        SocketChannel gateway = connect(path);
        if (gateway == null) {
            return Optional.empty();
        }
        try (gateway) {
            write(gateway, new ControlSocket.Question(what, Json.read(Json.write(request), JsonNode.class)));
            ControlSocket.Answer answer = Json.read(ControlSocket.line(gateway), ControlSocket.Answer.class);
            if (answer.refused() != null) {
                throw new OperationFailed(answer.refused());
            }
            return Optional.ofNullable(answer.answer());
        } catch (UnreadableMessage e) {
            throw new IOException("the gateway at " + path + " gave no answer; its log may say why", e);
        }
    }

    /** Whether a gateway listens there. */
    static boolean isAnswered(Path path) throws IOException {
        try (SocketChannel gateway = connect(path)) {
            return gateway != null;
        }
    }

    /** Null where nobody listens: there is no socket, or one that an earlier process left behind. */
    private static @Nullable SocketChannel connect(Path path) {
        try {
            return SocketChannel.open(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            LOG.debug("nobody answers at {}: {}", path, e.getMessage());
            return null;
        }
    }

    /** One line of JSON. */
    static void write(SocketChannel channel, Object message) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(Json.write(message));
        line.write('\n');
        ByteBuffer rest = ByteBuffer.wrap(line.toByteArray());
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }
}
