package io.hallpulse.gateway.pages;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.assessment.AssessRefused;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.MatterRow;
import io.hallpulse.gateway.assessment.WebCases;
import io.hallpulse.gateway.channel.FormTokens;
import io.hallpulse.gateway.enrolment.QrPicture;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.gateway.http.AddressLimit;
import io.hallpulse.gateway.http.ClientAddress;
import io.hallpulse.gateway.http.Form;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.OwnPage;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.web.Frame;
import io.hallpulse.web.QrCode;
import io.hallpulse.web.Words;
import io.hallpulse.web.cases.FollowView;
import io.hallpulse.web.cases.WriteView;
import io.hallpulse.web.cases.WriteView.Kind;
import io.hallpulse.web.cases.WriteView.Sent;
import io.hallpulse.web.cases.WriteView.State;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The page on which anybody writes what could not be got done, a complaint or a suggestion, and the one behind the writer's link. Neither
 * knows a login or a cookie. The link holds the form's own number of 128 bits: sent twice, a form is one case. Whoever has no such link is
 * told the same in the same time, whatever was guessed.
 */
public final class WritePages implements Routes {
    /** Letters an hour from one address. */
    public static final int MOST_AN_HOUR = 5;

    private static final String PAGE = "c";
    private static final int MOST_BYTES = 16 * 1024;
    private static final int MOST_TEXT = 2000;
    private static final int MOST_CONTACT = 200;
    private static final long PATIENCE_SECONDS = 8;
    private static final String RETRY_SECONDS = "600";

    private final KnownHalls halls;
    private final ClientAddress clients;
    private final Assessments assessments;
    private final FormTokens tokens;
    private final AddressLimit limit;
    private final Fault fault = new Fault(LoggerFactory.getLogger(WritePages.class), "letters");

    public WritePages(
            KnownHalls halls, ClientAddress clients, Assessments assessments, FormTokens tokens, AddressLimit limit) {
        this.halls = halls;
        this.clients = clients;
        this.assessments = assessments;
        this.tokens = tokens;
        this.limit = limit;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/c", Access.ANYONE, this::write);
        routes.post("/c", Access.ANYONE, MOST_BYTES, this::send);
        routes.get("/c/{token}", Access.ANYONE, context -> follow(context, ""));
        routes.post("/c/{token}", Access.ANYONE, MOST_BYTES, this::rateAgain);
    }

    private Optional<WebCases> cases() {
        return assessments.room().map(Assessments.Room::webCases);
    }

    private void write(Context context) {
        if (PageAddress.sentOn(context)) {
            return;
        }
        String window = Optional.ofNullable(context.queryParam("window")).orElse("");
        answer(context, State.WRITE, WriteView.Fault.NONE, draw(), Sent.of(window));
    }

    private String draw() {
        return tokens.draw("", PAGE);
    }

