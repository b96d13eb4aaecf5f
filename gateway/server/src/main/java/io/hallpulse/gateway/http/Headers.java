package io.hallpulse.gateway.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * The headers of every answer: the browser loads nothing from elsewhere, sends nothing to elsewhere, shows no page within another, and
 * lets no script make HTML or script of a text.
 */
public final class Headers implements HttpConfiguration.Customizer {
    private static final String POLICY = policy("'none'");

    /**
     * What a page may do.
     *
     * @param trusted the name of the one policy by which its script may name another script, or {@code 'none'}
     */
    public static String policy(String trusted) {
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "img-src 'self'",
                "connect-src 'self'",
                "font-src 'self'",
                "form-action 'self'",
                "base-uri 'none'",
                "frame-ancestors 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types " + trusted);
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable answer) {
        putOn(answer);
        return request;
    }

    static void putOn(HttpFields.Mutable answer) {
        answer.put("Content-Security-Policy", POLICY)
                .put("X-Content-Type-Options", "nosniff")
                .put("Referrer-Policy", "no-referrer")
                .put("X-Frame-Options", "DENY")
                .put("Cross-Origin-Resource-Policy", "same-origin")
                .put("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    }
}
