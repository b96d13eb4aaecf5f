package io.hallpulse.gateway.assessment.key;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.runtime.disk.FileFault;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A publication as it was downloaded, which anybody verifies without the gateway.
 *
 * @param content canonical JSON
 * @param digest SHA-256 that it was published under, in hexadecimal digits
 * @param signature in Base64
 * @param publicKey that the file itself says, in Base64
 */
public record SignedFile(String content, String digest, String signature, String publicKey) {
    /**
     * What somebody trusts: a key, or the fingerprint of one.
     *
     * @param key null where only the fingerprint is known
     */
    public record Trust(@Nullable PublicKey key, String fingerprint) {
        /**
         * As somebody names it: a file with a public key as PEM, or the 64 hexadecimal digits of a fingerprint.
         *
         * @throws IllegalArgumentException with one line, where it is neither
         */
        public static Trust of(String written) {
            Optional<String> digits = SheetSignature.digits(written);
            if (digits.isPresent()) {
                return new Trust(null, digits.get());
            }
            try {
                PublicKey key =
                        SheetSignature.key(PublicationKey.block(Files.readString(Path.of(written)), "PUBLIC KEY"));
                return new Trust(key, SheetSignature.fingerprint(key));
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalArgumentException(
                        "'" + written
                                + "' is neither a file with a public key of Ed25519 as PEM nor a fingerprint of 64"
                                + " hexadecimal digits; /p shows both",
                        e);
            }
        }
    }

    /**
     * Reads one.
     *
     * @throws IOException where it cannot be read or is none, with one line
     */
    public static SignedFile read(Path file) throws IOException {
        try {
            JsonNode read = Json.read(Files.readAllBytes(file), JsonNode.class);
            for (String member : new String[] {"content", "digest", "signature", "key"}) {
                if (!read.path(member).isTextual()) {
                    throw new IOException(file + " has no member '" + member
                            + "'; download the publication from its page and leave the file as it is");
                }
            }
            return new SignedFile(
                    read.path("content").asText(),
                    read.path("digest").asText(),
                    read.path("signature").asText(),
                    read.path("key").asText());
        } catch (UnreadableMessage e) {
            throw new IOException(
                    file + " is no JSON; download the publication from its page and leave the file as it is", e);
        } catch (FileSystemException | CharacterCodingException e) {
            throw FileFault.of(file, e);
        }
    }

    /** What is wrong with it for somebody who trusts a key, in one line; empty where it is true. */
    public Optional<String> fault(Trust trust) {
        if (content.isEmpty()) {
            return Optional.of("it was withdrawn, and holds no content any more");
        }
        PublicKey key = trust.key();
        if (key == null) {
            try {
                key = SheetSignature.key(publicKey);
            } catch (GeneralSecurityException e) {
                return Optional.of("the key that it names is none of Ed25519");
            }
            if (!SheetSignature.fingerprint(key).equals(trust.fingerprint())) {
                return Optional.of("it is signed by another key, " + SheetSignature.fingerprint(key));
            }
        }
        return SheetSignature.fault(content, digest, signature, key);
    }

    /** What it is, in a few words. */
    public String says() {
        try {
            JsonNode sheet = Json.read(content.getBytes(StandardCharsets.UTF_8), JsonNode.class);
            return "publication " + sheet.path("publication").asText() + " of round "
                    + sheet.path("round").asText() + ", drawn up "
                    + sheet.path("date").asText() + ", "
                    + sheet.path("rows").size() + " rows";
        } catch (UnreadableMessage e) {
            return "no sheet";
        }
    }
}