    private void send(Context context, byte[] body) {
        requireOwnPage(context);
        Form form = Form.of(context, body).plain();
        Sent sent = new Sent(
                form.text("kind"),
                form.text("flow"),
                form.text("window"),
                form.text("text").strip().replace("\r\n", "\n"),
                form.text("contact").strip(),
                !form.text("call").isEmpty(),
                form.text("level"),
                form.text("day"),
                !form.text("pressed").isEmpty());
        String token = form.text("token");
        Optional<String> number = tokens.number("", PAGE, token);
        Optional<WebCases> cases = cases();
        if (!form.text("language").isEmpty()) {
            answer(context, State.WRITE, WriteView.Fault.NONE, token, sent);
        } else if (cases.isEmpty()) {
            context.status(HttpStatus.SERVICE_UNAVAILABLE);
            answer(context, State.CLOSED, WriteView.Fault.NONE, "", sent);
        } else if (number.isEmpty()) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            answer(context, State.EXPIRED, WriteView.Fault.NONE, draw(), sent);
        } else {
            List<WebCases.Offer> offers = cases.get().offers();
            WriteView.Fault wrong = fault(sent, offers);
            if (wrong != WriteView.Fault.NONE) {
                context.status(HttpStatus.UNPROCESSABLE_CONTENT);
                answer(context, State.WRITE, wrong, token, sent);
            } else if (!limit.admits(clients.of(context), PAGE, number.get())) {
                context.status(HttpStatus.TOO_MANY_REQUESTS).header(Header.RETRY_AFTER, RETRY_SECONDS);
                answer(context, State.LIMIT, WriteView.Fault.NONE, "", sent);
            } else {
                keep(context, cases.get(), token, number.get(), letter(sent, offers), sent);
            }
        }
    }

    private static void requireOwnPage(Context context) {
        boolean saysNothing = context.header("Sec-Fetch-Site") == null && "null".equals(context.header(Header.ORIGIN));
        if (!saysNothing && !OwnPage.mayHaveMade(context)) {
            throw new ForbiddenResponse("write on the gateway's own page; a proxy before it has to pass Host on");
        }
    }

    private static List<Kind> kinds(List<WebCases.Offer> offers) {
        return offers.isEmpty() ? List.of(Kind.RATING) : Arrays.asList(Kind.values());
    }

    private WriteView.Fault fault(Sent sent, List<WebCases.Offer> offers) {
        if (kinds(offers).stream().noneMatch(kind -> kind.word().equals(sent.kind()))) {
            return WriteView.Fault.KIND;
        }
        if (halls.all().stream()
                .noneMatch(hall -> sent.window().startsWith(hall.id() + "/")
                        && hall.windows()
                                .containsKey(sent.window().substring(hall.id().length() + 1)))) {
            return WriteView.Fault.PLACE;
        }
        if (sent.text().isEmpty()) {
            return WriteView.Fault.TEXT;
        }
        if (sent.text().length() > MOST_TEXT || sent.contact().length() > MOST_CONTACT) {
            return WriteView.Fault.LONG;
        }
        if (sent.kind().equals(Kind.RATING.word()) && !isRating(sent)) {
            return WriteView.Fault.RATING;
        }
        return sent.contact().isEmpty() && (sent.call() || sent.kind().equals(Kind.RATING.word()))
                ? WriteView.Fault.CONTACT
                : WriteView.Fault.NONE;
    }

    private static boolean isRating(Sent sent) {
        return sent.level().isEmpty()
                ? !sent.pressed()
                : sent.level().matches("[12]")
                        && (sent.day().isEmpty() || day(sent.day()).isPresent());
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static WebCases.Letter letter(Sent sent, List<WebCases.Offer> offers) {
        Kind kind = Arrays.stream(Kind.values())
                .filter(one -> one.word().equals(sent.kind()))
                .findFirst()
                .orElseThrow();
        WebCases.Offer offer = kind == Kind.RATING
                ? WebCases.Offer.RATING
                : offers.stream()
                        .filter(one -> value(one).equals(sent.flow()))
                        .findFirst()
                        .orElse(offers.get(0));
        return new WebCases.Letter(
                offer,
                sent.window(),
                kind.name(Words.ZH),
                sent.text(),
                sent.contact(),
                sent.call(),
                kind != Kind.RATING || sent.level().isEmpty()
                        ? null
                        : new WebCases.Rated(
                                Integer.parseInt(sent.level()), day(sent.day()).orElse(null), sent.pressed()));
    }

    private static String value(WebCases.Offer offer) {
        return offer.scheme() + "/" + offer.flow();
    }

    private void keep(Context context, WebCases cases, String token, String number, WebCases.Letter letter, Sent sent) {
        String language = Words.ofCode(context.queryParam("lang")).code();
        CompletableFuture<String> commit;
        try {
            commit = cases.write(number, letter).copy().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (RuntimeException e) {
            commit = CompletableFuture.failedFuture(e);
        }
        RouteTable.afterwards(
                context,
                commit.handleAsync((opened, failure) -> Optional.ofNullable(failure))
                        .thenAccept(failure -> {
                            if (failure.isEmpty()) {
                                fault.over();
                                context.redirect("c/" + number + "?new=1&lang=" + language, HttpStatus.SEE_OTHER);
                            } else {
                                away(context, failure.get(), token, number, sent);
                            }
                        }));
    }

    private void away(Context context, Throwable failure, String token, String number, Sent sent) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof AssessRefused) { // which counts: nobody is to try for ever
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            answer(
                    context,
                    State.WRITE,
                    sent.level().isEmpty() ? WriteView.Fault.PLACE : WriteView.Fault.RATING,
                    token,
                    sent);
        } else {
            limit.forget(clients.of(context), PAGE, number);
            fault.occurred(Fault.oneLine(cause));
            context.status(HttpStatus.SERVICE_UNAVAILABLE).header(Header.RETRY_AFTER, "5");
            answer(context, State.AWAY, WriteView.Fault.NONE, token, sent);
        }
    }

    private void answer(Context context, State state, WriteView.Fault wrong, String token, Sent sent) {
        Optional<WebCases> cases = cases();
        List<WebCases.Offer> offers = cases.map(WebCases::offers).orElse(List.of());
        Frames.answer(
                context,
                "cases/write",
                Frames.ofNobody(context),
                new WriteView(
                        cases.isEmpty() && state == State.WRITE ? State.CLOSED : state,
                        wrong,
                        token,
                        kinds(offers),
                        offers.stream()
                                .map(one -> new WriteView.Choice(
                                        value(one), one.name().zh(), one.name().en()))
                                .toList(),
                        halls.all().stream().map(WritePages::place).toList(),
                        sent));
    }

    /** A hall with its windows, to be chosen among. */
    static WriteView.Place place(Hall hall) {
        return new WriteView.Place(
                hall.name().zh(),
                hall.name().en(),
                hall.windows().values().stream()
                        .map(window -> new WriteView.Choice(
                                hall.id() + "/" + window.id(),
                                window.id() + " " + window.name().zh(),
                                window.id() + " " + window.name().en()))
                        .toList());
    }

    private void rateAgain(Context context, byte[] body) {
        requireOwnPage(context);
        String token = context.pathParam("token");
        String level = Form.of(context, body).text("level");
        WebCases cases = cases().orElseThrow(WritePages::noLetter);
        CompletableFuture<Boolean> commit;
        try {
            commit = cases.rateAgain(token, level.matches("[1-5]") ? Integer.parseInt(level) : 0)
                    .copy()
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (RuntimeException e) {
            commit = CompletableFuture.failedFuture(e);
        }
        RouteTable.afterwards(
                context,
                commit.handleAsync((found, failure) ->
                                Optional.ofNullable(failure == null && !found ? noLetter() : failure))
                        .thenAccept(failure -> rated(context, token, failure.orElse(null))));
    }

    /** @param failure why the second rating was not taken; null where it was */
    private void rated(Context context, String token, @Nullable Throwable failure) {
        Words t = Words.ofCode(context.queryParam("lang"));
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause == null) {
            fault.over();
            context.redirect(token + "?lang=" + t.code() + "#ratings", HttpStatus.SEE_OTHER);
        } else if (cause instanceof NotFoundResponse unknown) {
            throw unknown;
        } else if (cause instanceof AssessRefused refused) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            follow(context, t.of(refused.text().zh(), refused.text().en()));
        } else {
            fault.occurred(Fault.oneLine(cause));
            context.status(HttpStatus.SERVICE_UNAVAILABLE).header(Header.RETRY_AFTER, "5");
            follow(context, t.of("系统暂时存不下来，请稍后再提交一次。", "It cannot be stored now. Please send it again later."));
        }
    }

    private static NotFoundResponse noLetter() {
        return new NotFoundResponse("there is no such letter; look at your link again");
    }

    private void follow(Context context, String refusal) {
        String token = context.pathParam("token");
        WebCases.Followed found = cases().flatMap(cases -> cases.follow(token)).orElseThrow(WritePages::noLetter);
        Frame frame = Frames.ofNobody(context);
        String address = clients.reachedAt(context) + "/c/" + token;
        QrPicture picture = new QrPicture(address);
        Frames.answer(
                context,
                "cases/follow",
                frame,
                view(
                        found,
                        context.queryParam("new") != null,
                        new QrCode(address, picture.size(), picture.path()),
                        refusal));
    }

    private FollowView view(WebCases.Followed found, boolean isNew, QrCode code, String refusal) {
        MatterRow row = found.row();
        @Nullable
        Instant due = row.matter().due() == null || !row.isOpen()
                ? null
                : row.matter().due().at();
        Hall hall = halls.all().stream()
                .filter(one -> row.about().subject().startsWith(one.id() + "/"))
                .findFirst()
                .orElse(halls.all().get(0));
        return new FollowView(
                isNew,
                code,
                row.number(),
                row.title(),
                row.about().name().zh(),
                row.about().name().en(),
                row.text(),
                Instant.ofEpochMilli(row.openedMillis()),
                row.matter().state(),
                !row.isOpen(),
                due,
                found.overdue(),
                hall.zone(),
                found.answers().stream()
                        .map(answer -> new FollowView.Answer(answer.at(), answer.text()))
                        .toList(),
                CasePages.ratings(found.ratings()),
                found.mayRateAgain(),
                refusal);
    }
}
