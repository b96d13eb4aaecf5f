package io.hallpulse.gateway.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.hallpulse.contract.Identifiers;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.fleet.CommandRefused;
import io.hallpulse.gateway.fleet.Commands;
import io.hallpulse.gateway.fleet.Configurations;
import io.hallpulse.gateway.fleet.SentCommand;
import io.hallpulse.gateway.http.Commit;
import io.hallpulse.gateway.http.IfMatch;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.hallpulse.gateway.store.TerminalConfigRow;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Commands to terminals, and the files that they are wanted to run on. */
public final class FleetRoutes implements Routes {
    private static final String TERMINAL = "/api/v1/terminals/{hall}/{terminal}/";

    private final Commands commands;
    private final Configurations configurations;

    public FleetRoutes(Commands commands, Configurations configurations) {
        this.commands = commands;
        this.configurations = configurations;
    }

    /** A version of the file of a terminal; what is not known yet is null. */
    @JsonPropertyOrder({"version", "by", "at", "applied", "error"})
    private record Version(
            long version,
            String by,
            Instant at,
            @Nullable Boolean applied,
            @Nullable String error) {
        static Version of(TerminalConfigRow row) {
            return new Version(
                    row.version(), row.by().name(), Instant.ofEpochMilli(row.atMillis()), row.applied(), row.error());
        }
    }

    /**
     * What a terminal is wanted to run on.
     *
     * @param version 0 where nobody said yet
     * @param versions all of them, the last one first
     */
    @JsonPropertyOrder({"version", "config", "versions"})
    private record Wanted(long version, String config, List<Version> versions) {}

    @Override
    public void addTo(RouteTable routes) {
        for (String action : Commands.PLAIN) {
            routes.post(
                    TERMINAL + action,
                    Access.TECHNICIAN,
                    1024,
                    (context, body) -> sent(
                            context, () -> commands.send(SignedIn.of(context).actor(), terminal(context), action)));
        }
        routes.get(
                TERMINAL + "commands",
                Access.TECHNICIAN,
                context -> RouteTable.json(context, Map.of("commands", commands.of(terminal(context)))));
        routes.get(TERMINAL + "config", Access.TECHNICIAN, this::get);
        routes.put(TERMINAL + "config", Access.TECHNICIAN, Configurations.MOST_BYTES, this::put);
    }

    private void get(Context context) {
        List<TerminalConfigRow> all = configurations.all(terminal(context));
        long version = all.isEmpty() ? 0 : all.get(0).version();
        context.header(Header.ETAG, tag(version));
        RouteTable.json(
                context,
                new Wanted(
                        version,
                        all.isEmpty() ? "" : all.get(0).config(),
                        all.stream().map(Version::of).toList()));
    }

    private void put(Context context, byte[] body) throws IOException, InterruptedException {
        TerminalId terminal = terminal(context);
        if ("true".equals(context.queryParam("check"))) {
            sent(context, () -> configurations.check(SignedIn.of(context).actor(), terminal, text(body)));
            return;
        }
        List<TerminalConfigRow> all = configurations.all(terminal);
        long base = all.isEmpty() ? 0 : all.get(0).version();
        IfMatch.of(context).require(tag(base));
        String earlier = context.queryParam("rollback");
        TerminalConfigRow row = done(() -> earlier == null
                ? configurations.want(SignedIn.of(context).actor(), terminal, base, text(body))
                : configurations.goBack(SignedIn.of(context).actor(), terminal, base, number(earlier)));
        context.status(HttpStatus.ACCEPTED).header(Header.ETAG, tag(row.version()));
        RouteTable.json(context, Version.of(row));
    }

    private static String tag(long version) {
        return "\"" + version + "\"";
    }

    private static long number(String text) {
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new BadRequestResponse("rollback is the number of a version");
        }
        return Long.parseLong(text);
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadRequestResponse("the file is not UTF-8");
        }
    }

    private static void sent(Context context, Supplier<CompletableFuture<SentCommand>> command)
            throws IOException, InterruptedException {
        SentCommand sent = done(command);
        context.status(HttpStatus.ACCEPTED);
        RouteTable.json(context, sent);
    }

    private static <T> T done(Supplier<CompletableFuture<T>> work) throws IOException, InterruptedException {
        try {
            return Commit.of(work);
        } catch (CommandRefused e) {
            HttpStatus status = switch (e.reason()) {
                case UNKNOWN -> HttpStatus.NOT_FOUND;
                case AWAY -> HttpStatus.CONFLICT;
                case CHANGED -> HttpStatus.PRECONDITION_FAILED;
                case UNFIT -> HttpStatus.UNPROCESSABLE_CONTENT;
            };
            throw new HttpResponseException(status.getCode(), String.valueOf(e.getMessage()));
        }
    }

    private static TerminalId terminal(Context context) {
        String hall = context.pathParam("hall");
        String terminal = context.pathParam("terminal");
        if (!Identifiers.isLowerCaseIdentifier(hall) || !Identifiers.isLowerCaseIdentifier(terminal)) {
            throw new NotFoundResponse("no terminal " + hall + "/" + terminal + " was ever heard of");
        }
        return new TerminalId(hall, terminal);
    }
}
