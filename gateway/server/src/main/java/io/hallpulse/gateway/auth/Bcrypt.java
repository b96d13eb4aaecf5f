package io.hallpulse.gateway.auth;

import io.hallpulse.gateway.config.OperatorsFile;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** The bcrypt hashes of passwords, as the database and the operators' file keep them. */
public final class Bcrypt {
    /** About a quarter of a second on a small box. */
    public static final int COST = 12;

    private static final int SALT_BYTES = 16;
    private static final int SHORTEST = 8;
    /** What bcrypt reads; more would be passed over silently. */
    private static final int MOST_BYTES = 72;

    private Bcrypt() {}

    /**
     * A line of the operators' file.
     *
     * @throws IllegalArgumentException with one line, where name or password will not do
     */
    public static String line(String name, String password, SecureRandom random) {
        requireName(name);
        requirePassword(password);
        return name + ":" + hash(password, COST, random);
    }

    /**
     * Refuses what nobody can be called.
     *
     * @throws IllegalArgumentException with one line that says what a name is
     */
    public static void requireName(String name) {
        if (!OperatorsFile.NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a name is 1 to 64 of A-Z a-z 0-9 . _ @ -");
        }
    }

    /**
     * Refuses what is no password.
     *
     * @throws IllegalArgumentException with one line that says what one is
     */
    public static void requirePassword(String password) {
        if (password.length() < SHORTEST || !isHashedWhole(password)) {
            throw new IllegalArgumentException("a password has at least " + SHORTEST + " characters and at most "
                    + MOST_BYTES + " bytes, none of them NUL");
        }
    }

    /** Whether bcrypt reads all of it: some implementations end at a NUL, all at the 72nd byte. */
    private static boolean isHashedWhole(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES && password.indexOf('\0') < 0;
    }

    /** What a hash costs to check, as the exponent of two that stands in it. */
    static int cost(String hash) {
        return Integer.parseInt(hash.substring(4, 6));
    }

    public static String hash(String password, int cost, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return OpenBSDBCrypt.generate("2y", password.getBytes(StandardCharsets.UTF_8), salt, cost);
    }

    /** False, after the same work, for a password that could not have been hashed whole. */
    static boolean matches(String hash, String password) {
        boolean whole = isHashedWhole(password);
        byte[] tried = (whole ? password : "").getBytes(StandardCharsets.UTF_8);
        return OpenBSDBCrypt.checkPassword(hash, tried) && whole;
    }
}
