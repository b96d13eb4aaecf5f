package io.hallpulse.domain.assessment.card;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Canonical JSON as of RFC 8785, as far as what is signed needs it: objects, arrays, texts, whole numbers and truth values. The keys of an object
 * stand in the order of their UTF-16 code units; numbers with a fraction are texts, since no two machines need print those alike.
 */
public final class CanonicalJson {
    private final StringBuilder text = new StringBuilder();

    private CanonicalJson() {}

    /**
     * The text of a value.
     *
     * @param value a {@link Map} by text, a {@link List}, a text, an int, a long or a truth value
     * @throws IllegalArgumentException where it is something else
     */
    public static String text(Object value) {
        CanonicalJson json = new CanonicalJson();
        json.write(value);
        return json.text.toString();
    }

    private void write(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, one) -> sorted.put((String) key, one));
            writeObject(sorted);
        } else if (value instanceof List<?> list) {
            text.append('[');
            for (Iterator<?> i = list.iterator(); i.hasNext(); ) {
                write(i.next());
                text.append(i.hasNext() ? "," : "");
            }
            text.append(']');
        } else if (value instanceof String string) {
            writeText(string);
        } else if (value instanceof Long || value instanceof Integer || value instanceof Boolean) {
            text.append(value);
        } else {
            throw new IllegalArgumentException(value.getClass() + " has no canonical JSON here");
        }
    }

    private void writeObject(Map<String, Object> map) {
        String separator = "{";
        for (Map.Entry<String, Object> entry : map.entrySet()) {
            text.append(separator);
            writeText(entry.getKey());
            text.append(':');
            write(entry.getValue());
            separator = ",";
        }
        text.append(map.isEmpty() ? "{}" : "}");
    }

    private void writeText(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(c < ' ' ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        text.append('"');
    }
}
