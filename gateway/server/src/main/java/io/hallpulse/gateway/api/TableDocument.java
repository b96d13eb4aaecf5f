package io.hallpulse.gateway.api;

import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.domain.directory.Halls;
import io.javalin.http.BadRequestResponse;
import org.jspecify.annotations.Nullable;

/** A table of the directory as a JSON document. */
interface TableDocument {
    /** The document of a directory. */
    Object of(Halls halls);

    /**
     * The directory whose document the body is: one that it leaves out is no longer there.
     *
     * @throws IllegalArgumentException with one line, where it is none
     * @throws BadRequestResponse likewise
     */
    Halls read(Halls halls, byte[] body);

    static <T> T body(byte[] body, Class<T> type) {
        try {
            return Json.read(body, type);
        } catch (UnreadableMessage e) {
            throw new BadRequestResponse("the body cannot be read: " + e.getMessage());
        }
    }

    static <T> T present(@Nullable T value, String name) {
        if (value == null) {
            throw new BadRequestResponse(name + " is missing");
        }
        return value;
    }
}
