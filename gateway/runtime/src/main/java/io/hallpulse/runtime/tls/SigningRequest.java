package io.hallpulse.runtime.tls;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import javax.security.auth.x500.X500Principal;

/** A certificate signing request, PKCS 10 (RFC 2986), of an EC key: the few bytes of DER that Java has no class for. */
public final class SigningRequest {
    private static final int NO_ATTRIBUTES = 0xA0;
    private static final byte[] VERSION_1 = {0x02, 0x01, 0x00};

    private SigningRequest() {}

    /** A new key on P-256, as all of a site are. */
    public static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has P-256", e);
        }
    }

    /** The request, DER; signed by the key that it is for. */
    public static byte[] write(KeyPair key, X500Principal subject) {
        byte[] content = Der.of(
                Der.SEQUENCE, VERSION_1, subject.getEncoded(), key.getPublic().getEncoded(), Der.of(NO_ATTRIBUTES));
        return Der.of(Der.SEQUENCE, content, Der.ecdsaSha256(), Der.bits(sign(key, content)));
    }

    static byte[] sign(KeyPair key, byte[] content) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key.getPrivate());
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of P-256 signs with SHA-256", e);
        }
    }
}
