package io.hallpulse.gateway.channel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the forms of the page behind a counter's QR code carry: each counts once, at its own counter, and for half an hour. A token is a number
 * that no other form has and the end of its time, signed with a key of this run of the gateway; nothing of it is kept. Any thread.
 */
public final class FormTokens {
    private static final Duration LIFE = Duration.ofMinutes(30);
    private static final String HMAC = "HmacSHA256";
    private static final int NUMBER_BYTES = 16;
    private static final int SIGNED_BYTES = Long.BYTES + NUMBER_BYTES;
    private static final int SIGNATURE_BYTES = 16;

    private final SecureRandom random;
    private final InstantSource clock;
    private final SecretKeySpec key;

    public FormTokens(SecureRandom random, InstantSource clock) {
        this.random = random;
        this.clock = clock;
        byte[] drawn = new byte[32];
        random.nextBytes(drawn);
        this.key = new SecretKeySpec(drawn, HMAC);
    }

    /** The token of a new form at a counter. */
    public String draw(String hall, String window) {
        byte[] number = new byte[NUMBER_BYTES];
        random.nextBytes(number);
        byte[] signed = ByteBuffer.allocate(SIGNED_BYTES)
                .putLong(clock.instant().plus(LIFE).toEpochMilli())
                .put(number)
                .array();
        byte[] token = Arrays.copyOf(signed, SIGNED_BYTES + SIGNATURE_BYTES);
        System.arraycopy(signature(hall, window, signed), 0, token, SIGNED_BYTES, SIGNATURE_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** The number by which the rating of a form is known; empty where the token is not of that counter, or its time is over. */
    public Optional<String> number(String hall, String window, String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != SIGNED_BYTES + SIGNATURE_BYTES) {
            return Optional.empty();
        }
        byte[] signed = Arrays.copyOf(bytes, SIGNED_BYTES);
        boolean isOurs = MessageDigest.isEqual(
                signature(hall, window, signed), Arrays.copyOfRange(bytes, SIGNED_BYTES, bytes.length));
        return isOurs && clock.millis() < ByteBuffer.wrap(signed).getLong()
                ? Optional.of(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Arrays.copyOfRange(signed, Long.BYTES, SIGNED_BYTES)))
                : Optional.empty();
    }

    private byte[] signature(String hall, String window, byte[] signed) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update((hall + '/' + window + '/').getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(mac.doFinal(signed), SIGNATURE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
