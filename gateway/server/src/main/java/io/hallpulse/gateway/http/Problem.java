package io.hallpulse.gateway.http;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.hallpulse.contract.message.Json;
import io.javalin.config.Key;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;

/**
 * An error as RFC 9457 has it.
 *
 * @param detail what is wrong with this request, and the mend
 */
@JsonPropertyOrder({"type", "title", "status", "detail"})
public record Problem(String type, String title, int status, String detail) {
    /** Where the server keeps them. */
    static final Key<ErrorPages> PAGES = new Key<>("error pages");

    static final String CONTENT_TYPE = "application/problem+json";

    public static Problem of(int status, String detail) {
        return new Problem("about:blank", HttpStatus.forStatus(status).getMessage(), status, detail);
    }

    byte[] bytes() {
        return Json.write(this);
    }

    /** Answers with it: a program as a problem, a browser that shows a page with one of ours. */
    public void answer(Context context) {
        if (showsPages(context)) {
            context.status(status).contentType("text/html; charset=utf-8").header(Header.CACHE_CONTROL, "no-store");
            RouteTable.answer(context, context.appData(PAGES).page(context, this));
        } else {
            answer(context, this);
        }
    }

    private static boolean showsPages(Context context) {
        String accepted = context.header(Header.ACCEPT);
        return accepted != null
                && accepted.contains("text/html")
                && !context.path().startsWith("/api/");
    }

    /** Answers with a document that has this one's members and more. */
    public void answer(Context context, Object document) {
        context.status(status).contentType(CONTENT_TYPE);
        RouteTable.answer(context, Json.write(document));
    }
}
