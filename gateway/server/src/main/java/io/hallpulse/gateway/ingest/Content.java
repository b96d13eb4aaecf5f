package io.hallpulse.gateway.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hallpulse.contract.message.PressesWriter;
import io.hallpulse.contract.message.ReceivedPresses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What an item says, in one form, so that two can be compared and a conflict kept once. */
final class Content {
    private static final JsonFactory JSON = new JsonFactory();

    private Content() {}

    /** The contract's JSON of a valid press, instants to the millisecond; an invalid one as it came. */
    static String normal(ReceivedPresses.Item item) {
        if (item instanceof ReceivedPresses.Invalid invalid) {
            return invalid.raw();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            PressesWriter.write(json, ((ReceivedPresses.Valid) item).press());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Whether an item says the same as the one that was stored under its identity. */
    static boolean same(ReceivedPresses.Item stored, ReceivedPresses.Item again) {
        // nearly always a message that came twice: no need then to write both out
        return stored.equals(again) || normal(stored).equals(normal(again));
    }

    static String digest(String content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
