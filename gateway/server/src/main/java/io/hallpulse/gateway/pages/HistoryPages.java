package io.hallpulse.gateway.pages;

import io.hallpulse.domain.channel.Channel;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Staff;
import io.hallpulse.domain.directory.Window;
import io.hallpulse.domain.people.Access;
import io.hallpulse.domain.score.ActiveRate;
import io.hallpulse.domain.score.Interval;
import io.hallpulse.domain.score.Ranking;
import io.hallpulse.domain.score.ScoreFormula;
import io.hallpulse.gateway.account.CsvText;
import io.hallpulse.gateway.audit.Readings;
import io.hallpulse.gateway.history.GroupScores;
import io.hallpulse.gateway.history.History;
import io.hallpulse.gateway.history.Overview;
import io.hallpulse.gateway.history.Range;
import io.hallpulse.gateway.history.Sum;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.hallpulse.gateway.store.StoreReader;
import io.hallpulse.gateway.store.TicketReader.Feed;
import io.hallpulse.web.Frame;
import io.hallpulse.web.history.HistoryView;
import io.hallpulse.web.history.HistoryView.Figures;
import io.hallpulse.web.history.HistoryView.Row;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The page of how a hall was rated over a range of days, and its figures as CSV. */
final class HistoryPages implements Routes {
    /** The scale of the intervals begins at a multiple of that, in percent. */
    private static final int SCALE_STEP = 5;

    private final Frames frames;
    private final StoreReader reader;
    private final InstantSource clock;
    private final Supplier<Halls> directory;
    private final Readings readings;

    /** @param clock the gateway's own, which says what today is */
    HistoryPages(Frames frames, StoreReader reader, InstantSource clock, Supplier<Halls> directory, Readings readings) {
        this.frames = frames;
        this.reader = reader;
        this.clock = clock;
        this.directory = directory;
        this.readings = readings;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/console/history", Access.VIEWER, this::page);
    }

    private void page(Context context) throws IOException, InterruptedException {
        Frame frame = frames.of(context);
        Hall hall = frames.one(frame);
        LocalDate today = clock.instant().atZone(hall.zone()).toLocalDate();
        HistoryQuery query = HistoryQuery.of(context, hall, today);
        boolean all = ConsolePages.isAuditor(context);
        if (all) {
            readings.note(
                    SignedIn.of(context).actor(),
                    "history",
                    "hall=" + hall.id() + "&from=" + query.range().from() + "&to="
                            + query.range().to());
        }
        Overview overview = read(all, hall, query.window(), query.range(), query.size());
        String csv = context.queryParam("csv");
        if (csv != null) {
            csv(context, hall, overview, csv);
            return;
        }
        Range otherRange = query.other();
        Overview other = otherRange == null ? null : read(all, hall, query.window(), otherRange, query.size());
        boolean print = "true".equals(context.queryParam("print"));
        Frames.answer(
                context,
                "history/page",
                frame,
                view(
                        hall,
                        query,
                        overview,
                        other,
                        staff(all, hall, query.range()),
                        channels(all, hall, query.range()),
                        active(all, hall, query),
                        today,
                        print));
    }

    private Overview read(boolean all, Hall hall, @Nullable String window, Range range, History.Size size) {
        return Overview.read(reader.tallies(), all, hall, window, range, size);
    }

    /** Which part of the services somebody rated; null where no queue machine tells of any. */
    private HistoryView.@Nullable Active active(boolean all, Hall hall, HistoryQuery query) {
        return reader
                .tickets()
                .sums(
                        all,
                        hall.id(),
                        hall.zone(),
                        query.range().begin(hall.zone()).toEpochMilli(),
                        query.range().end(hall.zone()).toEpochMilli(),
                        clock.instant())
                .entrySet()
                .stream()
                .filter(window -> query.window() == null
                        ? hall.windows().containsKey(window.getKey())
                        : window.getKey().equals(query.window()))
                .map(Map.Entry::getValue)
                .reduce(Feed::plus)
                .map(feed -> new HistoryView.Active(feed.services(), ActiveRate.of(feed.services(), feed.rated())))
                .orElse(null);
    }

