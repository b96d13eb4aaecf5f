package io.hallpulse.domain.assessment.ranking;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Lots that anyone can draw again (design 5.2, X10, X14): the lowest SHA-256 of {@code seed|round|id} comes first. */
public final class Ticket {
    private Ticket() {}

    /** The ticket in 64 hexadecimal digits, to be compared as text. */
    public static String of(String seed, String round, String id) {
        return sha256(seed + "|" + round + "|" + id);
    }

    /** The SHA-256 of a text in UTF-8, in hexadecimal digits. */
    public static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The SHA-256 of bytes, in hexadecimal digits. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
