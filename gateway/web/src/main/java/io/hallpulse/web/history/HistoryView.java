package io.hallpulse.web.history;

import io.hallpulse.web.Option;
import io.hallpulse.web.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a hall or one window was rated over a range of days, beside another range.
 *
 * @param windows those that can be chosen
 * @param choice what is chosen
 * @param sum of the whole range
 * @param compared the same of the other range, null where there is none
 * @param slots each hour or day of the range
 * @param heat ratings or satisfaction by hour and weekday
 * @param rows the windows, the most satisfied first
 * @param staff who served, likewise; empty where no press of the range names anybody
 * @param channels what came by other channels than the keys, and is in none of the other figures; empty where nothing did
 * @param scale of the intervals, in percent from which to 100
 * @param minimum ratings that a window needs for a score
 * @param hourless ratings that are in no hour, since today is not over
 * @param uncertain ratings of which nobody knows when they were given
 * @param active which part of the services somebody rated, null without a queue feed
 */
public record HistoryView(
        List<Window> windows,
        Choice choice,
        Figures sum,
        @Nullable Figures compared,
        List<Slot> slots,
        Heat heat,
        List<Row> rows,
        List<Row> staff,
        List<Row> channels,
        int scale,
        int minimum,
        long hourless,
        long uncertain,
        @Nullable Active active) {
    /** Ranges that can be chosen. */
    public static final List<Option> RANGES = List.of(
            new Option("today", "今日", "Today"),
            new Option("week", "本周", "This week"),
            new Option("month", "本月", "This month"),
            new Option("quarter", "本季度", "This quarter"),
            new Option("year", "本年", "This year"),
            new Option("custom", "自定", "Custom"));

    /** What a range can be compared with. */
    public static final List<Option> AGAINST = List.of(
            new Option("none", "不对比", "Nothing"),
            new Option("before", "前一时段", "The days before"),
            new Option("month", "上月同期", "Same days last month"));

    /** What a slot can be. */
    public static final List<Option> SIZES =
            List.of(new Option("day", "按日", "By day"), new Option("hour", "按小时", "By hour"));

    public HistoryView {
        windows = List.copyOf(windows);
        slots = List.copyOf(slots);
        rows = List.copyOf(rows);
        staff = List.copyOf(staff);
        channels = List.copyOf(channels);
    }

    /**
     * The active rate.
     *
     * @param services that were closed
     * @param rate null where none was
     */
    public record Active(long services, @Nullable Double rate) {}

    /** A window and its name, a member of staff and theirs, or a channel's, which has no id. */
    public record Window(String id, String zh, String en) {
        public String name(Words t) {
            return (id + " " + t.of(zh, en)).strip();
        }
    }

    /**
     * What is chosen.
     *
     * @param window empty for the hall as a whole
     * @param range a word of {@link #RANGES}
     * @param from the first day, such as 2026-11-01
     * @param to the last day
     * @param against a word of {@link #AGAINST}
     * @param by a word of {@link #SIZES}
     * @param otherFrom the first day of the other range, null where there is none
     * @param unfinished whether the range has a day that is not over
     * @param print whether the page is to be printed
     */
    public record Choice(
            String window,
            String range,
            String from,
            String to,
            String against,
            String by,
            @Nullable String otherFrom,
            @Nullable String otherTo,
            ZoneId zone,
            boolean unfinished,
            boolean print) {}

    /**
     * What some ratings come to; null where there are none.
     *
     * @param low where the satisfaction lies with 95 % confidence, 0 to 1
     */
    public record Figures(
            long total,
            long late,
            Map<String, Long> n,
            @Nullable Double satisfaction,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double bad,
            @Nullable Double mean) {}

    /**
     * An hour or a day.
     *
     * @param other the satisfaction of the slot in its place in the other range
     */
    public record Slot(
            Instant start, Figures figures, @Nullable Double other) {}

    /**
     * Ratings by hour and weekday.
     *
     * @param satisfaction 0 to 1, null where there are too few for one
     */
    public record Cell(long n, @Nullable Double satisfaction) {}

    /**
     * Each hour and weekday.
     *
     * @param ofShares whether it is of satisfaction, else of counts
     * @param mean the satisfaction of all of them, null where there is none
     * @param first the first hour that any day has ratings in
     * @param rows a row an hour, Monday first
     */
    public record Heat(boolean ofShares, @Nullable Double mean, int first, List<List<Cell>> rows) {
        private static final int STEPS = 6;
        /** How far from the mean the outer and the inner steps begin. */
        public static final double FAR = 0.06;

        public static final double NEAR = 0.02;

        /**
         * The class of a cell: of counts h1 to h6 by its part of the highest, of satisfaction s1 to s5 by how far it is from the mean; h0
         * where nothing can be said.
         */
        public String step(Cell cell) {
            if (ofShares) {
                return cell.satisfaction() == null || mean == null ? "h0" : "s" + step(cell.satisfaction() - mean);
            }
            long most =
                    rows.stream().flatMap(List::stream).mapToLong(Cell::n).max().orElse(0);
            return "h" + (cell.n() == 0 ? 0 : Math.max(1, (cell.n() * STEPS + most - 1) / most));
        }

        private static int step(double over) {
            return over > FAR ? 5 : over > NEAR ? 4 : over >= -NEAR ? 3 : over >= -FAR ? 2 : 1;
        }
    }

    /**
     * A window beside the others, or one who served.
     *
     * @param place null where it has too few ratings
     * @param tied whether another one may be as good
     */
    public record Row(
            Window window, Figures figures, @Nullable Integer place, boolean tied) {}

    /** Where a share stands on the scale of the intervals, in 160 parts. */
    public String x(@Nullable Double share) {
        double percent = share == null ? scale : share * 100;
        return String.format(
                java.util.Locale.ROOT, "%.1f", Math.max(2, Math.min(158, (percent - scale) * 160 / (100 - scale))));
    }
}
