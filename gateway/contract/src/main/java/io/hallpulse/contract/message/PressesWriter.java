package io.hallpulse.contract.message;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes {@code presses} messages, as many presses as fit. */
public final class PressesWriter {
    private PressesWriter() {}

    /**
     * A message and how many presses, from the first on, it holds.
     *
     * @param count at least 1
     */
    public record Written(byte[] bytes, int count) {}

    /**
     * Writes presses of one run, ascending, until the next would not fit.
     *
     * @param low the lowest seq of that run still in the outbox, at most the first press's
     * @param maxBytes what the broker allows; at most {@link Json#MAX_MESSAGE_BYTES} is used
     * @throws IllegalArgumentException where there is no press, or not even the first fits
     */
    public static Written write(
            String run, String boot, long low, @Nullable Anchor anchor, List<Press> presses, int maxBytes) {
        int limit = Math.min(maxBytes, Json.MAX_MESSAGE_BYTES);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.min(limit, 128 + presses.size() * 140));
        int count = 0;
        int end = 0;
        try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("v", Json.VERSION);
            json.writeStringField("run", run);
            json.writeStringField("boot", boot);
            json.writeNumberField("low", low);
            if (anchor != null) {
                json.writeObjectFieldStart("anchor");
                json.writeNumberField("mono", anchor.monoMillis());
                json.writeStringField("wall", Json.text(anchor.wall()));
                json.writeEndObject();
            }
            json.writeArrayFieldStart("presses");
            for (Press press : presses) {
                write(json, press);
                json.flush();
                if (bytes.size() + 2 > limit) {
                    break;
                }
                end = bytes.size();
                count++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (count == 0) {
            throw new IllegalArgumentException("no press fits into a message of " + limit + " bytes");
        }
        byte[] message = java.util.Arrays.copyOf(bytes.toByteArray(), end + 2);
        message[end] = ']';
        message[end + 1] = '}';
        return new Written(message, count);
    }

    /** One press as a JSON object. */
    public static void write(JsonGenerator json, Press press) throws IOException {
        json.writeStartObject();
        json.writeNumberField("seq", press.seq());
        json.writeStringField("window", press.window());
        json.writeStringField("input", press.input());
        json.writeStringField("key", press.key());
        Integer level = press.level();
        if (level == null) {
            json.writeNullField("level");
        } else {
            json.writeNumberField("level", level);
        }
        json.writeStringField("at", Json.text(press.at()));
        json.writeNumberField("mono", press.monoMillis());
        if (!press.synced()) {
            json.writeStringField("clock", "unset");
        }
        if (press.kind() != Press.Kind.RATING) {
            json.writeStringField("kind", press.kind().word());
        }
        if (!press.flags().isEmpty()) {
            json.writeArrayFieldStart("flags");
            for (String flag : press.flags()) {
                json.writeString(flag);
            }
            json.writeEndArray();
        }
        optional(json, "session", press.session());
        optional(json, "case", press.caseNumber());
        optional(json, "staff", press.staff());
        Long supersedes = press.supersedes();
        if (supersedes != null) {
            json.writeNumberField("supersedes", supersedes);
        }
        Long rates = press.rates();
        if (rates != null) {
            json.writeNumberField("rates", rates);
        }
        if (!press.reasons().isEmpty()) {
            json.writeArrayFieldStart("reasons");
            for (int code : press.reasons()) {
                json.writeNumber(code);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void optional(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }
}
