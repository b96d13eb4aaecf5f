package io.hallpulse.gateway.api;

import io.hallpulse.gateway.account.TimeText;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.time.ZoneId;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The span of time that a request asks for: days of the hall or instants.
 *
 * @param from the first millisecond since 1970 that is wanted, null for all from the beginning
 * @param to the first that is not wanted any more, null for all to the end
 */
record SpanQuery(@Nullable Long from, @Nullable Long to) {
    /**
     * What a request says.
     *
     * @throws BadRequestResponse where it cannot be read, or ends before it begins
     */
    static SpanQuery of(Context context, ZoneId zone) {
        Long from = instant(context, "from", zone, TimeText::millis);
        Long to = instant(context, "to", zone, TimeText::endMillis);
        if (from != null && to != null && from >= to) {
            throw new BadRequestResponse("from is after to");
        }
        return new SpanQuery(from, to);
    }

    private static @Nullable Long instant(
            Context context, String name, ZoneId zone, ToLongBiFunction<String, ZoneId> reading) {
        String text = context.queryParam(name);
        if (text == null) {
            return null;
        }
        try {
            return reading.applyAsLong(text, zone);
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse(name + " " + e.getMessage());
        }
    }
}
