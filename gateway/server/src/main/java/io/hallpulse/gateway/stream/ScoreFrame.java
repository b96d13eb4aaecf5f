package io.hallpulse.gateway.stream;

import io.hallpulse.contract.message.Json;
import io.hallpulse.gateway.score.HallDocument;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A document as one Server-Sent Event, encoded once for all clients of a hall. */
final class ScoreFrame {
    private static final byte[] HEAD = ascii("event: scores\ndata: ");
    private static final byte[] TAIL = ascii("\n\n");

    private final Instant asOf;
    private final byte[] bytes;

    ScoreFrame(HallDocument document) {
        byte[] json = Json.write(document); // one line: JSON escapes line ends
        asOf = document.asOf();
        bytes = new byte[HEAD.length + json.length + TAIL.length];
        System.arraycopy(HEAD, 0, bytes, 0, HEAD.length);
        System.arraycopy(json, 0, bytes, HEAD.length, json.length);
        System.arraycopy(TAIL, 0, bytes, HEAD.length + json.length, TAIL.length);
    }

    Instant asOf() {
        return asOf;
    }

    /** Shared by all clients; never written to. */
    byte[] bytes() {
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
