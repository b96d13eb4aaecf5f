package io.hallpulse.gateway.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/** The headers of every answer: the browser loads nothing from elsewhere and sends nothing to elsewhere. */
final class Headers implements HttpConfiguration.Customizer {
    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'");

    @Override
    public Request customize(Request request, HttpFields.Mutable answer) {
        putOn(answer);
        return request;
    }

    static void putOn(HttpFields.Mutable answer) {
        answer.put("Content-Security-Policy", POLICY)
                .put("X-Content-Type-Options", "nosniff")
                .put("Referrer-Policy", "no-referrer")
                .put("X-Frame-Options", "SAMEORIGIN")
                .put("Cross-Origin-Resource-Policy", "same-origin")
                .put("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    }
}
