package io.hallpulse.gateway.pages;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.people.Access;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.domain.press.StoredPress;
import io.hallpulse.domain.text.LineDiff;
import io.hallpulse.gateway.fleet.CommandRefused;
import io.hallpulse.gateway.fleet.Commands;
import io.hallpulse.gateway.fleet.Configurations;
import io.hallpulse.gateway.fleet.SentCommand;
import io.hallpulse.gateway.http.Commit;
import io.hallpulse.gateway.http.Form;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.hallpulse.gateway.store.TerminalConfigRow;
import io.hallpulse.web.terminals.ConfigView;
import io.hallpulse.web.terminals.SentRow;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands to a terminal, from its page, and the page of the file that it is wanted to run on. */
final class CommandPages implements Routes {
    private static final String TERMINAL = "/console/terminals/{hall}/{terminal}/";
    private static final int MOST_BYTES = 4 * Configurations.MOST_BYTES; // a form escapes what it sends

    private final Frames frames;
    private final KnownHalls halls;
    private final Commands commands;
    private final Configurations configurations;

    CommandPages(Frames frames, KnownHalls halls, Commands commands, Configurations configurations) {
        this.frames = frames;
        this.halls = halls;
        this.commands = commands;
        this.configurations = configurations;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.post(TERMINAL + "command", Access.TECHNICIAN, 1024, this::command);
        routes.get(TERMINAL + "config", Access.TECHNICIAN, this::show);
        routes.post(TERMINAL + "config", Access.TECHNICIAN, MOST_BYTES, this::change);
    }

    private void command(Context context, byte[] body) throws IOException, InterruptedException {
        TerminalId terminal = TerminalPages.id(context);
        String action = Form.of(context, body).text("do");
        if (!Commands.PLAIN.contains(action)) {
            throw new BadRequestResponse("'do' is identify, test, restart or logs");
        }
        try {
            SentCommand sent =
                    Commit.of(() -> commands.send(SignedIn.of(context).actor(), terminal, action));
            context.redirect("../" + terminal.terminal() + "?sent=" + sent.id(), HttpStatus.SEE_OTHER);
        } catch (CommandRefused e) {
            throw new ConflictResponse(String.valueOf(e.getMessage()));
        }
    }

    private void show(Context context) {
        answer(context, TerminalPages.id(context), null, null);
    }

    /** @param typed the file as somebody just typed it, null for the wanted one */
    private void answer(Context context, TerminalId terminal, @Nullable String typed, @Nullable String fault) {
        List<TerminalConfigRow> all = configurations.all(terminal);
        String asked = context.queryParam("version");
        long shown = asked != null && asked.matches("[1-9][0-9]{0,8}") ? Long.parseLong(asked) : 0;
        String wanted = all.isEmpty() ? "" : all.get(0).config();
        Frames.answer(
                context,
                "terminals/config",
                frames.of(context),
                new ConfigView(
                        terminal.hall(),
                        terminal.terminal(),
                        zone(terminal),
                        SignedIn.of(context).caller().may(Access.TECHNICIAN, true),
                        all.isEmpty() ? 0 : all.get(0).version(),
                        typed == null ? wanted : typed,
                        all.stream().map(CommandPages::version).toList(),
                        all.stream().anyMatch(row -> row.version() == shown) ? shown : 0,
                        diff(all, shown),
                        rows(commands.of(terminal)),
                        fault));
    }

    private static List<ConfigView.Line> diff(List<TerminalConfigRow> all, long shown) {
        return LineDiff.of(text(all, shown - 1), text(all, shown)).stream()
                .map(line -> new ConfigView.Line(
                        switch (line.kind()) {
                            case SAME -> " ";
                            case GONE -> "-";
                            case NEW -> "+";
                        },
                        line.text()))
                .toList();
    }

    private static String text(List<TerminalConfigRow> all, long version) {
        return all.stream()
                .filter(row -> row.version() == version)
                .map(TerminalConfigRow::config)
                .findFirst()
                .orElse("");
    }

    private static ConfigView.Version version(TerminalConfigRow row) {
        return new ConfigView.Version(
                row.version(),
                row.by().name(),
                Instant.ofEpochMilli(row.atMillis()),
                row.command() != null,
                row.applied(),
                row.error());
    }

    private void change(Context context, byte[] body) throws IOException, InterruptedException {
        TerminalId terminal = TerminalPages.id(context);
        Form form = Form.of(context, body);
        String config = form.text("config").replace("\r\n", "\n");
        long base = number(form.text("base"));
        try {
            switch (form.text("do")) {
                case "check" -> {
                    Commit.of(() -> configurations.check(SignedIn.of(context).actor(), terminal, config));
                    answer(context, terminal, config, null);
                }
                case "apply" -> {
                    Commit.of(() -> configurations.want(SignedIn.of(context).actor(), terminal, base, config));
                    context.redirect("config", HttpStatus.SEE_OTHER);
                }
                case "rollback" -> {
                    long version = number(form.text("version"));
                    Commit.of(() -> configurations.goBack(SignedIn.of(context).actor(), terminal, base, version));
                    context.redirect("config", HttpStatus.SEE_OTHER);
                }
                default -> throw new BadRequestResponse("'do' is check, apply or rollback");
            }
        } catch (CommandRefused e) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            answer(context, terminal, config.isEmpty() ? null : config, String.valueOf(e.getMessage()));
        }
    }

    private static long number(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new BadRequestResponse("base and version are numbers of versions");
        }
        return Long.parseLong(text);
    }

    private ZoneId zone(TerminalId terminal) {
        return halls.all().stream()
                .filter(hall -> hall.id().equals(terminal.hall()))
                .map(Hall::zone)
                .findFirst()
                .orElse(ZoneOffset.UTC);
    }

    /** Commands as a page shows them. */
    static List<SentRow> rows(List<SentCommand> sent) {
        return sent.stream()
                .map(one -> new SentRow(one.action(), one.by(), one.sent(), one.ok(), one.error(), one.lines()))
                .toList();
    }

    /** Raw keys that a terminal's test brought, each once: presses of kind test are no ratings. */
    static List<String> tested(List<SentCommand> sent, List<StoredPress> newest) {
        return sent.stream()
                .filter(one -> one.action().equals("test"))
                .findFirst()
                .map(test -> newest.stream()
                        .filter(press -> press.state() == PressState.TEST
                                && press.receivedMillis() >= test.sent().toEpochMilli())
                        .map(StoredPress::item)
                        .filter(ReceivedPresses.Valid.class::isInstance)
                        .map(item -> ((ReceivedPresses.Valid) item).press().key())
                        .distinct()
                        .sorted()
                        .toList())
                .orElse(List.of());
    }
}
