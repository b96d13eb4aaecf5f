package io.hallpulse.gateway.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The versions of a resource that a change was made for, as the request's If-Match names them (RFC 9110, 13.1.1). */
public final class IfMatch {
    private static final String ANY = "*";

    private final Set<String> tags;

    private IfMatch(Set<String> tags) {
        this.tags = tags;
    }

    /**
     * That of a request.
     *
     * @throws HttpResponseException 428 where it has none
     */
    public static IfMatch of(Context context) {
        String header = context.header(Header.IF_MATCH);
        if (header == null || header.isBlank()) {
            throw new HttpResponseException(
                    HttpStatus.PRECONDITION_REQUIRED.getCode(),
                    "send If-Match with the ETag of the version that you changed");
        }
        return new IfMatch(Arrays.stream(header.split(",")).map(String::strip).collect(Collectors.toSet()));
    }

    /**
     * Refuses a change that was made for another version.
     *
     * @param tag the entity tag of the present version, in its quotes; a weak one never matches
     * @throws HttpResponseException 412 where the request names others
     */
    public void require(String tag) {
        requireAny(tag);
    }

    /**
     * The same where the present version has several representations, with a tag each; the first is the one to name.
     *
     * @throws HttpResponseException 412 where the request names others
     */
    public void requireAny(String... present) {
        String tag = present[0];
        if (!tags.contains(ANY)
                && Arrays.stream(present).noneMatch(one -> !one.startsWith("W/") && tags.contains(one))) {
            throw new HttpResponseException(
                    HttpStatus.PRECONDITION_FAILED.getCode(),
                    "it was changed meanwhile: the version is " + tag + " now; get it and change that");
        }
    }
}
