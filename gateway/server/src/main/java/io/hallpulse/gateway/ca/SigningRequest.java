package io.hallpulse.gateway.ca;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/** A request for a certificate (PKCS 10). What it says of names is not believed; its key is, once it has signed for itself. */
public final class SigningRequest {
    /** One for a key on P-256 has some 210 bytes. */
    public static final int MOST_BYTES = 4096;

    private SigningRequest() {}

    /**
     * The key of a request, whose sender has been shown to hold the private one.
     *
     * @throws CertificateRefused with one line, where the request is unreadable, not signed by its key, or of a key of another kind
     */
    public static PublicKey verified(byte[] pkcs10) {
        if (pkcs10.length > MOST_BYTES) {
            throw new CertificateRefused("the request is longer than " + MOST_BYTES + " bytes");
        }
        try {
            JcaPKCS10CertificationRequest request = new JcaPKCS10CertificationRequest(pkcs10);
            PublicKey key = request.getPublicKey();
            if (!Keys.isP256(key)) {
                throw new CertificateRefused("the request's key is none on the curve P-256");
            }
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw new CertificateRefused("the request is not signed by its own key");
            }
            return key;
        } catch (IOException | GeneralSecurityException | OperatorException | PKCSException e) {
            throw new CertificateRefused("the request is no PKCS 10 in DER", e);
        } catch (IllegalArgumentException | IllegalStateException | ClassCastException e) {
            throw new CertificateRefused("the request is no PKCS 10 in DER", e); // Bouncy Castle's way to say so
        }
    }
}
