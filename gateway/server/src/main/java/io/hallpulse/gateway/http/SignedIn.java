package io.hallpulse.gateway.http;

import io.hallpulse.domain.people.Caller;
import io.hallpulse.domain.record.Actor;
import io.javalin.http.Context;
import java.util.Optional;

/**
 * Who makes a request, as the gate found.
 *
 * @param csrf what the forms of a page carry, and scripts send as {@code X-CSRF-Token}; empty for a program, which has no session
 */
public record SignedIn(Caller caller, String csrf) {
    private static final String ATTRIBUTE = "signed-in";

    void putOn(Context context) {
        context.attribute(ATTRIBUTE, this);
    }

    /** As the record of changes names this person. */
    public Actor actor() {
        return new Actor(caller.name(), caller.highest().word());
    }

    /** Of a request to a path that wants a role. */
    public static SignedIn of(Context context) {
        return ifAny(context)
                .orElseThrow(() -> new IllegalStateException(context.path() + " is open to anyone, signed in or not"));
    }

    /** Of a request to any path. */
    public static Optional<SignedIn> ifAny(Context context) {
        return Optional.ofNullable(context.attribute(ATTRIBUTE));
    }
}
