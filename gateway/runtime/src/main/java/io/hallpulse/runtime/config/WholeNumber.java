package io.hallpulse.runtime.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.regex.Pattern;

/** A number as it is written: in decimal, or in hex as manuals of meters print it, such as {@code 0x0A01}. */
final class WholeNumber extends StdDeserializer<Integer> {
    private static final long serialVersionUID = 1L;
    private static final Pattern HEX = Pattern.compile("0x[0-9A-Fa-f]{1,7}");

    WholeNumber(Class<Integer> type) {
        super(type);
    }

    @Override
    public Integer deserialize(JsonParser in, DeserializationContext context) throws IOException {
        if (in.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            return in.getIntValue();
        }
        if (in.hasToken(JsonToken.VALUE_STRING) && HEX.matcher(in.getText()).matches()) {
            return Integer.decode(in.getText());
        }
        return (Integer) context.handleUnexpectedToken(handledType(), in);
    }
}
