package io.hallpulse.gateway.pages;

import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.assessment.AssessRefused;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.Ballots;
import io.hallpulse.gateway.assessment.Ballots.Answer;
import io.hallpulse.gateway.assessment.Ballots.Call;
import io.hallpulse.gateway.assessment.Ballots.Outcome;
import io.hallpulse.gateway.assessment.VoteFields;
import io.hallpulse.gateway.http.AddressLimit;
import io.hallpulse.gateway.http.ClientAddress;
import io.hallpulse.gateway.http.Form;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.OwnPage;
import io.hallpulse.gateway.http.Problem;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.runtime.program.OperationFailed;
import io.hallpulse.web.ballot.BallotView.State;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The page of an open call or a box, on which anybody votes (design 5.1, 5.3; X22). It has no login and no cookie, and keeps no address but
 * for an hour in memory, as a number of votes.
 */
public final class BallotPages implements Routes {
    private static final String PATH = "/b/{scheme}/{period}";
    private static final int MOST_BYTES = 16 * 1024;
    private static final int ID_BYTES = 16;
    private static final String RETRY_SECONDS = "600";

    private final Assessments assessments;
    private final KnownHalls halls;
    private final ClientAddress clients;
    private final AddressLimit limit;
    private final RandomGenerator random;
    private final AtomicLong sent = new AtomicLong();

    /** @param random draws the number of an envelope where no script does */
    public BallotPages(
            Assessments assessments,
            KnownHalls halls,
            ClientAddress clients,
            AddressLimit limit,
            RandomGenerator random) {
        this.assessments = assessments;
        this.halls = halls;
        this.clients = clients;
        this.limit = limit;
        this.random = random;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get(PATH, Access.ANYONE, this::get);
        routes.post(PATH, Access.ANYONE, MOST_BYTES, this::post);
    }

    private Ballots ballots() {
        return assessments
                .room()
                .map(Assessments.Room::ballots)
                .orElseThrow(() -> new HttpResponseException(HttpStatus.NOT_FOUND.getCode(), "no such open call"));
    }

    private Call call(Context context, @Nullable String source) {
        return AssessmentFrame.read(
                () -> ballots().call(context.pathParam("scheme"), context.pathParam("period"), source));
    }

    private void get(Context context) {
        Call call = call(context, context.queryParam("s"));
        State state = switch (call.opening()) {
            case OPEN -> State.OPEN;
            case NOT_YET -> State.NOT_YET;
            case CLOSED -> State.CLOSED;
        };
        page(context, call, state, "");
    }

    private void page(Context context, Call call, State state, String receipt) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        Frames.answer(
                context,
                "ballot/page",
                Frames.ofNobody(context),
                BallotViews.of(
                        call, state, halls.all().get(0).zone(), HexFormat.of().formatHex(id), receipt));
    }

    private void post(Context context, byte[] body) {
        OwnPage.require(context, "vote");
        Form form = Form.of(context, body).plain();
        Call call = call(context, form.text("s").isEmpty() ? null : form.text("s"));
        String address = clients.of(context);
        String page = call.round().name();
        String number = Long.toString(sent.incrementAndGet()); // the envelope's own is never beside an address
        if (!limit.admits(address, page, number)) {
            Optional<String> known = AssessmentFrame.read(
                    () -> ballots().known(call.round().scheme(), call.round().period(), form.text("id")));
            answer(
                    context,
                    call,
                    known.map(receipt -> new Answer(Outcome.KNOWN, receipt)).orElse(null));
            return;
        }
        Ballots.Sent vote = new Ballots.Sent(
                form.text("id"), VoteFields.of(call.form(), form.names(), form::texts), form.text("hint"));
        CompletableFuture<Answer> cast;
        try {
            cast = ballots().cast(call.round().scheme(), call.round().period(), call.source(), vote);
        } catch (AssessRefused e) { // at once, before it took anybody's time
            limit.forget(address, page, number);
            failed(context, call, e);
            return;
        } catch (RejectedExecutionException | OperationFailed e) {
            cast = CompletableFuture.failedFuture(e);
        }
        RouteTable.afterwards(context, cast.handleAsync((answer, failure) -> {
            if (answer == null ? !(cause(failure) instanceof AssessRefused) : answer.outcome() != Outcome.STORED) {
                limit.forget(address, page, number); // the fault is ours, or the vote was there before
            }
            if (answer != null) {
                answer(context, call, answer);
            } else {
                failed(context, call, failure);
            }
            return null;
        }));
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** @param answer null where the address has sent too many */
    private void answer(Context context, Call call, @Nullable Answer answer) {
        if (answer == null) {
            context.header(Header.RETRY_AFTER, RETRY_SECONDS);
            told(
                    context,
                    call,
                    HttpStatus.TOO_MANY_REQUESTS,
                    State.LIMIT,
                    "too many votes from this address; come back in an hour");
            return;
        }
        switch (answer.outcome()) {
            case STORED, KNOWN -> {
                context.status(answer.outcome() == Outcome.STORED ? HttpStatus.CREATED : HttpStatus.OK);
                if (wantsJson(context)) {
                    RouteTable.json(context, Map.of("receipt", answer.receipt()));
                } else {
                    page(context, call, State.DONE, answer.receipt());
                }
            }
            case NOT_YET -> told(context, call, HttpStatus.CONFLICT, State.NOT_YET, "it opens at " + call.opens());
            case CLOSED -> told(context, call, HttpStatus.GONE, State.CLOSED, "it closed at " + call.closes());
        }
    }

    private void failed(Context context, Call call, Throwable failure) {
        if (cause(failure) instanceof AssessRefused refusal) {
            Problem.of(HttpStatus.UNPROCESSABLE_CONTENT.getCode(), String.valueOf(refusal.getMessage()))
                    .answer(context);
            return;
        }
        context.header(Header.RETRY_AFTER, "5");
        told(context, call, HttpStatus.SERVICE_UNAVAILABLE, State.AWAY, "the vote is not stored; send it again");
    }

    private void told(Context context, Call call, HttpStatus status, State state, String detail) {
        context.status(status);
        if (wantsJson(context)) {
            Problem.of(status.getCode(), detail).answer(context);
        } else {
            page(context, call, state, "");
        }
    }

    private static boolean wantsJson(Context context) {
        return !String.valueOf(context.header(Header.ACCEPT)).contains("text/html");
    }
}
