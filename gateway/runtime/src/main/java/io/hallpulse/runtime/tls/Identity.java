package io.hallpulse.runtime.tls;

import io.hallpulse.runtime.disk.FileFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Who a program is to others: key, certificate and the site CA in a PKCS 12 file without a password. */
public final class Identity {
    private static final char[] NO_PASSWORD = {};

    private Identity() {}

    /**
     * Reads a file. Trusted are the authorities in it and no others, so that nobody but the site can play the other side.
     *
     * @param mend what helps where it cannot be used
     * @throws IOException where it cannot be read or lacks a part, with one line that says what
     */
    public static SSLContext read(Path file, String mend) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, NO_PASSWORD);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities(store));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (FileSystemException e) {
            throw FileFault.of(file, e);
        } catch (IOException | GeneralSecurityException e) {
            throw new IOException("identity " + file + " cannot be used: " + e.getMessage() + "; " + mend, e);
        }
    }

    private static KeyStore authorities(KeyStore store) throws IOException, GeneralSecurityException {
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        boolean hasKey = false;
        for (String alias : Collections.list(store.aliases())) {
            hasKey |= store.isKeyEntry(alias);
            for (X509Certificate certificate : certificates(store, alias)) {
                if (certificate.getBasicConstraints() >= 0) {
                    authorities.setCertificateEntry("authority-" + authorities.size(), certificate);
                }
            }
        }
        if (!hasKey) {
            throw new IOException("it holds no private key");
        }
        if (authorities.size() == 0) {
            throw new IOException("it holds no certificate of the site CA");
        }
        return authorities;
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
