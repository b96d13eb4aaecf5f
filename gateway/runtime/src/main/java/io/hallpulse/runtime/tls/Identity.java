package io.hallpulse.runtime.tls;

import io.hallpulse.runtime.disk.FileFault;
import io.hallpulse.runtime.disk.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Who a program is to others: key, certificate and the site CA in a PKCS 12 file without a password. Reading one takes three derivations of
 * a key by ten thousand rounds each: a tenth of a second on a small board. What connects often keeps it.
 */
public final class Identity {
    private static final char[] NO_PASSWORD = {};
    private static final String ALIAS = "hallpulse";

    private final KeyManager[] keys;
    private final X509Certificate certificate;
    private final List<X509Certificate> authorities;

    private Identity(KeyStore store) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        this.keys = keys.getKeyManagers();
        X509Certificate own = null;
        List<X509Certificate> trusted = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            List<X509Certificate> found = certificates(store, alias);
            if (store.isKeyEntry(alias) && !found.isEmpty()) {
                own = found.get(0);
            }
            found.stream().filter(one -> one.getBasicConstraints() >= 0).forEach(trusted::add);
        }
        if (own == null) {
            throw new IOException("it holds no private key");
        }
        if (trusted.isEmpty()) {
            throw new IOException("it holds no certificate of the site CA");
        }
        this.certificate = own;
        this.authorities = List.copyOf(trusted);
    }

    /**
     * Reads a file. Trusted are the authorities in it and no others, so that nobody but the site can play the other side.
     *
     * @param mend what helps where it cannot be used
     * @throws IOException where it cannot be read or lacks a part, with one line that says what
     */
    public static SSLContext read(Path file, String mend) throws IOException {
        Identity identity = load(file, mend);
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            KeyStore authorities = KeyStore.getInstance("PKCS12");
            authorities.load(null, null);
            for (X509Certificate authority : identity.authorities) {
                authorities.setCertificateEntry("authority-" + authorities.size(), authority);
            }
            trust.init(authorities);
            return identity.context(trust.getTrustManagers());
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(file, mend, e);
        }
    }

    /**
     * Reads a file.
     *
     * @param mend what helps where it cannot be used
     * @throws IOException where it cannot be read or lacks a part, with one line that says what
     */
    public static Identity load(Path file, String mend) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, NO_PASSWORD);
            return new Identity(store);
        } catch (FileSystemException e) {
            throw FileFault.of(file, e);
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(file, mend, e);
        }
    }

    private static IOException unusable(Path file, String mend, Exception e) {
        return new IOException("identity " + file + " cannot be used: " + e.getMessage() + "; " + mend, e);
    }

    /**
     * Writes a file whole, for its owner alone.
     *
     * @param chain the key's certificate first, then the site CA's
     * @throws IOException with one line, where it cannot be written
     */
    public static void write(Path file, PrivateKey key, List<X509Certificate> chain) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(ALIAS, key, NO_PASSWORD, chain.toArray(Certificate[]::new));
            store.store(content, NO_PASSWORD);
        } catch (GeneralSecurityException e) {
            throw new IOException("identity " + file + " cannot be made: " + e.getMessage(), e);
        }
        WholeFile.replace(file, content.toByteArray());
    }

    /** The certificate that it shows. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** The authorities that it trusts. */
    public List<X509Certificate> authorities() {
        return authorities;
    }

    /**
     * Sockets that show the certificate, over TLS 1.3 alone, to who has one of the site's CA, by the rule of {@link SiteTrust}.
     *
     * @param syncedTime now, empty while the wall clock is not synced
     */
    public SSLSocketFactory sockets(Supplier<Optional<Instant>> syncedTime) throws IOException {
        try {
            TrustManager[] trust = {new SiteTrust(authorities, syncedTime)};
            return new ClientSockets(context(trust).getSocketFactory());
        } catch (GeneralSecurityException e) {
            throw new IOException("the identity cannot be used: " + e.getMessage(), e);
        }
    }

    private SSLContext context(TrustManager[] trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust, null);
        return context;
    }

    private static List<X509Certificate> certificates(KeyStore store, String alias) throws GeneralSecurityException {
        Certificate @Nullable [] chain = store.getCertificateChain(alias);
        List<X509Certificate> found = new ArrayList<>();
        for (Certificate certificate : chain == null ? new Certificate[] {store.getCertificate(alias)} : chain) {
            if (certificate instanceof X509Certificate x509) {
                found.add(x509);
            }
        }
        return found;
    }
}
