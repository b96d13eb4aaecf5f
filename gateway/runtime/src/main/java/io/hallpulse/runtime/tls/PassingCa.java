package io.hallpulse.runtime.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * A certificate authority whose key is in memory alone and goes with the process. Its certificates are of the same kinds as those of a
 * site's, so that a program that learns by them meets all that it will meet there; they are good for the loopback address.
 */
public final class PassingCa {
    private static final X500Principal NAME = new X500Principal("CN=passing");
    private static final byte[] VERSION_3 = Der.of(0xA0, Der.of(Der.INTEGER, new byte[] {2}));
    /** As long as the short form of a date reaches: nothing of this outlives the process. */
    private static final byte[] ALWAYS = Der.of(
            Der.SEQUENCE, Der.of(Der.UTC_TIME, ascii("700101000000Z")), Der.of(Der.UTC_TIME, ascii("491231235959Z")));

    private static final byte[] TRUE = Der.of(Der.BOOLEAN, new byte[] {(byte) 0xFF});
    private static final int EXTENSIONS = 0xA3;
    private static final int KEY_IDENTIFIER = 0x80;
    private static final int IP_ADDRESS = 0x87;

    // the last byte of 2.5.29.x
    private static final int SUBJECT_KEY = 14;
    private static final int KEY_USAGE = 15;
    private static final int ALTERNATIVE_NAME = 17;
    private static final int BASIC_CONSTRAINTS = 19;
    private static final int AUTHORITY_KEY = 35;
    private static final int EXTENDED_KEY_USAGE = 37;

    // bits of the key usage, with the number of unused ones before them
    private static final byte[] SIGNS_CERTIFICATES = {1, 0x06};
    private static final byte[] SIGNS = {7, (byte) 0x80};

    // the last byte of 1.3.6.1.5.5.7.3.x
    private static final int SERVER = 1;
    private static final int CLIENT = 2;

    private final KeyPair key = SigningRequest.newKey();
    private final X509Certificate certificate;
    private int serial;

    public PassingCa() {
        certificate = sign(
                NAME,
                key.getPublic(),
                List.of(
                        extension(BASIC_CONSTRAINTS, true, Der.of(Der.SEQUENCE, TRUE)),
                        extension(KEY_USAGE, true, Der.of(Der.BIT_STRING, SIGNS_CERTIFICATES)),
                        extension(SUBJECT_KEY, false, Der.of(Der.OCTET_STRING, identifier(key.getPublic())))));
    }

    /** Its own certificate, which the other side trusts. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** A certificate of a server on the loopback address. */
    public X509Certificate server(PublicKey holder) {
        byte[] address = Der.of(IP_ADDRESS, new byte[] {127, 0, 0, 1});
        return leaf(
                "server", holder, SERVER, List.of(extension(ALTERNATIVE_NAME, false, Der.of(Der.SEQUENCE, address))));
    }

    /** A certificate of a client. */
    public X509Certificate client(String name, PublicKey holder) {
        return leaf(name, holder, CLIENT, List.of());
    }

    private X509Certificate leaf(String name, PublicKey holder, int purpose, List<byte[]> more) {
        byte[] use = Der.of(Der.OBJECT_IDENTIFIER, new byte[] {0x2B, 6, 1, 5, 5, 7, 3, (byte) purpose});
        byte[] authority = Der.of(KEY_IDENTIFIER, identifier(key.getPublic()));
        List<byte[]> extensions = new ArrayList<>(List.of(
                extension(BASIC_CONSTRAINTS, true, Der.of(Der.SEQUENCE)),
                extension(KEY_USAGE, true, Der.of(Der.BIT_STRING, SIGNS)),
                extension(EXTENDED_KEY_USAGE, false, Der.of(Der.SEQUENCE, use)),
                extension(AUTHORITY_KEY, false, Der.of(Der.SEQUENCE, authority)),
                extension(SUBJECT_KEY, false, Der.of(Der.OCTET_STRING, identifier(holder)))));
        extensions.addAll(more);
        return sign(new X500Principal("CN=" + name), holder, extensions);
    }

    private X509Certificate sign(X500Principal subject, PublicKey holder, List<byte[]> extensions) {
        serial++;
        byte[] content = Der.of(
                Der.SEQUENCE,
                VERSION_3,
                Der.of(Der.INTEGER, new byte[] {(byte) serial}),
                Der.ecdsaSha256(),
                NAME.getEncoded(),
                ALWAYS,
                subject.getEncoded(),
                holder.getEncoded(),
                Der.of(EXTENSIONS, Der.of(Der.SEQUENCE, extensions.toArray(byte[][]::new))));
        byte[] signed = Der.of(Der.SEQUENCE, content, Der.ecdsaSha256(), Der.bits(SigningRequest.sign(key, content)));
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java reads certificates", e);
        }
    }

    private static byte[] extension(int kind, boolean critical, byte[] value) {
        byte[] name = Der.of(Der.OBJECT_IDENTIFIER, new byte[] {0x55, 0x1D, (byte) kind});
        return Der.of(Der.SEQUENCE, name, critical ? TRUE : new byte[0], Der.of(Der.OCTET_STRING, value));
    }

    private static byte[] identifier(PublicKey key) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(key.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
