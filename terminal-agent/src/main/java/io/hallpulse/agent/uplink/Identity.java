package io.hallpulse.agent.uplink;

import io.hallpulse.runtime.disk.FileFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Who we are and whom we trust: a PKCS 12 file without a password that holds our key, our certificate and the site's CA. */
public final class Identity {
    private static final char[] NO_PASSWORD = new char[0];

    private Identity() {}

    /**
     * Reads the file.
     *
     * @throws IOException with one line: what, where, the mend
     */
    public static SSLSocketFactory read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(in, NO_PASSWORD);
            KeyStore trusted = trusted(own);
            if (trusted.size() == 0) {
                throw new IOException("it holds no CA certificate");
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, NO_PASSWORD);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (FileSystemException e) {
            throw FileFault.of(file, e);
        } catch (IOException | GeneralSecurityException e) {
            throw new IOException(
                    "identity " + file + " cannot be used: " + e.getMessage() + "; provision the terminal again", e);
        }
    }

    /** Whatever stands above our own certificate, be it in its chain or on its own. */
    private static KeyStore trusted(KeyStore own) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (String alias : Collections.list(own.aliases())) {
            if (own.isCertificateEntry(alias)) {
                trusted.setCertificateEntry(alias, own.getCertificate(alias));
            }
            Certificate[] chain = own.getCertificateChain(alias);
            for (int i = 1; chain != null && i < chain.length; i++) {
                trusted.setCertificateEntry(alias + "-" + i, chain[i]);
            }
        }
        return trusted;
    }
}
