package io.hallpulse.gateway.http;

import io.hallpulse.domain.people.Access;
import io.hallpulse.domain.people.Caller;
import io.hallpulse.domain.people.Role;
import io.hallpulse.gateway.auth.Logins;
import io.hallpulse.gateway.auth.Sessions;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The gate before every path: it finds out who asks, by the cookie of a session or by HTTP Basic, and whether that path is open to them.
 * A change within a session carries the session's token, which no page of others can know. A change by HTTP Basic comes from a program,
 * which sends no Origin; Basic begins no session. Any thread.
 */
public final class LoginGate {
    /** A scheme that no browser knows, so that it asks its user nothing and shows our page. */
    public static final String OF_SESSION = "Session realm=\"HallPulse\"";

    private static final String CHALLENGE = "Basic realm=\"HallPulse\", charset=\"UTF-8\"";
    private static final String CSRF_HEADER = "X-CSRF-Token";
    private static final String CSRF_FIELD = "csrf";
    private static final String TOKEN_IN_FORM = "token-in-form";
    private static final String NO_TOKEN =
            "a change carries the token of its session, as " + CSRF_HEADER + " or in the form; load the page again";

    private final SignIn signIn;

    public LoginGate(SignIn signIn) {
        this.signIn = signIn;
    }

    /** What comes of a request at the gate. */
    interface Verdict {
        /** Lets the request on, with who made it; or answers it, and then is false. */
        boolean on(Context context);
    }

    /**
     * Judges a request.
     *
     * @param change whether it changes something
     * @return at once, unless a password has to be checked slowly
     */
    CompletableFuture<Verdict> judge(Context context, Access least, boolean change) {
        Optional<Sessions.Session> session = signIn.session(context);
        if (session.isPresent()) {
            SignedIn by =
                    new SignedIn(session.get().person().caller(), session.get().csrf());
            return done(least == Access.ANYONE ? letOn(by) : ofSession(context, by, least, change));
        }
        String header = context.header(Header.AUTHORIZATION);
        if (least == Access.ANYONE) {
            return header == null
                            || change
                            || isBrowser(context)
                            || !context.path().startsWith("/api/")
                    ? done(request -> true)
                    : anybody(context, header);
        }
        if (header == null
                && (!change || Form.isOne(context))
                && !context.path().startsWith("/api/")) {
            return done(LoginGate::askToSignIn);
        }
        if (header != null && change && context.header(Header.ORIGIN) != null) {
            return done(refusal(403, "changes by HTTP Basic come from programs, not from pages: send no Origin"));
        }
        Optional<BasicLogin> login = BasicLogin.of(header);
        if (login.isEmpty() || !signIn.isPossible()) {
            return done(refusal(
                    401,
                    signIn.isPossible()
                            ? "sign in at /login, or log in by HTTP Basic"
                            : "nobody can sign in yet: add somebody with 'gateway people add NAME --role operator'"));
        }
        return signIn.check(context, login.get().name(), login.get().password())
                .thenApply(answer -> ofProgram(answer, least, change));
    }

    /** On a path that is open, a program is known by a login that holds, and one that does not is passed over. */
    private CompletableFuture<Verdict> anybody(Context context, String header) {
        Optional<BasicLogin> login = BasicLogin.of(header);
        return login.isEmpty() || !signIn.isPossible()
                ? done(request -> true)
                : signIn.check(context, login.get().name(), login.get().password())
                        .thenApply(answer -> answer instanceof Logins.Answer.Welcome welcome
                                ? letOn(new SignedIn(welcome.person().caller(), ""))
                                : request -> true);
    }

    private static CompletableFuture<Verdict> done(Verdict verdict) {
        return CompletableFuture.completedFuture(verdict);
    }

    private static Verdict letOn(SignedIn by) {
        return context -> {
            by.putOn(context);
            return true;
        };
    }

    private static Verdict ofSession(Context context, SignedIn by, Access least, boolean change) {
        if (!by.caller().may(least, change)) {
            return roleMissing(by.caller(), least, change);
        }
        String sent = context.header(CSRF_HEADER);
        if (change && sent == null && Form.isOne(context)) {
            context.attribute(TOKEN_IN_FORM, true); // which has not come yet
            return letOn(by);
        }
        return !change || isToken(by, sent) ? letOn(by) : refusal(403, NO_TOKEN);
    }

    /** Whether a change may be made once its body is there: a form carries the token in it. Else the refusal is written. */
    boolean admitsBody(Context context, byte[] body) {
        return context.attribute(TOKEN_IN_FORM) == null
                || isToken(SignedIn.of(context), Form.of(context, body).text(CSRF_FIELD))
                || refusal(403, NO_TOKEN).on(context);
    }

    private static boolean isToken(SignedIn by, @Nullable String sent) {
        return sent != null
                && MessageDigest.isEqual(
                        by.csrf().getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }

    private static Verdict ofProgram(Logins.Answer answer, Access least, boolean change) {
        if (answer instanceof Logins.Answer.Welcome welcome) {
            Caller caller = welcome.person().caller();
            return caller.may(least, change) ? letOn(new SignedIn(caller, "")) : roleMissing(caller, least, change);
        }
        if (answer instanceof Logins.Answer.Later later) {
            long seconds = later.seconds();
            return context -> {
                context.header(Header.RETRY_AFTER, Long.toString(seconds));
                return refusal(429, "too many wrong passwords for this name from this address; wait " + seconds + " s")
                        .on(context);
            };
        }
        return refusal(401, "name or password is wrong");
    }

    private static Verdict roleMissing(Caller caller, Access least, boolean change) {
        String has = caller.roles().stream().sorted().map(Role::word).collect(Collectors.joining(", "));
        return refusal(
                403,
                "this wants the role " + least.word() + (change ? ", since it changes something" : "") + "; "
                        + caller.name() + " has " + has);
    }

    private static Verdict refusal(int status, String detail) {
        return context -> {
            if (status == 401) {
                context.header(Header.WWW_AUTHENTICATE, isBrowser(context) ? OF_SESSION : CHALLENGE);
            }
            Problem.of(status, detail).answer(context);
            return false;
        };
    }

    /** Whether a challenge of Basic would make a browser ask its user, over a page that can say more. */
    private static boolean isBrowser(Context context) {
        return context.header("Sec-Fetch-Mode") != null || context.header(Header.ORIGIN) != null;
    }

    /**
     * Relative, for proxies that show us below a path of theirs. What somebody typed into a form of ours while the session ended goes along,
     * to be sent again after signing in; what a page of others sends does not.
     */
    private static boolean askToSignIn(Context context) {
        String query = context.queryString();
        String to = context.path() + (query == null ? "" : "?" + query);
        String up =
                "../".repeat((int) context.path().chars().filter(c -> c == '/').count() - 1);
        context.redirect(
                up + "login?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8),
                !context.method().equals(HandlerType.POST)
                        ? HttpStatus.FOUND
                        : Form.isShort(context) && OwnPage.surelyMade(context)
                                ? HttpStatus.TEMPORARY_REDIRECT
                                : HttpStatus.SEE_OTHER);
        return false;
    }
}
