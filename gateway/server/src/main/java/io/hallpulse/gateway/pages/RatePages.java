package io.hallpulse.gateway.pages;

import io.hallpulse.contract.Level;
import io.hallpulse.contract.Reason;
import io.hallpulse.domain.channel.Channel;
import io.hallpulse.domain.channel.ChannelRating;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Window;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.channel.ChannelRatings;
import io.hallpulse.gateway.channel.FormTokens;
import io.hallpulse.gateway.http.AddressLimit;
import io.hallpulse.gateway.http.ClientAddress;
import io.hallpulse.gateway.http.Form;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.OwnPage;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.web.Frame;
import io.hallpulse.web.rate.RateView;
import io.hallpulse.web.rate.RateView.State;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The page behind the QR code of a counter, on which anybody rates a service: first a level, then reasons, which are asked for alike
 * whatever the level is, and thanks alike. A form counts once, whether it is sent twice or loaded again.
 */
public final class RatePages implements Routes {
    private static final String PATH = "/r/{hall}/{window}";
    /** Ratings an hour of one counter from one address. */
    public static final int MOST_AN_HOUR = 20;

    private static final int MOST_BYTES = 4 * 1024;
    private static final String RETRY_SECONDS = "600";

    private final Frames frames;
    private final KnownHalls halls;
    private final ClientAddress clients;
    private final ChannelRatings ratings;
    private final FormTokens tokens;
    private final AddressLimit limit;
    private final InstantSource clock;

    /** @param clock the gateway's own */
    public RatePages(
            KnownHalls halls,
            ClientAddress clients,
            ChannelRatings ratings,
            FormTokens tokens,
            AddressLimit limit,
            InstantSource clock) {
        this.frames = new Frames(halls);
        this.halls = halls;
        this.clients = clients;
        this.ratings = ratings;
        this.tokens = tokens;
        this.limit = limit;
        this.clock = clock;
    }

    /** A counter that can be rated. */
    private record Counter(Hall hall, Window window) {
        String drawn(FormTokens tokens) {
            return tokens.draw(hall.id(), window.id());
        }
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get(PATH, Access.ANYONE, this::get);
        routes.post(PATH, Access.ANYONE, MOST_BYTES, this::post);
    }

    private Counter counter(Context context) {
        Hall hall = halls.require(context.pathParam("hall"));
        String id = context.pathParam("window");
        Window window = hall.windows().get(id);
        if (window == null) {
            throw new NotFoundResponse("hall " + hall.id() + " has no window '" + id + "'");
        }
        return new Counter(hall, window);
    }

    private void get(Context context) {
        if (PageAddress.sentOn(context)) {
            return;
        }
        Counter counter = counter(context);
        if (context.queryParam("done") == null) {
            answer(context, counter, State.LEVEL, counter.drawn(tokens), 0, List.of());
        } else {
            answer(context, counter, State.DONE, "", 0, List.of());
        }
    }

    private void post(Context context, byte[] body) {
        OwnPage.require(context, "rate"); // one that hides that shows by the token that it loaded ours
        Counter counter = counter(context);
        Form form = Form.of(context, body);
        String token = form.text("token");
        Optional<String> number =
                tokens.number(counter.hall().id(), counter.window().id(), token);
        ChannelRating rating = rating(counter, form);
        if (number.isEmpty()) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            answer(context, counter, State.EXPIRED, counter.drawn(tokens), 0, List.of());
        } else if (rating == null) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            answer(context, counter, State.LEVEL, token, 0, List.of());
        } else if (form.text("send").isEmpty()) {
            answer(context, counter, State.REASONS, token, rating.level(), rating.reasons());
        } else if (!limit.admits(
                clients.of(context),
                counter.hall().id() + "/" + counter.window().id(),
                number.get())) {
            context.status(HttpStatus.TOO_MANY_REQUESTS).header(Header.RETRY_AFTER, RETRY_SECONDS);
            answer(context, counter, State.LIMIT, "", 0, List.of());
        } else {
            keep(context, counter, token, number.get(), rating);
        }
    }

    /** As the form says; null where it names no level, or what is no reason of that level. */
    private @Nullable ChannelRating rating(Counter counter, Form form) {
        try {
            return new ChannelRating(
                    Channel.QR,
                    counter.hall().id(),
                    counter.window().id(),
                    Integer.parseInt(form.text("level")),
                    form.texts("reason").stream().map(Integer::valueOf).toList(),
                    null,
                    clock.instant());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** What was sent first by a form is what counts; sent again, whatever it says, it is thanked for alike. */
    private void keep(Context context, Counter counter, String token, String number, ChannelRating rating) {
        Frame frame = frames.of(context);
        RouteTable.afterwards(
                context,
                ratings.keep(ChannelRatings.OWN_PAGE, number, rating)
                        .handleAsync((kept, failure) -> kept != null)
                        .thenAccept(isKept -> {
                            if (isKept) {
                                context.redirect(
                                        counter.window().id() + "?done=1&lang="
                                                + frame.t().code(),
                                        HttpStatus.SEE_OTHER);
                            } else {
                                context.status(HttpStatus.SERVICE_UNAVAILABLE).header(Header.RETRY_AFTER, "5");
                                answer(context, counter, State.AWAY, token, rating.level(), rating.reasons());
                            }
                        }));
    }

    private void answer(Context context, Counter counter, State state, String token, int level, List<Integer> chosen) {
        Frame frame = frames.of(context);
        RateView view = new RateView(
                state,
                counter.hall().name().zh(),
                counter.hall().name().en(),
                counter.window().id(),
                counter.window().name().zh(),
                counter.window().name().en(),
                token,
                level,
                Level.isLevel(level)
                        ? Reason.of(level).stream()
                                .map(reason -> new RateView.Choice(
                                        reason.code(), reason.chinese(), chosen.contains(reason.code())))
                                .toList()
                        : List.of());
        Frames.answer(context, "rate/page", frame, view);
    }
}
