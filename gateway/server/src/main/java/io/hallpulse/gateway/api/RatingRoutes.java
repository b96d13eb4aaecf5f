package io.hallpulse.gateway.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.hallpulse.domain.channel.ChannelRating;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.channel.ChannelRatings;
import io.hallpulse.gateway.channel.Kept;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.http.UnprocessableContentResponse;
import java.util.concurrent.CompletionException;

/** The route by which business systems send ratings of other channels. */
public final class RatingRoutes implements Routes {
    private static final String KEY = "Idempotency-Key";
    private static final int MOST_BYTES = 8 * 1024;

    private final ChannelRatings ratings;

    public RatingRoutes(ChannelRatings ratings) {
        this.ratings = ratings;
    }

    /** @param state {@code stored}, or {@code repeated} where the same was there already */
    @JsonPropertyOrder({"state"})
    private record Answer(String state) {}

    @Override
    public void addTo(RouteTable routes) {
        routes.post("/api/v1/ratings", Access.TECHNICIAN, MOST_BYTES, this::post);
    }

    private void post(Context context, byte[] body) {
        String key = key(context);
        ChannelRating rating = rating(body);
        String sender = SignedIn.of(context).caller().name();
        RouteTable.afterwards(
                context,
                ratings.keep(sender, key, rating)
                        .exceptionally(failure -> {
                            throw new CompletionException(unavailable());
                        })
                        .thenAcceptAsync(kept -> answer(context, kept)));
    }

    private static ServiceUnavailableResponse unavailable() {
        return new ServiceUnavailableResponse("the database does not answer; send the same again, it counts once");
    }

    private static String key(Context context) {
        String key = context.header(KEY);
        if (key == null || !key.matches("[!-~]{1,128}")) {
            throw new BadRequestResponse("a rating carries the header " + KEY
                    + ", 1 to 128 printable characters of ASCII that no other rating of this sender has");
        }
        return key;
    }

    private static ChannelRating rating(byte[] body) {
        SentDocument document = SentDocument.of(body, "POST /api/v1/ratings");
        try {
            return RatingDocument.of(document);
        } catch (IllegalArgumentException e) {
            throw new UnprocessableContentResponse(String.valueOf(e.getMessage()));
        }
    }

    private static void answer(Context context, Kept kept) {
        if (kept instanceof Kept.Refused refused) {
            throw new UnprocessableContentResponse(refused.reason());
        }
        boolean isNew = kept instanceof Kept.Stored;
        context.status(isNew ? HttpStatus.CREATED : HttpStatus.OK);
        RouteTable.json(context, new Answer(isNew ? "stored" : "repeated"));
    }
}