    private static HistoryView view(
            Hall hall,
            HistoryQuery query,
            Overview overview,
            @Nullable Overview other,
            List<Row> staff,
            List<Row> channels,
            HistoryView.@Nullable Active active,
            LocalDate today,
            boolean print) {
        List<Row> rows = rows(hall, overview.windows());
        return new HistoryView(
                hall.windows().values().stream().map(HistoryPages::window).toList(),
                choice(hall, query, other, today, print),
                figures(overview.sum()),
                other == null ? null : figures(other.sum()),
                slots(overview, other),
                heat(hall, query, overview),
                rows,
                staff,
                channels,
                scale(rows),
                Math.max(1, hall.screen().minimumRatings()),
                overview.hourless(),
                overview.uncertain(),
                active);
    }

    private static HistoryView.Choice choice(
            Hall hall, HistoryQuery query, @Nullable Overview other, LocalDate today, boolean print) {
        String window = query.window();
        return new HistoryView.Choice(
                window == null ? "" : window,
                query.word(),
                query.range().from().toString(),
                query.range().to().toString(),
                query.against(),
                query.size().toString(),
                other == null ? null : other.range().from().toString(),
                other == null ? null : other.range().to().toString(),
                hall.zone(),
                !query.range().to().isBefore(today),
                print);
    }

    private static HistoryView.Window window(Window window) {
        return new HistoryView.Window(
                window.id(), window.name().zh(), window.name().en());
    }

    private static Figures figures(Sum sum) {
        ScoreFormula.Result result = sum.result();
        Interval interval = sum.interval();
        return new Figures(
                sum.total(),
                sum.late(),
                sum.byLevel(),
                result == null ? null : result.satisfaction(),
                interval == null ? null : interval.low(),
                interval == null ? null : interval.high(),
                result == null ? null : result.bad(),
                result == null ? null : result.mean());
    }

    private static List<HistoryView.Slot> slots(Overview overview, @Nullable Overview other) {
        List<Sum> others = other == null ? List.of() : List.copyOf(other.slots().values());
        List<HistoryView.Slot> slots = new ArrayList<>();
        overview.slots().forEach((start, sum) -> {
            ScoreFormula.Result before =
                    slots.size() < others.size() ? others.get(slots.size()).result() : null;
            slots.add(new HistoryView.Slot(start, figures(sum), before == null ? null : before.satisfaction()));
        });
        return slots;
    }

    /** From the first to the last hour of the day that has any ratings. */
    private static HistoryView.Heat heat(Hall hall, HistoryQuery query, Overview overview) {
        long least = Math.max(1, hall.screen().minimumRatings());
        List<List<HistoryView.Cell>> hours = overview.hours().stream()
                .map(days -> days.stream().map(sum -> cell(sum, least)).toList())
                .toList();
        int first = 0;
        int end = hours.size();
        while (first < end && isEmpty(hours.get(first))) {
            first++;
        }
        while (end > first && isEmpty(hours.get(end - 1))) {
            end--;
        }
        ScoreFormula.Result mean = overview.sum().result();
        return new HistoryView.Heat(
                query.heatOfShares(), mean == null ? null : mean.satisfaction(), first, hours.subList(first, end));
    }

    private static boolean isEmpty(List<HistoryView.Cell> days) {
        return days.stream().allMatch(cell -> cell.n() == 0);
    }

    private static HistoryView.Cell cell(Sum sum, long least) {
        ScoreFormula.Result result = sum.result();
        return new HistoryView.Cell(sum.total(), result == null || sum.total() < least ? null : result.satisfaction());
    }

    /** Who served in the range, the most satisfied first. */
    private List<Row> staff(boolean all, Hall hall, Range range) {
        Map<String, Staff> known = directory.get().entries().staff();
        List<Row> rows = new ArrayList<>();
        GroupScores.ofStaff(
                        reader.staff(),
                        all,
                        hall,
                        id -> known.containsKey(id)
                                ? Objects.requireNonNull(known.get(id)).name()
                                : null,
                        range.begin(hall.zone()).toEpochMilli(),
                        range.end(hall.zone()).toEpochMilli(),
                        clock.instant())
                .groups()
                .forEach(group -> rows.add(row(group.id(), group.name(), group)));
        rows.sort(Comparator.comparing((Row row) -> row.figures().satisfaction() == null)
                .thenComparing(row -> -Objects.requireNonNullElse(row.figures().satisfaction(), 0.0)));
        return rows;
    }

