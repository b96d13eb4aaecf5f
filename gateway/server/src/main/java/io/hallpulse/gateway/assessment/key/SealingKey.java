package io.hallpulse.gateway.assessment.key;

import io.hallpulse.runtime.disk.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key in a file of its own, mode 0600, beside the database and in none of its backups: what it sealed is noise to whoever has a copy of the
 * database alone. AES-256 in GCM; what is sealed opens only under the name that it was sealed under. Any thread.
 */
public final class SealingKey {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final Set<PosixFilePermission> OF_OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Path file;
    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private SealingKey(Path file, byte[] key) {
        this.file = file;
        this.key = new SecretKeySpec(key, "AES");
    }

    /** Whether there is something that a key has sealed. */
    @FunctionalInterface
    public interface Sealed {
        /** Looks. */
        boolean isThere() throws SQLException;
    }

    /**
     * The key to seal by. It is made where there is none yet, but never in the place of one that was lost.
     *
     * @param sealed what is kept, sealed by this key
     * @throws IOException where it is lost, holds no key or others may read it, with one line that says so and the mend
     */
    public static SealingKey toSeal(Path file, Sealed sealed) throws IOException, SQLException {
        if (!Files.exists(file)) {
            if (sealed.isThere()) {
                throw missing(file);
            }
            byte[] made = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(made);
            WholeFile.replace(
                    file, (Base64.getEncoder().encodeToString(made) + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        return existing(file);
    }

    /**
     * The key to open by, which is never made.
     *
     * @throws IOException where it is lost, holds no key or others may read it, with one line that says so and the mend
     */
    public static SealingKey toOpen(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw missing(file);
        }
        return existing(file);
    }

    private static IOException missing(Path file) {
        return new IOException(
                file + " is missing, and what is kept was sealed by it; put it back from where you keep it");
    }

    private static SealingKey existing(Path file) throws IOException {
        if (Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains)) {
            throw new IOException(file + " is a key and open to other users; run chmod 600 " + file);
        }
        try {
            byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
            if (key.length == KEY_BYTES) {
                return new SealingKey(file, key);
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " holds no key; put the one of this gateway there", e);
        }
        throw new IOException(file + " holds no key; put the one of this gateway there");
    }

    /**
     * Seals some bytes.
     *
     * @param name under which they are to be opened, so that no sealed text can be put in the place of another
     */
    public byte[] seal(String name, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, NONCE_BYTES, name);
            byte[] sealed = new byte[NONCE_BYTES + cipher.getOutputSize(plain.length)];
            System.arraycopy(nonce, 0, sealed, 0, NONCE_BYTES);
            cipher.doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES in GCM", e);
        }
    }

    /**
     * Opens what was sealed under a name.
     *
     * @throws IOException where this is not the key that it was sealed by, or it was changed, with one line
     */
    public byte[] open(String name, byte[] sealed) throws IOException {
        try {
            return cipher(Cipher.DECRYPT_MODE, sealed, NONCE_BYTES, name)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            throw new IOException(
                    "the key in " + file + " does not open it; put the key there that the gateway had then", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES in GCM", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, int length, String name) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, 0, length));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
