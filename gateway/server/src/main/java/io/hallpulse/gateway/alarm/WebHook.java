package io.hallpulse.gateway.alarm;

import io.hallpulse.gateway.outbound.HttpPosting;
import io.hallpulse.gateway.outbound.NoAnswer;
import io.hallpulse.gateway.store.AlarmDelivery;
import io.hallpulse.gateway.store.AlarmReader;
import io.hallpulse.gateway.store.StoreWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Posts messages to the site's own receiver, one after the other. The signature is the HMAC-SHA256 of timestamp, full stop and body, so that
 * an old message cannot be played again.
 */
public final class WebHook extends MessageSender {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final HttpPosting posting;
    private final byte[] secret;
    private final InstantSource clock;

    /** One that does nothing yet. */
    public WebHook(
            URI uri,
            String secret,
            StoreWriter writer,
            AlarmReader reader,
            InstantSource clock,
            RandomGenerator random) {
        this(uri, secret, writer, reader, clock, random, ANSWER_WITHIN);
    }

    WebHook(
            URI uri,
            String secret,
            StoreWriter writer,
            AlarmReader reader,
            InstantSource clock,
            RandomGenerator random,
            Duration answerWithin) {
        super(Messages.HOOK, writer, reader, clock, random);
        this.posting = new HttpPosting(uri, answerWithin);
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    @Override
    List<AlarmDelivery> next(List<AlarmDelivery> waiting) {
        return waiting.subList(0, 1);
    }

    @Override
    @Nullable
    String send(List<AlarmDelivery> messages) throws InterruptedException {
        AlarmDelivery message = messages.get(0);
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        Map<String, String> headers = Map.of(
                "HallPulse-Id",
                message.message(),
                "HallPulse-Timestamp",
                timestamp,
                "HallPulse-Signature",
                "sha256=" + signature(timestamp + "." + message.body()));
        try {
            int status = posting.post(message.body(), headers).statusCode();
            return status >= 200 && status < 300 ? null : "HTTP " + status;
        } catch (NoAnswer e) {
            return e.reason();
        }
    }

    private String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
