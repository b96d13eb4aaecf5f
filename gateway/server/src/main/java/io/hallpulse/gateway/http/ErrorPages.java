package io.hallpulse.gateway.http;

import io.javalin.http.Context;

/** The pages that browsers get in place of problems. */
@FunctionalInterface
public interface ErrorPages {
    /** A page as HTML in UTF-8. */
    byte[] page(Context context, Problem problem);
}
