package io.hallpulse.gateway.http;

import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.auth.Operators;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The gate before the routes of operators: HTTP Basic, checked before the handler runs. Any thread. */
public final class LoginGate {
    private static final String CHALLENGE = "Basic realm=\"HallPulse\", charset=\"UTF-8\"";

    private static final String CALLER = "caller";

    private final Operators operators;
    private final ClientAddress clients;

    public LoginGate(Operators operators, ClientAddress clients) {
        this.operators = operators;
        this.clients = clients;
    }

    private record Login(String name, String password) {}

    /** Who makes the change of a request that was admitted, as the record names them. */
    public static Actor actor(Context context) {
        String name = context.attribute(CALLER);
        if (name == null) {
            throw new IllegalStateException("nobody was admitted");
        }
        return new Actor(name, "operator");
    }

    /** The same for operators alone. */
    public Handler guard(Handler handler) {
        return context -> {
            if (admits(context)) {
                handler.handle(context);
            }
        };
    }

    /** Whether a change comes from an operator; else the refusal is written. A page of others cannot make a browser send one. */
    boolean admitsChange(Context context) {
        if (context.header(Header.ORIGIN) != null) {
            Problem.of(403, "changes by HTTP Basic come from programs, not from pages: send no Origin")
                    .answer(context);
            return false;
        }
        return admits(context);
    }

    /** Whether the request comes from an operator; else the refusal is written. */
    private boolean admits(Context context) {
        if (!operators.areThere()) {
            refuse(
                    context,
                    "no operator can log in: make a file with 'gateway operator NAME >> FILE' and name it as http.operators");
            return false;
        }
        Optional<Login> login = login(context.header(Header.AUTHORIZATION));
        if (login.isEmpty()) {
            refuse(context, "log in as an operator, by HTTP Basic");
            return false;
        }
        Operators.Answer answer = operators.check(
                clients.of(context), login.get().name(), login.get().password());
        if (answer instanceof Operators.Answer.Later later) {
            long seconds =
                    Math.max(1, later.delay().plus(Duration.ofMillis(999)).toSeconds());
            context.header(Header.RETRY_AFTER, Long.toString(seconds));
            Problem.of(429, "too many wrong passwords for this name from this address; wait " + seconds + " s")
                    .answer(context);
            return false;
        }
        if (answer instanceof Operators.Answer.Wrong) {
            refuse(context, "name or password is wrong");
            return false;
        }
        context.attribute(CALLER, login.get().name());
        return true;
    }

    private static void refuse(Context context, String detail) {
        context.header(Header.WWW_AUTHENTICATE, CHALLENGE);
        Problem.of(401, detail).answer(context);
    }

    private static Optional<Login> login(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            String both =
                    new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = both.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Login(both.substring(0, colon), both.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
