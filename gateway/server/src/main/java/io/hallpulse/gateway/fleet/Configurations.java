package io.hallpulse.gateway.fleet;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Command;
import io.hallpulse.contract.message.Status;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.fleet.CommandRefused.Reason;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.gateway.store.TerminalConfigReader;
import io.hallpulse.gateway.store.TerminalConfigRow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that terminals are wanted to run on, as text: none is ever parsed here, so that agents of any version fit. A new version goes to
 * the terminal at once, and again whenever that is heard without having answered; the terminal alone decides what becomes of it. Any thread.
 */
public final class Configurations {
    /** Of a file, in UTF-8; twice as many fit into a message however they are escaped. */
    public static final int MOST_BYTES = 24 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Configurations.class);
    private static final Duration AGAIN = Duration.ofSeconds(45);

    private final StoreWriter writer;
    private final TerminalConfigReader reader;
    private final Commands commands;
    private final BiConsumer<TerminalId, Command> link;
    private final InstantSource clock;
    private final Map<TerminalId, Open> open = new ConcurrentHashMap<>();

    /** A version that the terminal has not answered yet, and when it was sent last; null before. */
    private record Open(TerminalConfigRow row, @Nullable Instant sent) {}

    /** @param link sends a command on its way, without waiting */
    public Configurations(
            StoreWriter writer,
            TerminalConfigReader reader,
            Commands commands,
            BiConsumer<TerminalId, Command> link,
            InstantSource clock) {
        this.writer = writer;
        this.reader = reader;
        this.commands = commands;
        this.link = link;
        this.clock = clock;
        reader.open().forEach(row -> open.put(row.terminal(), new Open(row, null)));
    }

    /** The versions of a terminal, the last one first. */
    public List<TerminalConfigRow> all(TerminalId terminal) {
        return reader.all(terminal);
    }

    /**
     * Has the terminal make a dry run of a file; the answer comes as that of a command.
     *
     * @throws CommandRefused where the terminal is not connected, or the text cannot be a file
     */
    public CompletableFuture<SentCommand> check(Actor by, TerminalId terminal, String config) {
        requireText(config);
        long next = reader.all(terminal).stream()
                        .findFirst()
                        .map(TerminalConfigRow::version)
                        .orElse(0L)
                + 1;
        return commands.send(
                by, terminal, Command.configuration(commands.drawId(), Command.CHECK, config, next, commands.expiry()));
    }

    /**
     * Wants a terminal to run on a file from now on.
     *
     * @param base the version that this one was made from, 0 for none
     * @return completed once that is kept and on its way
     * @throws CommandRefused where the text cannot be a file; within the future where another version came meanwhile
     */
    public CompletableFuture<TerminalConfigRow> want(Actor by, TerminalId terminal, long base, String config) {
        requireText(config);
        if (base == 0) {
            commands.requireKnown(terminal);
        }
        return keep(by, terminal, base, Command.APPLY, config);
    }

    /** As {@link #want}, for the file of an earlier version. */
    public CompletableFuture<TerminalConfigRow> goBack(Actor by, TerminalId terminal, long base, long version) {
        TerminalConfigRow earlier = reader.all(terminal).stream()
                .filter(row -> row.version() == version)
                .findFirst()
                .orElseThrow(() -> new CommandRefused(Reason.UNFIT, terminal + " has no version " + version));
        return keep(by, terminal, base, Command.ROLLBACK, earlier.config());
    }

    private CompletableFuture<TerminalConfigRow> keep(
            Actor by, TerminalId terminal, long base, String action, String config) {
        String id = commands.drawId();
        return writer.submit(tables -> {
                    Optional<TerminalConfigRow> last = tables.terminalConfigs().last(terminal);
                    long version = last.map(TerminalConfigRow::version).orElse(0L);
                    if (version != base) {
                        throw new CommandRefused(
                                Reason.CHANGED,
                                "the version is " + version + " by now; look at that one and change it");
                    }
                    TerminalConfigRow row = new TerminalConfigRow(
                            terminal, version + 1, config, by, clock.millis(), action, id, null, null);
                    tables.terminalConfigs().insert(row);
                    tables.audit()
                            .add(
                                    new Change(
                                            by,
                                            "terminal." + action,
                                            "terminals/" + terminal + "/config",
                                            last.map(TerminalConfigRow::config).orElse(""),
                                            row.config()),
                                    row.atMillis());
                    return row;
                })
                .thenApply(row -> {
                    send(row);
                    return row;
                });
    }

    private void send(TerminalConfigRow row) {
        Command command = Command.configuration(
                Objects.requireNonNull(row.command()),
                Objects.requireNonNull(row.action()),
                row.config(),
                row.version(),
                commands.expiry());
        open.put(row.terminal(), new Open(row, clock.instant()));
        commands.note(row.by(), row.terminal(), command);
        link.accept(row.terminal(), command);
    }

    /** A terminal's status tells which version it runs on; one that has not heard of the wanted one is sent it again. */
    public void heard(TerminalId terminal, Status status) {
        Open wanted = open.get(terminal);
        if (wanted == null) {
            return;
        }
        TerminalConfigRow row = wanted.row();
        Status.Configuration has = status.config();
        Status.Outcome last = status.last();
        if (has != null && has.version() == row.version() && (has.applied() || has.error() != null)) {
            settle(row, has.applied(), has.error());
        } else if (last != null && last.id().equals(row.command()) && !last.ok()) {
            settle(row, false, last.error());
        } else if (has == null || has.version() != row.version()) {
            Instant sent = wanted.sent();
            if (sent == null || !clock.instant().isBefore(sent.plus(AGAIN))) {
                send(row);
            }
        }
    }

    private void settle(TerminalConfigRow row, boolean applied, @Nullable String error) {
        try {
            writer.submit(tables -> {
                        tables.terminalConfigs().settle(row.terminal(), row.version(), applied, error);
                        return row;
                    })
                    .whenComplete((done, failure) -> {
                        if (failure == null) {
                            open.computeIfPresent(
                                    row.terminal(), (terminal, now) -> now.row().equals(row) ? null : now);
                        } else {
                            LOG.debug("What became of version {} of {} is told again", row.version(), row.terminal());
                        }
                    });
        } catch (RejectedExecutionException e) {
            LOG.debug("What became of version {} of {} is told again", row.version(), row.terminal(), e);
        }
    }

    private static void requireText(String config) {
        if (config.isBlank()) {
            throw new CommandRefused(Reason.UNFIT, "the file is empty");
        }
        if (config.indexOf('\0') >= 0) {
            throw new CommandRefused(Reason.UNFIT, "the file has a character that no text has");
        }
        if (config.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new CommandRefused(Reason.UNFIT, "the file has over " + MOST_BYTES + " bytes");
        }
    }
}
