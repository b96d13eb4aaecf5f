package io.hallpulse.gateway.http;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields of a form that a browser sent, of either encoding (HTML, 4.10.21; RFC 7578). */
public final class Form {
    private static final Pattern BOUNDARY =
            Pattern.compile("multipart/form-data;.*boundary=\"?([^\";,\\s]{1,70})\"?.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern FIELD_NAME =
            Pattern.compile("(?i)content-disposition:[^\\r\\n]*?[; ]name=\"([^\"]*)\"");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\t\\r\\n]]");
    private static final String URL_ENCODED = "application/x-www-form-urlencoded";

    private static final int MOST_KEPT_BYTES = 4096;
    private static final int MOST_HEAD_BYTES = 4096;

    private final Map<String, List<byte[]>> fields = new LinkedHashMap<>();

    private Form() {}

    /** Whether a request brings a form. */
    static boolean isOne(Context context) {
        String type = String.valueOf(context.header(Header.CONTENT_TYPE));
        return type.regionMatches(true, 0, URL_ENCODED, 0, URL_ENCODED.length())
                || BOUNDARY.matcher(type).matches();
    }

    /** Whether a request brings a form of text that is short enough to be kept in a page. */
    static boolean isShort(Context context) {
        return !BOUNDARY.matcher(String.valueOf(context.header(Header.CONTENT_TYPE)))
                        .matches()
                && context.contentLength() <= MOST_KEPT_BYTES;
    }

    /**
     * The form that such text is, as browsers send it.
     *
     * @throws BadRequestResponse where it is none
     */
    public static Form ofText(String pairs) {
        Form form = new Form();
        try {
            form.readPairs(pairs);
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse("the form cannot be read: " + e.getMessage());
        }
        return form;
    }

    /**
     * The same form without control characters, but for tabs and ends of lines: nobody types them on purpose, and not every database keeps
     * them.
     */
    public Form plain() {
        Form plain = new Form();
        fields.forEach((name, values) -> values.forEach(value -> plain.add(
                plain(name), plain(new String(value, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8))));
        return plain;
    }

    private static String plain(String text) {
        return CONTROL.matcher(text).replaceAll("");
    }

    /** The names of its fields, in their order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(fields.keySet());
    }

    /**
     * The form of a request.
     *
     * @throws BadRequestResponse where the body is none
     */
    public static Form of(Context context, byte[] body) {
        Form form = new Form();
        Matcher boundary = BOUNDARY.matcher(String.valueOf(context.header(Header.CONTENT_TYPE)));
        try {
            if (boundary.matches()) {
                form.readParts(body, boundary.group(1));
            } else {
                form.readPairs(new String(body, StandardCharsets.UTF_8));
            }
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse("the form cannot be read: " + e.getMessage());
        }
        return form;
    }

    /**
     * The text of a field, empty where it was not sent.
     *
     * @throws BadRequestResponse where it holds NUL
     */
    public String text(String name) {
        byte[] bytes = bytes(name);
        return bytes == null ? "" : text(name, bytes);
    }

    /** All texts of a field that may be sent more than once; otherwise as {@link #text(String)}. */
    public List<String> texts(String name) {
        return fields.getOrDefault(name, List.of()).stream()
                .map(bytes -> text(name, bytes))
                .toList();
    }

    /** NUL is in no text that anybody types, and not every database keeps it. */
    private static String text(String name, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\0') >= 0) {
            throw new BadRequestResponse("field '" + name + "' holds the character NUL; leave it out");
        }
        return text;
    }

    /** What was sent for a field, such as a file; null where nothing was. */
    public byte @Nullable [] bytes(String name) {
        List<byte[]> sent = fields.get(name);
        return sent == null ? null : sent.get(0);
    }

    private void add(String name, byte[] value) {
        fields.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
    }

    private void readPairs(String body) {
        for (String pair : body.split("&")) {
            if (!pair.isEmpty()) {
                String[] sides = pair.split("=", 2);
                String value = sides.length == 1 ? "" : URLDecoder.decode(sides[1], StandardCharsets.UTF_8);
                add(URLDecoder.decode(sides[0], StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void readParts(byte[] body, String boundary) {
        byte[] mark = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        int at = indexOf(body, Arrays.copyOfRange(mark, 2, mark.length), 0);
        if (at < 0) {
            throw new IllegalArgumentException("its boundary is missing");
        }
        for (int from = at + mark.length - 2; ; ) {
            int head = indexOf(body, new byte[] {'\r', '\n', '\r', '\n'}, from);
            int end = head < 0 ? -1 : indexOf(body, mark, head + 2);
            if (end < 0) {
                return; // after the last part
            }
            if (head - from > MOST_HEAD_BYTES) { // which takes long to look through
                throw new IllegalArgumentException("the head of a part has over " + MOST_HEAD_BYTES + " bytes");
            }
            Matcher name = FIELD_NAME.matcher(new String(body, from, head - from, StandardCharsets.UTF_8));
            if (name.find()) {
                add(name.group(1), Arrays.copyOfRange(body, Math.min(head + 4, end), end));
            }
            from = end + mark.length;
        }
    }

    private static int indexOf(byte[] in, byte[] wanted, int from) {
        for (int i = from; i <= in.length - wanted.length; i++) {
            if (Arrays.equals(in, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }
}
