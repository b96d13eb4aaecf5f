package io.hallpulse.contract.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** The contract's JSON: UTF-8, {@code "v":1} first, instants in UTC with milliseconds; members that a reader does not know are passed over. */
public final class Json {
    /** The contract's version, {@code v} in every message. */
    public static final int VERSION = 1;
    /** The most bytes in one message, whatever the broker allows. */
    public static final int MAX_MESSAGE_BYTES = 64 * 1024;
    /** The most bytes of a whole packet: a message with its topic and properties. */
    public static final int MAX_PACKET_BYTES = MAX_MESSAGE_BYTES + 4 * 1024;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(times())
            .build();

    private Json() {}

    /** One of the contract's small messages as bytes. */
    public static byte[] write(Object message) {
        try {
            return MAPPER.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One of the contract's small messages from bytes.
     *
     * @throws UnreadableMessage where the bytes are not JSON of that shape
     */
    public static <T> T read(byte[] bytes, Class<T> type) throws UnreadableMessage {
        try {
            T message = MAPPER.readValue(bytes, type);
            if (message == null) {
                throw new UnreadableMessage("null is no message");
            }
            return message;
        } catch (IOException e) {
            throw new UnreadableMessage(oneLine(e));
        }
    }

    /** An instant as on the wire, such as {@code 2026-11-22T10:03:11.204Z}. */
    public static String text(Instant instant) {
        return MILLIS.format(instant);
    }

    static String oneLine(IOException e) {
        String text =
                e instanceof JsonProcessingException json ? json.getOriginalMessage() : String.valueOf(e.getMessage());
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private static SimpleModule times() {
        return new SimpleModule()
                .addSerializer(LocalDate.class, ToStringSerializer.instance)
                .addDeserializer(LocalDate.class, new StdDeserializer<>(LocalDate.class) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public LocalDate deserialize(JsonParser in, DeserializationContext context) throws IOException {
                        try {
                            return LocalDate.parse(in.getText());
                        } catch (DateTimeException e) {
                            return (LocalDate) context.handleWeirdStringValue(
                                    LocalDate.class, in.getText(), "a day is such as 2026-11-22");
                        }
                    }
                })
                .addSerializer(new StdSerializer<>(Instant.class) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public void serialize(Instant value, JsonGenerator out, SerializerProvider provider)
                            throws IOException {
                        out.writeString(text(value));
                    }
                })
                .addDeserializer(Instant.class, new StdDeserializer<>(Instant.class) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
                        try {
                            return Instant.parse(in.getText());
                        } catch (DateTimeException e) {
                            return (Instant) context.handleWeirdStringValue(
                                    Instant.class, in.getText(), "an instant is such as 2026-11-22T10:03:11.204Z");
                        }
                    }
                });
    }
}
