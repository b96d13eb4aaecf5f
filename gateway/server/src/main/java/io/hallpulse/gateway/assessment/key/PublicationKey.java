package io.hallpulse.gateway.assessment.key;

import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.runtime.disk.FileFault;
import io.hallpulse.runtime.disk.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key that publications are signed by, in a file of its own: Ed25519 as PEM, the private and the public one. No backup of the database holds
 * it, so that whoever has a backup cannot sign. Any thread.
 */
public final class PublicationKey {
    /** Its file in the gateway's folder. */
    public static final String FILE = "publications.key";

    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final PrivateKey own;
    private final PublicKey shown;

    private PublicationKey(PrivateKey own, PublicKey shown) {
        this.own = own;
        this.shown = shown;
    }

    /** Where the key is had from. */
    @FunctionalInterface
    public interface Source {
        /**
         * The key.
         *
         * @throws IOException with one line, where it cannot be read or made
         */
        PublicationKey key() throws IOException;
    }

    /**
     * The key of a file, made where there is none.
     *
     * @throws IOException where it cannot be read, is open to others or is no such key, with one line that names it and the mend
     */
    public static PublicationKey open(Path file) throws IOException {
        if (Files.exists(file)) {
            return read(file);
        }
        PublicationKey drawn = draw();
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        try (FileChannel out = OwnerOnly.channel(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(drawn.pem().getBytes(StandardCharsets.US_ASCII)));
            out.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        return read(file);
    }

    /** A new one. */
    public static PublicationKey draw() {
        try {
            KeyPair pair =
                    KeyPairGenerator.getInstance(SheetSignature.ALGORITHM).generateKeyPair();
            return new PublicationKey(pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java has Ed25519 from 15 on", e);
        }
    }

    private static PublicationKey read(Path file) throws IOException {
        try {
            Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(file);
            if (!OWNERS.containsAll(allowed)) {
                throw new IOException(file + " signs publications and others than its owner may use it ("
                        + PosixFilePermissions.toString(allowed) + "); run chmod 600 " + file);
            }
            String pem = Files.readString(file);
            PublicationKey key = new PublicationKey(
                    KeyFactory.getInstance(SheetSignature.ALGORITHM)
                            .generatePrivate(new PKCS8EncodedKeySpec(
                                    Base64.getMimeDecoder().decode(block(pem, "PRIVATE KEY")))),
                    SheetSignature.key(block(pem, "PUBLIC KEY")));
            String said = "a pair";
            if (SheetSignature.fault(said, Ticket.sha256(said), key.sign(said), key.shown)
                    .isPresent()) {
                throw new GeneralSecurityException("no pair");
            }
            return key;
        } catch (FileSystemException e) {
            throw FileFault.of(file, e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(
                    file
                            + " is no key for publications; put it back from where you keep it, or move it away to have a new"
                            + " one made",
                    e);
        }
    }

    /** The Base64 of a block of a PEM file. */
    static String block(String pem, String what) throws GeneralSecurityException {
        Matcher block = Pattern.compile("-----BEGIN " + what + "-----([A-Za-z0-9+/=\\s]+)-----END " + what + "-----")
                .matcher(pem);
        if (!block.find()) {
            throw new GeneralSecurityException("no " + what);
        }
        return block.group(1);
    }

    private String pem() {
        return pem("PRIVATE KEY", own.getEncoded()) + publicPem(publicKey());
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n" + Base64.getEncoder().encodeToString(der) + "\n-----END " + what
                + "-----\n";
    }

    /** A public key as PEM, which openssl and {@code assess verify} read. */
    public static String publicPem(String encoded) {
        return pem("PUBLIC KEY", Base64.getDecoder().decode(encoded));
    }

    /** The public one: SubjectPublicKeyInfo in Base64. */
    public String publicKey() {
        return Base64.getEncoder().encodeToString(shown.getEncoded());
    }

    /** The signature of a text's bytes, in Base64. */
    public String sign(String text) {
        try {
            Signature signature = Signature.getInstance(SheetSignature.ALGORITHM);
            signature.initSign(own);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
