package io.hallpulse.gateway.http;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.Optional;

/**
 * The cookie of a session, for this gateway alone and out of the reach of scripts. It is marked Secure wherever a browser takes that:
 * behind TLS, and on a loopback address, where Chromium and Firefox take it over plain HTTP too. Over plain HTTP to any other address,
 * which somebody has allowed with {@code insecure: true}, browsers would drop it, and nobody could sign in.
 */
final class SessionCookie {
    private static final String NAME = "hallpulse-session";
    private static final String LOOPBACK = "(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?";

    private final ClientAddress clients;

    SessionCookie(ClientAddress clients) {
        this.clients = clients;
    }

    /** The session's id, as the browser sent it. */
    Optional<String> id(Context context) {
        return Optional.ofNullable(context.cookie(NAME));
    }

    void set(Context context, String id) {
        context.cookie(cookie(context, id, -1));
    }

    void clear(Context context) {
        context.cookie(cookie(context, "", 0));
    }

    private Cookie cookie(Context context, String value, int maxAge) {
        return new Cookie(NAME, value, "/", maxAge, isSecure(context), true, null, SameSite.STRICT);
    }

    private boolean isSecure(Context context) {
        String host = context.header("Host");
        return clients.cameByTls(context) || (host != null && host.matches(LOOPBACK));
    }
}
