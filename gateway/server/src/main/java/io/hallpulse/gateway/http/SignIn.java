package io.hallpulse.gateway.http;

import io.hallpulse.gateway.auth.Logins;
import io.hallpulse.gateway.auth.People;
import io.hallpulse.gateway.auth.Person;
import io.hallpulse.gateway.auth.Sessions;
import io.javalin.http.Context;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Signing in and out over HTTP: the check of a password from a client's address, and the session in its cookie. Any thread. */
public final class SignIn {
    private final People people;
    private final ClientAddress clients;
    private final SessionCookie cookie;
    private final Logins logins;
    private final Sessions sessions;

    /** @param nanos a clock that never steps */
    public SignIn(People people, ClientAddress clients, SecureRandom random, LongSupplier nanos) {
        this.people = people;
        this.clients = clients;
        this.cookie = new SessionCookie(clients);
        this.logins = new Logins(people, random, nanos);
        this.sessions = new Sessions(people, random, nanos);
    }

    /** Whether there is anyone who could. */
    public boolean isPossible() {
        return people.areThere();
    }

    /** Checks a name and its password, see {@link Logins#check}. */
    public CompletableFuture<Logins.Answer> check(Context context, String name, String password) {
        return logins.check(clients.of(context), name, password);
    }

    /** The session that a request belongs to. */
    Optional<Sessions.Session> session(Context context) {
        return cookie.id(context).flatMap(sessions::find);
    }

    /** Begins a session, in place of the one that the browser may have; the request is of it from here on. */
    public void begin(Context context, Person person) {
        cookie.id(context).ifPresent(sessions::end);
        String id = sessions.begin(person);
        cookie.set(context, id);
        sessions.find(id).ifPresent(session -> new SignedIn(person.caller(), session.csrf()).putOn(context));
    }

    public void end(Context context) {
        cookie.id(context).ifPresent(sessions::end);
        cookie.clear(context);
    }
}
