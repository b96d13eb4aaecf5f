package io.hallpulse.gateway.ca;

import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.runtime.disk.FileFault;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate of the site's own in a file: PEM with key and chain, or PKCS 12 without a password. It is read again when it changes; one
 * that cannot be used leaves the former in force.
 */
public final class FileCertificate implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileCertificate.class);
    private static final long LOOK_SECONDS = 10;
    private static final int MOST_BYTES = 1024 * 1024;

    private final Path file;
    private final RollingKeyManager keys;
    private final Fault fault = new Fault(LOG, "http.tls");
    private byte[] content; // the timer's thread
    private volatile Instant ends;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "file-certificate");
        thread.setDaemon(true);
        return thread;
    });

    private FileCertificate(Path file, byte[] content) throws IOException {
        this.file = file;
        this.content = content;
        OwnKey key = parse(file, content);
        this.keys = new RollingKeyManager(key);
        this.ends = ends(key);
    }

    /**
     * Reads it.
     *
     * @throws IOException with one line that names the file, what is wrong with it, and the mend
     */
    public static FileCertificate open(Path file) throws IOException {
        FileCertificate opened = new FileCertificate(file, bytes(file));
        opened.timer.scheduleWithFixedDelay(opened::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        return opened;
    }

    /**
     * Reads it once.
     *
     * @throws IOException as {@link #open}
     */
    public static void check(Path file) throws IOException {
        parse(file, bytes(file));
    }

    /** What a server shows; its certificate changes with the file. */
    public SSLContext server() throws IOException {
        return OwnCertificates.context(keys, new AnyCertificate());
    }

    /** When the certificate in force runs out, or the first of those that it was signed by. */
    public Instant ends() {
        return ends;
    }

    private static Instant ends(OwnKey key) {
        return key.chain().stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    /** Reads the file again where it has changed. */
    void look() {
        try {
            byte[] now = bytes(file);
            if (!Arrays.equals(now, content)) {
                OwnKey key = parse(file, now);
                keys.replace(key);
                ends = ends(key);
                content = now;
                LOG.info("http.tls: {} has changed and is in force", file);
            }
            fault.over();
        } catch (IOException e) {
            fault.occurred(Fault.oneLine(e) + "; the former certificate stays in force");
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException(file + " is no certificate: it is larger than " + MOST_BYTES + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (FileSystemException e) {
            throw FileFault.of(file, e);
        }
    }

    private static OwnKey parse(Path file, byte[] content) throws IOException {
        try {
            String text = new String(content, StandardCharsets.ISO_8859_1);
            OwnKey key = text.contains("-----BEGIN ") ? pem(text) : OwnKey.read(content);
            key.certificate().checkValidity();
            return key;
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new IOException(
                    file + " cannot be used (" + Fault.oneLine(e)
                            + "); give PEM with the key and its certificates, or PKCS 12 without a password",
                    e);
        }
    }

    private static OwnKey pem(String text) throws IOException, GeneralSecurityException {
        PrivateKey key = null;
        List<X509Certificate> chain = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
                if (found instanceof X509CertificateHolder holder) {
                    chain.add(new JcaX509CertificateConverter().getCertificate(holder));
                } else if (found instanceof PEMKeyPair pair) {
                    key = new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
                } else if (found instanceof PrivateKeyInfo info) {
                    key = new JcaPEMKeyConverter().getPrivateKey(info);
                }
            }
        }
        if (key == null || chain.isEmpty()) {
            throw new IOException(
                    key == null ? "it holds no private key that is not encrypted" : "it holds no certificate");
        }
        return new OwnKey(key, chain);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
