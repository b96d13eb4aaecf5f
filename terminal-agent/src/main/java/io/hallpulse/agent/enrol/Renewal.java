package io.hallpulse.agent.enrol;

import io.hallpulse.agent.clock.TerminalClock;
import io.hallpulse.runtime.program.OperationFailed;
import io.hallpulse.runtime.tls.Identity;
import io.hallpulse.runtime.tls.SigningRequest;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The renewal of a terminal's certificate by the one that it has, with a new key. Every certificate of a site holds since 1970, so that
 * only its end tells its age: it is renewed when a third of the usual life of 825 days is left, less up to a tenth of that so that a hall's
 * terminals do not all come at once. Only a clock that is kept right says so. A thread of its own, which looks once an hour.
 */
public final class Renewal implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Renewal.class);
    private static final Duration LEFT = Duration.ofDays(825).dividedBy(3);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final long CLOSE_WAIT_MILLIS = 500;

    private final TerminalFolder folder;
    private final Path identity;
    private final TerminalClock clock;
    private final Duration left;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "renewal");

    private Renewal(Path data, Path identity, TerminalClock clock, RandomGenerator random) {
        this.folder = new TerminalFolder(data);
        this.identity = identity;
        this.clock = clock;
        this.left = LEFT.minus(Duration.ofSeconds(random.nextLong(LEFT.toSeconds() / 10)));
        thread.setDaemon(true);
    }

    /** Begins to look after that identity. */
    public static Renewal start(Path data, Path identity, TerminalClock clock, RandomGenerator random) {
        Renewal renewal = new Renewal(data, identity, clock, random);
        renewal.thread.start();
        return renewal;
    }

    private void run() {
        try {
            do {
                renewIfDue();
            } while (!closed.await(EVERY.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void renewIfDue() {
        try {
            Optional<GatewayUrl> gateway = folder.gateway();
            Optional<Instant> now = clock.syncedTime();
            if (gateway.isEmpty() || now.isEmpty() || Files.exists(TerminalCredentials.renewed(identity))) {
                return;
            }
            Identity present = Identity.load(identity, "provision the terminal again");
            Instant due = present.certificate().getNotAfter().toInstant().minus(left);
            if (!now.get().isBefore(due)) {
                renew(gateway.get(), present);
            }
        } catch (IOException | OperationFailed | IllegalArgumentException e) {
            log.warn("the certificate is not renewed yet: {}; it is tried again in an hour", e.getMessage());
        }
    }

    private void renew(GatewayUrl gateway, Identity present) throws IOException {
        KeyPair key = SigningRequest.newKey();
        byte[] request = SigningRequest.write(key, present.certificate().getSubjectX500Principal());
        EstClient.Answer answer = new EstClient(gateway, present.sockets(clock::syncedTime)).reenroll(request);
        if (answer.status() != HttpURLConnection.HTTP_OK) {
            throw new OperationFailed(gateway + " refuses: " + answer.line());
        }
        X509Certificate issued = answer.certificates().stream()
                .filter(one -> one.getPublicKey().equals(key.getPublic()))
                .findFirst()
                .orElseThrow(() -> new OperationFailed("the gateway's certificate is for another key"));
        X509Certificate authority = present.authorities().get(0);
        Identity.write(TerminalCredentials.renewed(identity), key.getPrivate(), List.of(issued, authority));
        log.info(
                "the certificate is renewed until {}; it is used from the next connection on",
                issued.getNotAfter().toInstant());
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(CLOSE_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
