package io.hallpulse.gateway.ca;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A key of the gateway's own, as a file keeps it.
 *
 * @param chain its certificate first and that of the CA last: whoever enrols compares the latter's fingerprint
 */
record OwnKey(PrivateKey key, List<X509Certificate> chain) {
    private static final char[] NO_PASSWORD = {};
    private static final String ENTRY = "hallpulse";

    OwnKey {
        chain = List.copyOf(chain);
    }

    X509Certificate certificate() {
        return chain.get(0);
    }

    X509Certificate authority() {
        return chain.get(chain.size() - 1);
    }

    /** Its name among keys. */
    String alias() {
        return certificate().getSerialNumber().toString(16) + " "
                + Keys.fingerprint(certificate().getPublicKey());
    }

    /** A PKCS 12 file without a password. */
    byte[] file() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(ENTRY, key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, NO_PASSWORD);
            return out.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first key of a PKCS 12 file without a password. */
    static OwnKey read(byte[] file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(file), NO_PASSWORD);
        for (String entry : Collections.list(store.aliases())) {
            Certificate @Nullable [] chain = store.getCertificateChain(entry);
            if (chain != null && store.getKey(entry, NO_PASSWORD) instanceof PrivateKey key) {
                return new OwnKey(
                        key, Stream.of(chain).map(X509Certificate.class::cast).toList());
            }
        }
        throw new GeneralSecurityException("it holds no key with its certificate");
    }

    /** Whether two thirds of its life are over. */
    boolean isDue(Instant now) {
        return now.isAfter(certificate().getNotAfter().toInstant().minus(SiteCa.LIFE.dividedBy(3)));
    }

    /** Whether it names all these. */
    boolean names(Collection<String> addresses) {
        try {
            Set<String> named = new HashSet<>();
            Collection<List<?>> alternatives = certificate().getSubjectAlternativeNames();
            if (alternatives != null) {
                alternatives.forEach(one -> named.add(String.valueOf(one.get(1))));
            }
            return named.containsAll(addresses);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
