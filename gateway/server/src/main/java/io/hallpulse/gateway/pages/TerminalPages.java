package io.hallpulse.gateway.pages;

import io.hallpulse.contract.Identifiers;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.account.Account;
import io.hallpulse.gateway.account.Fleet;
import io.hallpulse.gateway.account.Forgetting;
import io.hallpulse.gateway.fleet.Commands;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.hallpulse.gateway.store.StoreReader;
import io.hallpulse.runtime.program.OperationFailed;
import io.hallpulse.web.Frame;
import io.hallpulse.web.Frame.HallChoice;
import io.hallpulse.web.terminals.Condition;
import io.hallpulse.web.terminals.TerminalRow;
import io.hallpulse.web.terminals.TerminalsView;
import io.hallpulse.web.terminals.TerminalsView.Filter;
import io.hallpulse.web.terminals.TerminalsView.Sort;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pages of the terminals: all of them, and each. */
final class TerminalPages implements Routes {
    /** Rows of a page, where there are more than twice as many. */
    private static final int ROWS = 100;

    private static final int MOST_BYTES = 1024;

    private final Frames frames;
    private final StoreReader reader;
    private final InstantSource clock;
    private final TerminalRows rows;
    private final Forgetting forgetting;
    private final Commands commands;

    TerminalPages(
            Frames frames,
            StoreReader reader,
            InstantSource clock,
            KnownHalls halls,
            Forgetting forgetting,
            Commands commands) {
        this.frames = frames;
        this.reader = reader;
        this.clock = clock;
        this.rows = new TerminalRows(halls);
        this.forgetting = forgetting;
        this.commands = commands;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/console/terminals", Access.VIEWER, this::list);
        routes.get("/console/terminals/{hall}/{terminal}", Access.VIEWER, this::one);
        routes.post(
                "/console/terminals/{hall}/{terminal}/forget",
                Access.OPERATOR,
                MOST_BYTES,
                (context, body) -> forget(context));
    }

    private void list(Context context) {
        Frame frame = frames.of(context);
        HallChoice hall = frame.hall();
        String hallId = hall == null ? null : hall.id();
        Map<String, Account.OfTerminal> accounts = Account.read(reader.account(), hallId).terminals().stream()
                .collect(Collectors.toMap(one -> one.hall() + "/" + one.terminal(), Function.identity()));
        List<TerminalRow> all = new ArrayList<>();
        for (Fleet.Entry entry : Fleet.all(reader.account(), clock.instant(), hallId)) {
            all.add(rows.row(entry, accounts.get(entry.hall() + "/" + entry.terminal())));
        }
        Filter filter = word(context, "state", Filter.class, Filter.ALL);
        Sort sort = word(context, "sort", Sort.class, Sort.STATE);
        String search = Optional.ofNullable(context.queryParam("q")).orElse("").strip();
        List<TerminalRow> found = all.stream()
                .filter(row -> is(row, filter) && matches(row, search))
                .sorted(order(sort))
                .toList();
        int pages = found.size() < 2 * ROWS ? 1 : (found.size() + ROWS - 1) / ROWS;
        int page = Math.min(pages, number(context.queryParam("page")));
        List<TerminalRow> shown =
                pages == 1 ? found : found.subList((page - 1) * ROWS, Math.min(page * ROWS, found.size()));
        Frames.answer(
                context,
                "terminals/list",
                frame,
                new TerminalsView(shown, counts(all), filter, search, sort, page, pages, found.size()));
    }

    private void one(Context context) {
        Frame frame = frames.of(context);
        TerminalId id = id(context);
        String hall = id.hall();
        String name = id.terminal();
        Fleet.Entry entry = Fleet.one(reader.account(), clock.instant(), id).orElseThrow(() -> unknown(hall, name));
        Account.OfTerminal account = Account.read(reader.account(), hall).terminals().stream()
                .filter(one -> one.terminal().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(hall, name));
        Frames.answer(
                context,
                "terminals/one",
                frame,
                rows.view(entry, account, reader.presses().newest(id, 100), commands.of(id)));
    }

    private void forget(Context context) throws InterruptedException {
        TerminalId terminal = id(context);
        try {
            forgetting.forget(SignedIn.of(context).actor(), terminal);
        } catch (OperationFailed e) {
            throw new ConflictResponse(String.valueOf(e.getMessage()));
        }
        context.redirect("../../../terminals", HttpStatus.SEE_OTHER);
    }

    static TerminalId id(Context context) {
        String hall = context.pathParam("hall");
        String name = context.pathParam("terminal");
        if (!Identifiers.isLowerCaseIdentifier(hall) || !Identifiers.isLowerCaseIdentifier(name)) {
            throw unknown(hall, name);
        }
        return new TerminalId(hall, name);
    }

    private static NotFoundResponse unknown(String hall, String name) {
        return new NotFoundResponse(
                "no terminal " + hall + "/" + name + " was ever heard of; the list of terminals has all that were");
    }

    private static Map<Filter, Long> counts(List<TerminalRow> rows) {
        Map<Filter, Long> counts = new EnumMap<>(Filter.class);
        for (Filter filter : Filter.values()) {
            counts.put(filter, rows.stream().filter(row -> is(row, filter)).count());
        }
        return counts;
    }

    private static boolean is(TerminalRow row, Filter filter) {
        return switch (filter) {
            case ALL -> true;
            case ATTENTION -> row.condition().needsAttention();
            case OFFLINE -> row.condition() == Condition.OFFLINE;
            case CLOCK -> Boolean.FALSE.equals(row.clockSynced());
        };
    }

    private static boolean matches(TerminalRow row, String search) {
        String wanted = search.toLowerCase(Locale.ROOT);
        String text = row.key() + " " + row.windows() + " " + row.agent();
        return text.toLowerCase(Locale.ROOT).contains(wanted);
    }

    private static Comparator<TerminalRow> order(Sort sort) {
        Comparator<TerminalRow> byName = Comparator.comparing(TerminalRow::key);
        return switch (sort) {
            case TERMINAL -> byName;
            case STATE -> Comparator.comparing(TerminalRow::condition).thenComparing(byName);
            case WINDOW ->
                Comparator.comparing((TerminalRow row) -> row.windows().isEmpty()
                                ? ""
                                : row.windows().get(0).id())
                        .thenComparing(byName);
            case WAITING ->
                Comparator.comparingLong((TerminalRow row) -> row.waiting() == null ? 0 : -row.waiting())
                        .thenComparing(byName);
            case HEARD ->
                Comparator.comparing(TerminalRow::age, Comparator.nullsFirst(Comparator.<Duration>reverseOrder()))
                        .thenComparing(byName);
        };
    }

    private static <E extends Enum<E>> E word(Context context, String name, Class<E> type, E byDefault) {
        String word = context.queryParam(name);
        for (E value : type.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(word)) {
                return value;
            }
        }
        return byDefault;
    }

    private static int number(@Nullable String text) {
        return text == null || !text.matches("[1-9][0-9]{0,4}") ? 1 : Integer.parseInt(text);
    }
}
