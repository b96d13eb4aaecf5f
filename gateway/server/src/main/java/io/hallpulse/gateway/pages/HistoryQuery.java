package io.hallpulse.gateway.pages;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.gateway.history.History;
import io.hallpulse.gateway.history.Range;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the page of history is asked for.
 *
 * @param window null for the hall as a whole
 * @param word today, week, month, quarter, year or custom
 * @param against none, before or month
 * @param heatOfShares whether the heat map is of satisfaction, else of counts
 */
record HistoryQuery(
        @Nullable String window, String word, Range range, String against, History.Size size, boolean heatOfShares) {
    private static final int MOST_DAYS_BY_HOUR = 31;

    /**
     * What a request says.
     *
     * @throws BadRequestResponse where it cannot be read
     * @throws NotFoundResponse where the hall has no such window
     */
    static HistoryQuery of(Context context, Hall hall, LocalDate today) {
        String window = context.queryParam("of");
        if (window != null && !window.isEmpty() && !hall.windows().containsKey(window)) {
            throw new NotFoundResponse("hall " + hall.id() + " has no window '" + window + "'");
        }
        String word = Optional.ofNullable(context.queryParam("range")).orElse("month");
        Range range = Range.ofWord(word, today).orElseGet(() -> custom(context, word, today));
        String against = Optional.ofNullable(context.queryParam("against")).orElse("none");
        if (!Set.of("none", "before", "month").contains(against)) {
            throw new BadRequestResponse("against '" + against + "' is unknown; use none, before or month");
        }
        String by = context.queryParam("by");
        History.Size size = by == null
                ? range.days() == 1 ? History.Size.HOUR : History.Size.DAY
                : History.Size.ofWord(by)
                        .orElseThrow(() -> new BadRequestResponse("by '" + by + "' is unknown; use hour or day"));
        String heat = Optional.ofNullable(context.queryParam("heat")).orElse("count");
        if (!Set.of("count", "satisfaction").contains(heat)) {
            throw new BadRequestResponse("heat '" + heat + "' is unknown; use count or satisfaction");
        }
        return new HistoryQuery(
                window == null || window.isEmpty() ? null : window,
                word,
                range,
                against,
                range.days() > MOST_DAYS_BY_HOUR ? History.Size.DAY : size,
                heat.equals("satisfaction"));
    }

    private static Range custom(Context context, String word, LocalDate today) {
        if (!word.equals("custom")) {
            throw new BadRequestResponse(
                    "range '" + word + "' is unknown; use today, week, month, quarter, year or custom");
        }
        try {
            return new Range(day(context, "from", today), day(context, "to", today));
        } catch (DateTimeException e) {
            throw new BadRequestResponse("a day is such as 2026-11-22");
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse(String.valueOf(e.getMessage()));
        }
    }

    private static LocalDate day(Context context, String name, LocalDate today) {
        String text = context.queryParam(name);
        return text == null || text.isEmpty() ? today : LocalDate.parse(text);
    }

    /** The other range, null where there is none. */
    @Nullable
    Range other() {
        return switch (against) {
            case "before" -> range.before();
            case "month" -> range.monthBefore();
            default -> null;
        };
    }
}
