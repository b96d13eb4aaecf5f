package io.hallpulse.gateway.http;

import io.javalin.http.Context;

/** The handler of a request whose body has come whole. */
public interface BodyHandler {
    void handle(Context context, byte[] body) throws Exception;
}
