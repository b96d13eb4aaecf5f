package io.hallpulse.runtime.tls;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import javax.security.auth.x500.X500Principal;

/** A certificate signing request, PKCS 10 (RFC 2986), of an EC key: the few bytes of DER that Java has no class for. */
public final class SigningRequest {
    private static final int SEQUENCE = 0x30;
    private static final int BIT_STRING = 0x03;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int NO_ATTRIBUTES = 0xA0;
    private static final byte[] VERSION_1 = {0x02, 0x01, 0x00};
    /** 1.2.840.10045.4.3.2, ecdsa-with-SHA256. */
    private static final byte[] ECDSA_SHA256 = {0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x04, 0x03, 0x02};

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
        byte[] content =
                der(SEQUENCE, VERSION_1, subject.getEncoded(), key.getPublic().getEncoded(), der(NO_ATTRIBUTES));
        byte[] algorithm = der(SEQUENCE, der(OBJECT_IDENTIFIER, ECDSA_SHA256));
        return der(SEQUENCE, content, algorithm, der(BIT_STRING, new byte[] {0}, sign(key, content)));
    }

    private static byte[] sign(KeyPair key, byte[] content) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key.getPrivate());
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of P-256 signs with SHA-256", e);
        }
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        int length = content.size();
        if (length > 0xFF) {
            whole.write(0x82);
            whole.write(length >> Byte.SIZE);
        } else if (length > 0x7F) {
            whole.write(0x81);
        }
        whole.write(length);
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }
}
