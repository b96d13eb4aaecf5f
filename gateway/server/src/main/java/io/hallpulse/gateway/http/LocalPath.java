package io.hallpulse.gateway.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path of this gateway that a request names, to go on to after signing in. It is written relative to the page that leads there, so that
 * no text can lead to another host, and a proxy's own path before ours stays.
 *
 * @param text with the slash before it, such as {@code /console/terminals?hall=north}
 */
public record LocalPath(String text) {
    private static final Pattern ALLOWED = Pattern.compile("/(?!/|login|logout)[A-Za-z0-9._~%*+,:@=&?/-]*");
    private static final LocalPath CONSOLE = new LocalPath("/console");

    /** The path that a text is, the console's where it is none of ours, or one of signing in and out. */
    public static LocalPath of(@Nullable String text) {
        return text != null && ALLOWED.matcher(text).matches() ? new LocalPath(text) : CONSOLE;
    }

    /** As a page at the root of the gateway's paths, such as {@code /login}, refers to it. */
    public String fromRoot() {
        return "." + text;
    }
}
