package io.hallpulse.gateway.pages;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/** Addresses of pages, whose links are relative to them. */
final class PageAddress {
    private PageAddress() {}

    /** Sends a request for an address that ends with a slash to the same without; whether it was one. */
    static boolean sentOn(Context context) {
        String path = context.path();
        if (!path.endsWith("/")) {
            return false;
        }
        String query = context.queryString();
        String last = path.replaceFirst("^.*/([^/]+)/+$", "$1");
        context.redirect("../" + last + (query == null ? "" : "?" + query), HttpStatus.FOUND);
        return true;
    }
}
