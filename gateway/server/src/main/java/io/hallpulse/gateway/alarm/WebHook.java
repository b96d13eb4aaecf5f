package io.hallpulse.gateway.alarm;

import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.gateway.outbound.HttpPosting;
import io.hallpulse.gateway.outbound.NoAnswer;
import io.hallpulse.gateway.outbound.RetryWait;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts messages to the site's own receiver on a thread of its own, one after the other in their order, each until it is taken or three days
 * old. A receiver may get one twice, by the same id. The signature is the HMAC-SHA256 of timestamp, full stop and body, so that an old
 * message cannot be played again.
 */
public final class WebHook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebHook.class);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration WORTH = Duration.ofDays(3);
    private static final int AT_ONCE = 100;

    private final HttpPosting posting;
    private final byte[] secret;
    private final StoreWriter writer;
    private final AlarmReader reader;
    private final InstantSource clock;
    private final RetryWait retry;
    private final Fault receiver = new Fault(LOG, "alarms.hook");
    private final Fault database = new Fault(LOG, "messages of alarms");
    private final Thread thread = new Thread(this::run, "alarm-hook");

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
        this.posting = new HttpPosting(uri, answerWithin);
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.writer = writer;
        this.reader = reader;
        this.clock = clock;
        this.retry = new RetryWait(random);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(turn().toMillis());
            }
        } catch (InterruptedException e) {
            LOG.debug("No alarm is posted any more");
        }
    }

    /**
     * Posts what waits.
     *
     * @return how long to wait for the next turn
     */
    Duration turn() throws InterruptedException {
        try {
            List<AlarmDelivery> waiting = reader.waiting(Messages.HOOK, AT_ONCE);
            for (AlarmDelivery message : waiting) {
                String refusal = post(message);
                if (refusal != null && clock.millis() - message.createdMillis() < WORTH.toMillis()) {
                    receiver.occurred(refusal + "; it is tried again");
                    return retry.failed();
                }
                if (refusal != null) {
                    LOG.warn("alarms.hook: message {} was never taken and is given up: {}", message.message(), refusal);
                }
                writer.submit(tables -> {
                            tables.alarms().delivered(message.id());
                            return true;
                        })
                        .get();
                retry.over();
            }
            if (!waiting.isEmpty()) {
                receiver.over();
            }
            database.over();
        } catch (ExecutionException | RejectedExecutionException e) {
            database.occurred(Fault.oneLine(e));
        } catch (RuntimeException e) {
            database.occurred(Fault.oneLine(e));
            LOG.debug("Messages of alarms cannot be read", e);
        }
        return LOOK;
    }

    /** Why it is not taken, in one line; null where it is. */
    private @Nullable String post(AlarmDelivery message) throws InterruptedException {
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

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
