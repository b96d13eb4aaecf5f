package io.hallpulse.agent.enrol;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.agent.clock.TerminalClock;
import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.uplink.Credentials;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.runtime.disk.FileFault;
import io.hallpulse.runtime.disk.WholeFile;
import io.hallpulse.runtime.tls.Identity;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The identity of a terminal over its renewals. A renewed one lies beside the old until a broker has let the terminal in by it; while that fails,
 * both are tried in turns, so that no renewal can lock a terminal out. For the uplink's thread.
 */
public final class TerminalCredentials implements Credentials {
    private static final Logger log = LoggerFactory.getLogger(TerminalCredentials.class);
    private static final long ASK_EVERY_NANOS = Duration.ofMinutes(1).toNanos();
    private static final String MEND = "provision the terminal again";

    private final AgentConfig config;
    private final TerminalClock clock;
    private final Path file;
    private final Path renewed;
    private Version read;
    private Identity identity;
    private boolean byRenewed;
    private boolean asked;
    private long askedNanos;

    /** @throws IOException with one line, where the identity cannot be used */
    public TerminalCredentials(AgentConfig config, TerminalClock clock) throws IOException {
        this.config = config;
        this.clock = clock;
        this.file = Objects.requireNonNull(config.gateway().identity());
        this.renewed = renewed(file);
        this.read = Version.of(file);
        this.identity = Identity.load(file, MEND);
    }

    /** Where a renewed identity waits for its first connection. */
    static Path renewed(Path identity) {
        return identity.resolveSibling(identity.getFileName() + ".renewed");
    }

    @Override
    public SSLSocketFactory sockets() throws IOException {
        byRenewed = !byRenewed && Files.exists(renewed);
        return newest().sockets(clock::syncedTime);
    }

    /** Of the file that is in use; read anew where that is another than before. */
    private Identity newest() throws IOException {
        Version used = Version.of(byRenewed ? renewed : file);
        if (!used.equals(read)) {
            identity = Identity.load(used.file(), MEND);
            read = used;
        }
        return identity;
    }

    /** A file as it was written once. */
    private record Version(Path file, FileTime written) {
        static Version of(Path file) throws IOException {
            try {
                return new Version(file, Files.getLastModifiedTime(file));
            } catch (FileSystemException e) {
                throw FileFault.of(file, e);
            }
        }
    }

    @Override
    public void connected() {
        if (byRenewed) {
            try {
                WholeFile.move(renewed, file);
                byRenewed = false;
                log.info("the renewed certificate is in use");
            } catch (IOException e) {
                log.warn("the renewed certificate works, and the old one stays beside it: {}", e.getMessage());
            }
        }
    }

    @Override
    public Optional<String> refusal() {
        long now = clock.nanos();
        if (asked && now - askedNanos < ASK_EVERY_NANOS) {
            return Optional.empty();
        }
        try {
            Optional<GatewayUrl> gateway = new TerminalFolder(config.data()).gateway();
            if (gateway.isEmpty()) {
                return Optional.empty(); // it did not enrol by itself, so nobody is known who could tell
            }
            asked = true;
            askedNanos = now;
            EstClient.Answer answer =
                    new EstClient(gateway.get(), newest().sockets(clock::syncedTime)).get("/api/v1/enrolment/self");
            return answer.status() == HttpURLConnection.HTTP_OK
                    ? words(Json.read(answer.body(), JsonNode.class))
                    : Optional.of("the gateway answers: " + answer.line());
        } catch (UnreadableMessage e) {
            return Optional.of("the gateway's answer cannot be read: " + e.getMessage());
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> words(JsonNode self) {
        String name = self.path("hall").asText("") + "/" + self.path("terminal").asText("");
        String ours = config.terminalId().toString();
        return Optional.ofNullable(
                switch (self.path("state").asText("")) {
                    case "revoked" -> "its certificate is revoked; enrol it again by a new code";
                    case "expired" -> "its certificate has run out; enrol it again by a new code";
                    case "unknown" -> "the gateway does not know its certificate; enrol it again by a new code";
                    case "accepted", "retiring" ->
                        name.equals(ours) || name.equals("/")
                                ? null
                                : "its certificate is that of " + name + ", and its file says " + ours
                                        + "; correct the file, or enrol it again";
                    default -> null;
                });
    }
}
