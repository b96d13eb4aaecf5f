package io.hallpulse.gateway.pages;

import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.auth.Logins;
import io.hallpulse.gateway.auth.People;
import io.hallpulse.gateway.auth.PeopleRefused;
import io.hallpulse.gateway.http.Form;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.LocalPath;
import io.hallpulse.gateway.http.LoginGate;
import io.hallpulse.gateway.http.OwnPage;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignIn;
import io.hallpulse.gateway.http.SignedIn;
import io.hallpulse.web.people.AgainView;
import io.hallpulse.web.people.PasswordView;
import io.hallpulse.web.people.SignInView;
import io.hallpulse.web.people.SignInView.State;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Signing in and out, and the own password. */
final class SignInPages implements Routes {
    private static final int MOST_BYTES = 16 * 1024;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final Frames frames;
    private final KnownHalls halls;
    private final People people;
    private final SignIn signIn;
    private final InstantSource clock;

    SignInPages(Frames frames, KnownHalls halls, People people, SignIn signIn, InstantSource clock) {
        this.frames = frames;
        this.halls = halls;
        this.people = people;
        this.signIn = signIn;
        this.clock = clock;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/login", Access.ANYONE, this::signInPage);
        routes.post("/login", Access.ANYONE, MOST_BYTES, this::signIn);
        routes.post("/logout", Access.SIGNED_IN, MOST_BYTES, (context, body) -> signOut(context));
        routes.get(
                "/console/password",
                Access.SIGNED_IN,
                context -> passwordPage(
                        context,
                        context.queryParam("done") == null ? PasswordView.State.FRESH : PasswordView.State.DONE));
        routes.post("/console/password", Access.SIGNED_IN, MOST_BYTES, this::changePassword);
    }

    private void signInPage(Context context) {
        LocalPath to = LocalPath.of(context.queryParam("to"));
        if (SignedIn.ifAny(context).isPresent()) {
            context.redirect(to.fromRoot(), HttpStatus.FOUND);
            return;
        }
        State state = signIn.isPossible() ? State.FRESH : State.NOBODY;
        answer(context, new SignInView("", to.text(), "", state, null, null));
    }

    private void answer(Context context, SignInView view) {
        Frames.answer(context, "people/signin", frames.of(context), view);
    }

    private void signIn(Context context, byte[] body) {
        requireOwnPage(context);
        Form form = Form.of(context, body);
        String unfinished = context.queryParam("to");
        if (unfinished != null) { // a form of that page, which came when the session was over
            String kept = KeptForm.of(form).text();
            State state = signIn.isPossible() ? State.FRESH : State.NOBODY;
            answer(context, new SignInView("", LocalPath.of(unfinished).text(), kept, state, null, null));
            return;
        }
        String name = form.text("name");
        LocalPath to = LocalPath.of(form.text("to"));
        KeptForm kept = KeptForm.of(Form.ofText(form.text("kept")));
        RouteTable.afterwards(
                context,
                signIn.check(context, name, form.text("password"))
                        .thenAccept(answer -> signedIn(context, name, to, kept, answer)));
    }

    private void signedIn(Context context, String name, LocalPath to, KeptForm kept, Logins.Answer answer) {
        if (answer instanceof Logins.Answer.Welcome welcome) {
            signIn.begin(context, welcome.person());
            if (kept.fields().isEmpty()) {
                context.redirect(to.fromRoot(), HttpStatus.SEE_OTHER);
            } else {
                Frames.answer(context, "people/again", frames.of(context), new AgainView(to.fromRoot(), kept.fields()));
            }
        } else if (answer instanceof Logins.Answer.Later later) {
            context.status(HttpStatus.TOO_MANY_REQUESTS).header(Header.RETRY_AFTER, Long.toString(later.seconds()));
            Duration delay = Duration.ofSeconds(later.seconds());
            String until = CLOCK.format(
                    clock.instant().plus(delay).atZone(halls.all().get(0).zone()));
            answer(context, new SignInView(name, to.text(), kept.text(), State.LATER, until, delay));
        } else {
            context.status(HttpStatus.UNAUTHORIZED).header(Header.WWW_AUTHENTICATE, LoginGate.OF_SESSION);
            answer(context, new SignInView(name, to.text(), kept.text(), State.WRONG, null, null));
        }
    }

    /** A page of others could sign its visitor in as somebody else, whose changes the visitor then makes. */
    private static void requireOwnPage(Context context) {
        if (!OwnPage.mayHaveMade(context)) {
            throw new ForbiddenResponse("sign in on the gateway's own page; a proxy before it has to pass Host on");
        }
    }

    private void signOut(Context context) {
        signIn.end(context);
        context.redirect("login", HttpStatus.SEE_OTHER);
    }

    private void passwordPage(Context context, PasswordView.State state) {
        Frames.answer(context, "people/password", frames.of(context), new PasswordView(state));
    }

    private void changePassword(Context context, byte[] body) throws InterruptedException {
        Form form = Form.of(context, body);
        SignedIn by = SignedIn.of(context);
        PasswordView.State state =
                form.text("new").equals(form.text("again")) ? changed(context, by, form) : PasswordView.State.DIFFERENT;
        if (state == PasswordView.State.DONE) {
            goOn(context, by);
        } else {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            passwordPage(context, state);
        }
    }

    /** The session that was open ended with the old password. */
    private void goOn(Context context, SignedIn by) {
        if (!by.csrf().isEmpty()) {
            people.named(by.caller().name()).ifPresent(person -> signIn.begin(context, person));
        }
        context.redirect("password?done=1", HttpStatus.SEE_OTHER);
    }

    private PasswordView.State changed(Context context, SignedIn by, Form form) throws InterruptedException {
        String name = by.caller().name();
        Logins.Answer answer = signIn.check(context, name, form.text("old")).join();
        if (!(answer instanceof Logins.Answer.Welcome)) {
            return answer instanceof Logins.Answer.Later ? PasswordView.State.LATER : PasswordView.State.WRONG;
        }
        try {
            people.givePassword(by.actor(), name, form.text("new"));
        } catch (PeopleRefused e) {
            return e.reason() == PeopleRefused.Reason.PASSWORD ? PasswordView.State.UNFIT : PasswordView.State.IN_FILE;
        }
        return PasswordView.State.DONE;
    }
}
