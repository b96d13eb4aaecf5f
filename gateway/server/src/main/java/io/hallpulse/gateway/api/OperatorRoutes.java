package io.hallpulse.gateway.api;

import io.hallpulse.contract.Identifiers;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.people.Access;
import io.hallpulse.domain.people.Role;
import io.hallpulse.gateway.account.Account;
import io.hallpulse.gateway.account.CsvText;
import io.hallpulse.gateway.account.Disclosure;
import io.hallpulse.gateway.account.Fleet;
import io.hallpulse.gateway.account.PressExport;
import io.hallpulse.gateway.audit.Readings;
import io.hallpulse.gateway.history.History;
import io.hallpulse.gateway.http.Downloads;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.hallpulse.gateway.store.PressReader;
import io.hallpulse.gateway.store.StoreReader;
import io.hallpulse.gateway.store.TallyReader;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The routes that want a login: account, fleet, raw presses, history and dead letters. */
public final class OperatorRoutes implements Routes {
    private static final int DEAD_LETTERS = 50;

    private final StoreReader reader;
    private final InstantSource clock;
    private final KnownHalls halls;
    private final Downloads downloads;
    private final Readings readings;

    /** @param clock the gateway's own, by which a terminal's age is counted */
    public OperatorRoutes(
            StoreReader reader, InstantSource clock, KnownHalls halls, Downloads downloads, Readings readings) {
        this.reader = reader;
        this.clock = clock;
        this.halls = halls;
        this.downloads = downloads;
        this.readings = readings;
    }

    @Override
    public void addTo(RouteTable routes) {
        get(routes, "/api/v1/account", this::account);
        get(routes, "/api/v1/terminals", this::terminals);
        get(routes, "/api/v1/dead-letters", this::deadLetters);
        routes.get("/api/v1/presses", Access.OPERATOR, this::presses);
        get(routes, "/api/v1/halls/{hall}/windows/{window}/history", this::history);
    }

    private void get(RouteTable routes, String path, Handler handler) {
        routes.get(path, Access.VIEWER, handler);
    }

    private void account(Context context) {
        Account account = Account.read(reader.account(), hallOrNull(context));
        String detail = context.queryParam("detail");
        if (detail == null || detail.equals("runs")) {
            RouteTable.json(context, account);
        } else if (detail.equals("terminals")) {
            RouteTable.json(context, account.withoutRuns());
        } else {
            throw new BadRequestResponse("detail '" + detail + "' is unknown; use runs or terminals");
        }
    }

    private void terminals(Context context) {
        String after = context.queryParam("after");
        String limit = context.queryParam("limit");
        RouteTable.json(
                context,
                Fleet.read(
                        reader.account(),
                        clock.instant(),
                        hallOrNull(context),
                        after == null ? null : terminal(after),
                        limit == null ? Fleet.PAGE : limit(limit)));
    }

    private static TerminalId terminal(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2
                || !Identifiers.isLowerCaseIdentifier(parts[0])
                || !Identifiers.isLowerCaseIdentifier(parts[1])) {
            throw new BadRequestResponse("after is no hall/terminal; use the value of next");
        }
        return new TerminalId(parts[0], parts[1]);
    }

    private static int limit(String text) {
        if (!text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > Fleet.PAGE) {
            throw new BadRequestResponse("limit is 1 to " + Fleet.PAGE);
        }
        return Integer.parseInt(text);
    }

    private void history(Context context) throws IOException, InterruptedException {
        Hall hall = halls.require(context.pathParam("hall"));
        String window = context.pathParam("window");
        if (!hall.windows().containsKey(window)) {
            throw new NotFoundResponse("hall " + hall.id() + " has no window '" + window + "'");
        }
        String word = Optional.ofNullable(context.queryParam("bucket")).orElse("hour");
        History.Size size = History.Size.ofWord(word)
                .orElseThrow(() -> new BadRequestResponse("bucket '" + word + "' is unknown; use hour or day"));
        SpanQuery span = SpanQuery.of(context, hall.zone());
        SignedIn by = SignedIn.of(context);
        boolean all = by.caller().is(Role.AUDITOR);
        if (all) {
            readings.note(by.actor(), "history", "hall=" + hall.id() + "&window=" + window);
        }
        RouteTable.json(
                context,
                History.read(
                        reader.tallies(),
                        all,
                        hall.id(),
                        window,
                        hall.zone(),
                        size,
                        span.from() == null ? TallyReader.FROM_EVER : span.from(),
                        span.to() == null ? Long.MAX_VALUE : span.to()));
    }

    private void deadLetters(Context context) throws IOException, InterruptedException {
        Disclosure disclosure = disclosure(context, "dead-letters");
        RouteTable.json(
                context,
                Map.of(
                        "deadLetters",
                        reader.deadLetters(DEAD_LETTERS).stream()
                                .map(disclosure::of)
                                .toList()));
    }

    /** What may be told; that an auditor reads more than others is noted first. */
    private Disclosure disclosure(Context context, String what) throws IOException, InterruptedException {
        SignedIn reader = SignedIn.of(context);
        if (!reader.caller().is(Role.AUDITOR)) {
            return Disclosure.toOperators(new Halls(halls.all()), clock.instant());
        }
        try {
            readings.note(reader.actor(), what, Objects.requireNonNullElse(context.queryString(), ""));
        } catch (RejectedExecutionException e) {
            throw new ServiceUnavailableResponse(String.valueOf(e.getMessage()));
        }
        return Disclosure.toAuditors();
    }

    private void presses(Context context) throws IOException, InterruptedException {
        String hall = hallOrNull(context);
        ZoneId zone = hall == null ? ZoneOffset.UTC : halls.require(hall).zone();
        String word = Optional.ofNullable(context.queryParam("format")).orElse("json");
        PressExport form = PressExport.ofWord(word)
                .orElseThrow(() -> new BadRequestResponse("format '" + word + "' is unknown; use "
                        + Arrays.stream(PressExport.values())
                                .map(PressExport::word)
                                .collect(Collectors.joining(" or "))));
        SpanQuery span = SpanQuery.of(context, zone);
        PressReader.Wanted wanted = new PressReader.Wanted(hall, context.queryParam("window"), span.from(), span.to());
        context.contentType(form.contentType()).header(Header.CACHE_CONTROL, "no-store");
        context.header(Header.CONTENT_DISPOSITION, "attachment; filename=\"presses." + form.word() + "\"");
        if (context.method().equals(HandlerType.HEAD)) {
            return;
        }
        Disclosure disclosure = disclosure(context, "presses");
        boolean bom = form == PressExport.CSV && "true".equals(context.queryParam("bom"));
        downloads.answer(context, out -> {
            if (bom) {
                out.write(CsvText.BOM.getBytes(StandardCharsets.UTF_8));
            }
            form.write(reader.presses(), wanted, disclosure, out);
        });
    }

    private @Nullable String hallOrNull(Context context) {
        String hall = context.queryParam("hall");
        return hall == null ? null : halls.require(hall).id();
    }
}
