package io.hallpulse.domain.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * One entry of the record. Its hash is the SHA-256 of its other fields in their order: n, instant, who, role, what, object, before,
 * after and the previous hash, each as {@code LENGTH:TEXT,}, where the length is that of the text in bytes of UTF-8 and the instant is
 * written as {@code 2026-11-22T10:03:11.204Z}.
 *
 * @param n 1 for the first, with no holes
 * @param at in whole milliseconds
 * @param previous the hash of the entry before
 * @param hash in lower-case hexadecimal
 */
public record Entry(long n, Instant at, Change change, String previous, String hash) {
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    /** The entry of a change, with the hash of what it holds. */
    static Entry sealed(long n, Instant at, Change change, String previous) {
        Instant millis = Instant.ofEpochMilli(at.toEpochMilli());
        Change kept = new Change(
                new Actor(kept(change.actor().name()), kept(change.actor().role())),
                kept(change.what()),
                kept(change.object()),
                kept(change.before()),
                kept(change.after()));
        return new Entry(n, millis, kept, previous, hash(n, millis, kept, previous));
    }

    /** Whether its hash is that of its content. */
    boolean isWhole() {
        return hash(n, at, change, previous).equals(hash);
    }

    /** The chain's end where this entry is its last. */
    public Head head() {
        return new Head(n, hash);
    }

    /** Its instant as it goes into the hash. */
    public String atText() {
        return MILLIS.format(at);
    }

    private static String hash(long n, Instant at, Change change, String previous) {
        MessageDigest digest = sha256();
        List<String> fields = List.of(
                Long.toString(n),
                MILLIS.format(at),
                change.actor().name(),
                change.actor().role(),
                change.what(),
                change.object(),
                change.before(),
                change.after(),
                previous);
        for (String field : fields) {
            byte[] text = field.getBytes(StandardCharsets.UTF_8);
            digest.update((text.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(text);
            digest.update((byte) ',');
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * A text that every database gives back byte for byte. What stands for bytes that are no text is none of it, so that such bytes in
     * its place are found.
     */
    private static String kept(String text) {
        return text.codePoints()
                .map(c -> c == 0 || c == 0xFFFD || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                        ? '?'
                        : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
