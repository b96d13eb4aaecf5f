package io.hallpulse.gateway.history;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import io.hallpulse.domain.channel.Channel;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Window;
import io.hallpulse.domain.score.ActiveRate;
import io.hallpulse.domain.score.Interval;
import io.hallpulse.domain.score.ScoreFormula;
import io.hallpulse.gateway.store.ChannelReader;
import io.hallpulse.gateway.store.StaffReader;
import io.hallpulse.gateway.store.StoreReader;
import io.hallpulse.gateway.store.TallyReader;
import io.hallpulse.gateway.store.TallyReader.Figures;
import io.hallpulse.gateway.store.TicketReader.Feed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The scores of a hall over a span, by window, by what windows have in common, or by who served.
 *
 * @param from the first instant of the span, null for all of time
 * @param to the first instant after it, null for all of time
 * @param groups in the order of the directory, staff in that of their ids
 */
@JsonPropertyOrder({"hall", "asOf", "timeZone", "from", "to", "by", "minimumRatings", "groups"})
public record GroupScores(
        String hall,
        Instant asOf,
        String timeZone,
        @Nullable Instant from,
        @Nullable Instant to,
        By by,
        int minimumRatings,
        List<Group> groups) {
    /** What ratings are grouped by. */
    public enum By {
        WINDOW,
        STAFF,
        DEPARTMENT,
        CATEGORY,
        HALL;

        /** What that word means. */
        public static Optional<By> ofWord(String word) {
            return List.of(values()).stream()
                    .filter(by -> by.toString().equals(word))
                    .findFirst();
        }

        @Override
        @JsonValue
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        private String of(Hall hall, Window window) {
            return switch (this) {
                case WINDOW -> window.id();
                case STAFF -> throw new IllegalStateException("windows have no staff, presses have");
                case DEPARTMENT -> window.department();
                case CATEGORY -> window.category();
                case HALL -> hall.id();
            };
        }
    }

    /**
     * One of them: the sum of its windows that have enough ratings. One that has fewer is left out, else it could be found by subtraction.
     *
     * @param name null where the directory has none
     * @param windows how many windows are summed
     * @param n ratings by level; with all that follows null where the group has fewer than the hall's minimum
     * @param shares of each level, 0 to 1, three decimals
     * @param interval where the satisfaction lies with 95 % confidence
     * @param services closed ones, as a queue feed tells; null without one
     * @param activeRate see {@link ActiveRate}, of the hours that the feed tells of; null without one
     */
    @JsonPropertyOrder({
        "id",
        "name",
        "windows",
        "n",
        "total",
        "shares",
        "satisfaction",
        "interval",
        "bad",
        "mean",
        "index",
        "services",
        "activeRate"
    })
    public record Group(
            String id,
            @Nullable Name name,
            int windows,
            @Nullable Map<String, Long> n,
            long total,
            @Nullable Map<String, Double> shares,
            @Nullable Double satisfaction,
            @Nullable Interval interval,
            @Nullable Double bad,
            @Nullable Double mean,
            @Nullable Double index,
            @Nullable Long services,
            @Nullable Double activeRate) {}

    /**
     * Reads them from the tallies, from the channels that the hall has in its scores, and from its queue feed.
     *
     * @param all whether what is not published yet is told, as it is to auditors
     * @param fromMillis milliseconds since 1970, or {@link TallyReader#FROM_EVER}
     * @param toMillis the first millisecond after the span
     */
    public static GroupScores read(
            StoreReader reader, boolean all, Hall hall, By by, long fromMillis, long toMillis, Instant now) {
        Figures figures = all ? Figures.COUNTED : Figures.published(hall.zone(), fromMillis, toMillis);
        Map<String, long[]> counts = reader.channels()
                .addedTo(
                        reader.tallies().sums(figures, hall.id(), hall.windows().keySet(), fromMillis, toMillis),
                        hall,
                        all,
                        fromMillis,
                        toMillis,
                        now);
        Map<String, Feed> feeds = reader.tickets().sums(all, hall.id(), hall.zone(), fromMillis, toMillis, now);
        Map<String, List<Window>> groups = new LinkedHashMap<>();
        for (Window window : hall.windows().values()) {
            groups.computeIfAbsent(by.of(hall, window), id -> new ArrayList<>()).add(window);
        }
        return new GroupScores(
                hall.id(),
                now,
                hall.zone().getId(),
                fromMillis == TallyReader.FROM_EVER ? null : Instant.ofEpochMilli(fromMillis),
                toMillis == Long.MAX_VALUE ? null : Instant.ofEpochMilli(toMillis),
                by,
                hall.screen().minimumRatings(),
                groups.entrySet().stream()
                        .map(group -> group(hall, by, group.getKey(), group.getValue(), counts, feeds))
                        .toList());
    }

    /**
     * The same by the staff whom the presses name.
     *
     * @param all whether the hall's today is told, as it is to auditors; to others it is from the next day on, since no batches of it are
     *     published by staff
     * @param names of staff by id, null where the directory has none
     */
    public static GroupScores ofStaff(
            StaffReader staff,
            boolean all,
            Hall hall,
            Function<String, @Nullable Name> names,
            long fromMillis,
            long toMillis,
            Instant now) {
        long received = all ? Long.MAX_VALUE : today(hall, now);
        List<Group> groups = new ArrayList<>();
        staff.sums(hall.id(), fromMillis, Math.min(toMillis, received), received)
                .forEach((id, windows) ->
                        groups.add(sum(hall, id, names.apply(id), List.copyOf(windows.values()), null)));
        return new GroupScores(
                hall.id(),
                now,
                hall.zone().getId(),
                fromMillis == TallyReader.FROM_EVER ? null : Instant.ofEpochMilli(fromMillis),
                toMillis == Long.MAX_VALUE ? null : Instant.ofEpochMilli(toMillis),
                By.STAFF,
                hall.screen().minimumRatings(),
                List.copyOf(groups));
    }

    /**
     * The ratings of other channels than the keys, each channel apart.
     *
     * @param all whether the hall's today is told, as it is to auditors; to others it is from the next day on
     */
    public static Map<Channel, Group> ofChannels(
            ChannelReader channels, boolean all, Hall hall, long fromMillis, long toMillis, Instant now) {
        long received = all ? Long.MAX_VALUE : today(hall, now);
        Map<Channel, Group> groups = new EnumMap<>(Channel.class);
        channels.sums(hall.id(), fromMillis, Math.min(toMillis, received), received)
                .forEach((channel, windows) ->
                        groups.put(channel, sum(hall, channel.word(), null, List.copyOf(windows.values()), null)));
        return groups;
    }

    private static long today(Hall hall, Instant now) {
        return now.atZone(hall.zone())
                .toLocalDate()
                .atStartOfDay(hall.zone())
                .toInstant()
                .toEpochMilli();
    }

    private static Group group(
            Hall hall, By by, String id, List<Window> windows, Map<String, long[]> counts, Map<String, Feed> feeds) {
        Name name = by == By.WINDOW ? windows.get(0).name() : by == By.HALL ? hall.name() : null;
        long least = Math.max(1, hall.screen().minimumRatings());
        List<long[]> shown = new ArrayList<>();
        List<Feed> told = new ArrayList<>();
        for (Window window : windows) {
            long[] n = counts.getOrDefault(window.id(), new long[5]);
            if (by == By.WINDOW && ScoreFormula.total(n) < least) {
                return hidden(id, name, ScoreFormula.total(n));
            }
            if (ScoreFormula.total(n) >= least) {
                shown.add(n);
                Optional.ofNullable(feeds.get(window.id())).ifPresent(told::add);
            }
        }
        return sum(hall, id, name, shown, told.stream().reduce(Feed::plus).orElse(null));
    }

    private static Group hidden(String id, @Nullable Name name, long total) {
        return new Group(id, name, 0, null, total, null, null, null, null, null, null, null, null);
    }

    private static Group sum(Hall hall, String id, @Nullable Name name, List<long[]> windows, @Nullable Feed feed) {
        long[] sum = new long[5];
        windows.forEach(n -> Arrays.setAll(sum, i -> sum[i] + n[i]));
        long total = ScoreFormula.total(sum);
        if (total < Math.max(1, hall.screen().minimumRatings())) {
            return hidden(id, name, total);
        }
        ScoreFormula formula = new ScoreFormula(hall.neutral());
        ScoreFormula.Result result = formula.of(sum);
        Interval interval = formula.interval(sum);
        return new Group(
                id,
                name,
                windows.size(),
                result.n(),
                total,
                shares(result.n(), total),
                result.satisfaction(),
                new Interval(rounded(interval.low()), rounded(interval.high())),
                result.bad(),
                result.mean(),
                result.index(),
                feed == null ? null : feed.services(),
                feed == null ? null : ActiveRate.of(feed.services(), feed.rated()));
    }

    private static Map<String, Double> shares(Map<String, Long> n, long total) {
        Map<String, Double> shares = new LinkedHashMap<>();
        n.forEach((level, count) -> shares.put(level, rounded((double) count / total)));
        return shares;
    }

    private static double rounded(double share) {
        return Math.round(share * 1000) / 1000.0;
    }
}
