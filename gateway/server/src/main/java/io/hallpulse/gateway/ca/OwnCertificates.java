package io.hallpulse.gateway.ca;

import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.runtime.disk.FileFault;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's own certificates: made when first asked for, kept in files beside the CA's, and replaced with a new key when two thirds of
 * their life are over or the machine has another address. No connection ends by that. Any thread.
 */
public final class OwnCertificates implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnCertificates.class);
    private static final long LOOK_HOURS = 1;
    /** The clocks of two machines may differ by that. */
    private static final Duration PASSING_LIFE = Duration.ofMinutes(5);

    private final SiteCa ca;
    private final Certificates certificates;
    private final CaFolder files;
    private final String gateway;
    private final ServerNames names;
    private final Actor by;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Map<Kind, RollingKeyManager> keys = new EnumMap<>(Kind.class);
    private final Fault renewal = new Fault(LOG, "certificates");
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "certificates");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Those of a gateway; none is made yet.
     *
     * @param folder of the CA
     * @param gateway its id
     */
    public OwnCertificates(
            SiteCa ca,
            Certificates certificates,
            Path folder,
            String gateway,
            ServerNames names,
            Actor by,
            InstantSource clock,
            SecureRandom random)
            throws IOException {
        this.ca = ca;
        this.certificates = certificates;
        this.files = new CaFolder(folder);
        this.gateway = gateway;
        this.names = names;
        this.by = by;
        this.clock = clock;
        this.random = random;
        timer.scheduleWithFixedDelay(this::look, LOOK_HOURS, LOOK_HOURS, TimeUnit.HOURS);
    }

    /**
     * What a server shows, whose certificate changes under it. It asks for a client's certificate but judges none: a session that is resumed
     * is never asked again, so that the register decides with each connection, and can tell why.
     */
    public SSLContext server(Kind kind) throws IOException {
        return context(holder(kind), new AnyCertificate());
    }

    /** What the gateway shows to the broker as a client, with the certificate of the moment. */
    public SSLContext client(Kind kind) throws IOException {
        RollingKeyManager holder = holder(kind);
        try {
            return context(new RollingKeyManager(holder.key()), trusted());
        } catch (GeneralSecurityException e) {
            throw new IOException("the gateway's certificate cannot be used: " + e.getMessage(), e);
        }
    }

    private TrustManager[] trusted() throws GeneralSecurityException, IOException {
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        authorities.setCertificateEntry("ca", ca.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        return trust.getTrustManagers();
    }

    /** What the site's own broker shows, as text. */
    public ServerFiles files(Kind kind) throws IOException {
        OwnKey key = holder(kind).key();
        return new ServerFiles(
                Pem.of(ca.certificate()),
                Pem.of(key.certificate()),
                Pem.of("PRIVATE KEY", key.key().getEncoded()));
    }

    /**
     * What the gateway shows to the site's own broker for a moment, under whatever name. The register has none of it, so that it opens
     * nothing else.
     */
    public SSLContext passing(String name) throws IOException {
        try {
            KeyPair pair = Keys.draw(random);
            X509Certificate certificate = ca.issue(Kind.GATEWAY, name, pair.getPublic(), List.of(), PASSING_LIFE);
            return context(
                    new RollingKeyManager(new OwnKey(pair.getPrivate(), List.of(certificate, ca.certificate()))),
                    trusted());
        } catch (GeneralSecurityException e) {
            throw new IOException("no certificate can be made: " + e.getMessage(), e);
        }
    }

    static SSLContext context(KeyManager keys, TrustManager... trust) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS is not available: " + e.getMessage(), e);
        }
    }

    private synchronized RollingKeyManager holder(Kind kind) throws IOException {
        RollingKeyManager known = keys.get(kind);
        if (known == null) {
            known = new RollingKeyManager(stored(kind));
            keys.put(kind, known);
        }
        return known;
    }

    /** That of the file where it is still good, else a new one. */
    private OwnKey stored(Kind kind) throws IOException {
        String file = file(kind);
        if (files.has(file)) {
            try {
                OwnKey key = OwnKey.read(Files.readAllBytes(files.file(file)));
                if (isGood(kind, key)) {
                    return key;
                }
            } catch (GeneralSecurityException e) {
                LOG.warn("{} cannot be used ({}); another certificate is made", files.file(file), e.getMessage());
            } catch (java.nio.file.FileSystemException e) {
                throw FileFault.of(files.file(file), e);
            }
        }
        return made(kind);
    }

    private boolean isGood(Kind kind, OwnKey key) throws IOException {
        return key.authority().equals(ca.certificate())
                && certificates.judge(key.certificate()) == CertificateState.ACCEPTED
                && !key.isDue(clock.instant())
                && key.names(addresses(kind));
    }

    private OwnKey made(Kind kind) throws IOException {
        try {
            KeyPair pair = Keys.draw(random);
            OwnKey made = new OwnKey(
                    pair.getPrivate(),
                    List.of(ca.issue(kind, commonName(kind), pair.getPublic(), addresses(kind)), ca.certificate()));
            files.write(file(kind), made.file());
            certificates.enterOwn(by, kind, made.certificate());
            return made;
        } catch (GeneralSecurityException e) {
            throw new IOException("no key can be drawn: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a certificate was made");
        }
    }

    /**
     * Replaces all that are in use, with new keys.
     *
     * @return which those are
     * @throws IOException where one cannot be kept; the others are replaced
     */
    public synchronized List<String> renew() throws IOException {
        for (Map.Entry<Kind, RollingKeyManager> held : keys.entrySet()) {
            held.getValue().replace(made(held.getKey()));
        }
        return keys.keySet().stream().map(Kind::word).toList();
    }

    /** Replaces those that are due. */
    synchronized void renewDue() throws IOException {
        for (Map.Entry<Kind, RollingKeyManager> held : keys.entrySet()) {
            if (!isGood(held.getKey(), held.getValue().key())) {
                held.getValue().replace(made(held.getKey()));
                LOG.info("The certificate {} is renewed", held.getKey().word());
            }
        }
    }

    private void look() {
        try {
            renewDue();
            renewal.over();
        } catch (IOException | RuntimeException e) { // else the timer would never look again
            renewal.occurred("a certificate is due and cannot be renewed: " + Fault.oneLine(e));
            LOG.debug("A certificate is not renewed", e);
        }
    }

    private Collection<String> addresses(Kind kind) throws IOException {
        if (kind == Kind.MOSQUITTO) {
            return names.broker();
        }
        return kind.isServer() ? OwnAddresses.all(names.machine()) : List.of();
    }

    private String commonName(Kind kind) {
        return switch (kind) {
            case GATEWAY -> "gateway/" + gateway;
            case GATEWAY_OUT -> "gateway/" + gateway + "/out";
            default -> kind.word() + " " + gateway;
        };
    }

    private static String file(Kind kind) {
        return kind.word() + ".p12";
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
