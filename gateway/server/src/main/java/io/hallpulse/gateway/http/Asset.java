package io.hallpulse.gateway.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;

/**
 * A file of the pages, held in memory. The entity tag comes from the content: reproducible jars give all files one time stamp, so
 * that a tag made of time and length, as Jetty's are, would leave screens on an old script after an upgrade.
 */
public final class Asset {
    private final byte[] bytes;
    private final String contentType;
    private final String tag;

    public Asset(byte[] bytes, String contentType) {
        this.bytes = bytes;
        this.contentType = contentType;
        this.tag = "W/" + EntityTag.of(bytes);
    }

    /** What it is. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Answers with the file, or with 304 where the client has it. */
    public void answer(Context context) {
        context.header(Header.ETAG, tag).header(Header.CACHE_CONTROL, "no-cache");
        context.header(Header.VARY, Header.ACCEPT_ENCODING); // a client that says so gets it compressed
        if (tag.equals(context.header(Header.IF_NONE_MATCH))) {
            context.status(HttpStatus.NOT_MODIFIED);
        } else {
            context.contentType(contentType);
            RouteTable.answer(context, bytes);
        }
    }

    public static String contentType(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "png" -> "image/png";
            case "yaml" -> "application/yaml";
            default -> throw new IllegalArgumentException("an asset of no known type: " + name);
        };
    }
}
