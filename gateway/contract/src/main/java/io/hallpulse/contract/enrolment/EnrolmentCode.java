package io.hallpulse.contract.enrolment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Locale;

/**
 * An enrolment code: 24 characters of Crockford's base32, written in six groups of four. It proves both sides to each other: the
 * first 8 characters are 40 bits of secret, which the gateway knows again; the next 15 are the first 75 bits of the SHA-256 of
 * the site CA's SubjectPublicKeyInfo, by which the terminal knows the gateway; the last one is a checksum, by which a slip of the
 * pen is told from a wrong code before anything is sent.
 *
 * <p>A fingerprint of 75 bits cannot be ground in advance; fewer than 64 could, since a site's CA stays the same for years.
 */
public final class EnrolmentCode {
    /** What a reader may be asked for: 24 characters, hyphens not counted. */
    public static final int LENGTH = 24;

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int SECRET_LENGTH = 8;
    private static final int FINGERPRINT_LENGTH = 15;
    private static final int GROUP = 4;
    private static final int BITS = 5;

    private final String characters;

    private EnrolmentCode(String characters) {
        this.characters = characters;
    }

    /** A new code for terminals of the site whose CA has {@code authority}; the secret comes out of {@code random}. */
    public static EnrolmentCode draw(SecureRandom random, PublicKey authority) {
        byte[] secret = new byte[SECRET_LENGTH * BITS / Byte.SIZE];
        random.nextBytes(secret);
        String body = base32(secret, SECRET_LENGTH) + fingerprint(authority);
        return new EnrolmentCode(body + checksum(body));
    }

    /**
     * Reads a code as people type it: small letters, blanks and hyphens anywhere, O for 0, I and L for 1.
     *
     * @throws IllegalArgumentException with one line that says what is wrong, and never repeats the code
     */
    public static EnrolmentCode parse(String typed) {
        StringBuilder read = new StringBuilder(LENGTH);
        for (char c : typed.toUpperCase(Locale.ROOT).toCharArray()) {
            if (c == '-' || Character.isWhitespace(c)) {
                continue;
            }
            char digit = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
            if (ALPHABET.indexOf(digit) < 0) {
                throw new IllegalArgumentException(
                        "an enrolment code has digits and letters only, and no U; look at it again");
            }
            read.append(digit);
        }
        if (read.length() != LENGTH) {
            throw new IllegalArgumentException("an enrolment code has " + LENGTH + " characters, this one has "
                    + read.length() + "; look at it again");
        }
        String body = read.substring(0, LENGTH - 1);
        if (checksum(body) != read.charAt(LENGTH - 1)) {
            throw new IllegalArgumentException("a character of the enrolment code is mistyped; look at it again");
        }
        return new EnrolmentCode(read.toString());
    }

    /** Whether {@code authority} is the key of the site CA that this code was made for. */
    public boolean isOf(PublicKey authority) {
        return characters.startsWith(fingerprint(authority), SECRET_LENGTH);
    }

    /** SHA-256 of the whole code: all that the gateway keeps of it. */
    public byte[] hash() {
        return sha256(characters.getBytes(StandardCharsets.US_ASCII));
    }

    /** The code as it is shown, typed and sent as a password: six groups of four with hyphens. */
    public String text() {
        StringBuilder text = new StringBuilder(characters);
        for (int at = LENGTH - GROUP; at > 0; at -= GROUP) {
            text.insert(at, '-');
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EnrolmentCode code && code.characters.equals(characters);
    }

    @Override
    public int hashCode() {
        return characters.hashCode();
    }

    /** Nothing of the code, so that none gets into a log. */
    @Override
    public String toString() {
        return "an enrolment code";
    }

    private static String fingerprint(PublicKey authority) {
        return base32(sha256(authority.getEncoded()), FINGERPRINT_LENGTH);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String base32(byte[] bytes, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int bit = 0; bit < length * BITS; bit += BITS) {
            int value = 0;
            for (int i = bit; i < bit + BITS; i++) {
                value = value << 1 | (bytes[i / Byte.SIZE] >> (Byte.SIZE - 1 - i % Byte.SIZE) & 1);
            }
            text.append(ALPHABET.charAt(value));
        }
        return text.toString();
    }

    /**
     * A weighted sum in the field of 32 elements (x^5 + x^2 + 1). The weights are different powers of its generator, hence one
     * wrong character and any two that changed places are always found.
     */
    private static char checksum(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            sum = times2(sum) ^ ALPHABET.indexOf(body.charAt(i));
        }
        return ALPHABET.charAt(times2(sum));
    }

    private static int times2(int element) {
        int doubled = element << 1;
        return doubled < ALPHABET.length() ? doubled : doubled ^ 0b100101;
    }
}