    /** What came by other channels than the keys. */
    private List<Row> channels(boolean all, Hall hall, Range range) {
        List<Row> rows = new ArrayList<>();
        GroupScores.ofChannels(
                        reader.channels(),
                        all,
                        hall,
                        range.begin(hall.zone()).toEpochMilli(),
                        range.end(hall.zone()).toEpochMilli(),
                        clock.instant())
                .forEach((channel, group) -> rows.add(row("", name(channel), group)));
        return rows;
    }

    private static Name name(Channel channel) {
        return switch (channel) {
            case QR -> new Name("二维码", "QR code");
            case WEB -> new Name("网页", "Web page");
            case PHONE -> new Name("电话", "Telephone");
            case SMS -> new Name("短信", "SMS");
            case HOTLINE -> new Name("12345 热线", "Hotline 12345");
            case MINIPROGRAM -> new Name("小程序", "Mini program");
            case PAPER -> new Name("纸质", "Paper form");
        };
    }

    private static Row row(String id, @Nullable Name name, GroupScores.Group group) {
        Interval interval = group.interval();
        return new Row(
                new HistoryView.Window(id, name == null ? "" : name.zh(), name == null ? "" : name.en()),
                new Figures(
                        group.total(),
                        0,
                        group.n() == null ? Map.of() : group.n(),
                        group.satisfaction(),
                        interval == null ? null : interval.low(),
                        interval == null ? null : interval.high(),
                        group.bad(),
                        group.mean()),
                null,
                false);
    }

    /** The most satisfied first; those with too few ratings to say so last. */
    private static List<Row> rows(Hall hall, Map<String, Sum> windows) {
        long least = Math.max(1, hall.screen().minimumRatings());
        List<Window> all = List.copyOf(hall.windows().values());
        List<Figures> figures = all.stream()
                .map(window -> figures(Objects.requireNonNull(windows.get(window.id()))))
                .toList();
        List<@Nullable Interval> intervals = new ArrayList<>();
        figures.forEach(one -> intervals.add(one.total() < least ? null : interval(one)));
        List<Ranking.@Nullable Place> places = Ranking.of(intervals);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Ranking.Place place = places.get(i);
            rows.add(new Row(
                    window(all.get(i)),
                    figures.get(i),
                    place == null ? null : place.place(),
                    place != null && place.tied()));
        }
        rows.sort(Comparator.comparing((Row row) -> row.place() == null)
                .thenComparing(row -> -Objects.requireNonNullElse(row.figures().satisfaction(), 0.0)));
        return rows;
    }

    private static Interval interval(Figures figures) {
        return new Interval(Objects.requireNonNull(figures.low()), Objects.requireNonNull(figures.high()));
    }

    private static int scale(List<Row> rows) {
        double lowest = rows.stream()
                .filter(row -> row.place() != null)
                .map(row -> Objects.requireNonNull(row.figures().low()))
                .min(Comparator.naturalOrder())
                .orElse(0.0);
        return Math.min(100 - SCALE_STEP, (int) (lowest * 100) / SCALE_STEP * SCALE_STEP);
    }

    private static void csv(Context context, Hall hall, Overview overview, String what) {
        String text = switch (what) {
            case "slots" -> HistoryCsv.slots(overview, hall.zone());
            case "windows" -> HistoryCsv.windows(hall, overview);
            default -> throw new BadRequestResponse("csv '" + what + "' is unknown; use slots or windows");
        };
        context.contentType("text/csv; charset=utf-8; header=present").header(Header.CACHE_CONTROL, "no-store");
        context.header(
                Header.CONTENT_DISPOSITION,
                "attachment; filename=\"history-" + hall.id() + "-"
                        + overview.range().from() + "-" + overview.range().to() + ".csv\"");
        RouteTable.answer(context, (CsvText.BOM + text).getBytes(StandardCharsets.UTF_8));
    }
}
