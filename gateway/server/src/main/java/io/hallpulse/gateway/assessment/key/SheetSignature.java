package io.hallpulse.gateway.assessment.key;

import io.hallpulse.domain.assessment.ranking.Ticket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** The check of what a gateway has signed: Ed25519 (RFC 8032) over the bytes of the canonical JSON. Whoever has the public key can make it. Any thread. */
public final class SheetSignature {
    static final String ALGORITHM = "Ed25519";

    private SheetSignature() {}

    /**
     * What is wrong with a sheet, in one line; empty where nothing is.
     *
     * @param content canonical JSON
     * @param digest SHA-256 that it was published under, in hexadecimal digits
     * @param signature in Base64
     */
    public static Optional<String> fault(String content, String digest, String signature, PublicKey key) {
        if (!Ticket.sha256(content).equals(digest)) {
            return Optional.of("the content has another digest than the one that it was published under");
        }
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(content.getBytes(StandardCharsets.UTF_8));
            return check.verify(Base64.getDecoder().decode(signature))
                    ? Optional.empty()
                    : Optional.of("the signature was not made by this key over this content");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.of("the signature cannot be read");
        }
    }

    /**
     * The public key of an encoded one.
     *
     * @param encoded SubjectPublicKeyInfo in Base64, blanks and line ends do not matter
     * @throws GeneralSecurityException where it is none of Ed25519
     */
    public static PublicKey key(String encoded) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(
                            new X509EncodedKeySpec(Base64.getMimeDecoder().decode(encoded)));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** SHA-256 of the SubjectPublicKeyInfo, in 64 hexadecimal digits. */
    public static String fingerprint(PublicKey key) {
        return Ticket.sha256(key.getEncoded());
    }

    /** A fingerprint in groups of four, as it is made to be printed and read out. */
    public static String printed(String fingerprint) {
        return fingerprint.replaceAll("(.{4})(?!$)", "$1 ");
    }

    /** The digits of a fingerprint however somebody wrote it; empty where it is none. */
    public static Optional<String> digits(String written) {
        String digits = written.replaceAll("[\\s:-]", "").toLowerCase(Locale.ROOT);
        return digits.matches("[0-9a-f]{64}") ? Optional.of(digits) : Optional.empty();
    }
}
