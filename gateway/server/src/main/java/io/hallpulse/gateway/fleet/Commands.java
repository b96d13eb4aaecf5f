package io.hallpulse.gateway.fleet;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Command;
import io.hallpulse.contract.message.Status;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.fleet.CommandRefused.Reason;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.gateway.store.TerminalBook;
import io.hallpulse.gateway.store.TerminalState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/**
 * Commands to terminals that are connected, and what they answered. The record of changes keeps who sent which; the answers of the newest
 * are kept in memory, a bounded number of them. Any thread.
 */
public final class Commands {
    /** Those that anybody may send whose role allows it; the others go with a configuration. */
    public static final Set<String> PLAIN = Set.of(Command.IDENTIFY, Command.TEST, Command.RESTART, Command.LOGS);

    static final Duration LIFE = Duration.ofMinutes(1);
    private static final int MOST_TERMINALS = 500;
    private static final int MOST_OF_TERMINAL = 10;

    private final StoreWriter writer;
    private final TerminalBook terminals;
    private final BiConsumer<TerminalId, Command> link;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<TerminalId, Deque<SentCommand>> sent = new LinkedHashMap<>(16, 0.75f, true);

    /** @param link sends a command on its way, without waiting */
    public Commands(
            StoreWriter writer,
            TerminalBook terminals,
            BiConsumer<TerminalId, Command> link,
            InstantSource clock,
            RandomGenerator random) {
        this.writer = writer;
        this.terminals = terminals;
        this.link = link;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Sends one without a file.
     *
     * @return completed once the record has it and it is on its way
     * @throws CommandRefused where the terminal is not connected
     */
    public CompletableFuture<SentCommand> send(Actor by, TerminalId terminal, String action) {
        if (!PLAIN.contains(action)) {
            throw new CommandRefused(Reason.UNFIT, "'" + action + "' is no command");
        }
        return send(by, terminal, Command.plain(drawId(), action, expiry()));
    }

    CompletableFuture<SentCommand> send(Actor by, TerminalId terminal, Command command) {
        requireConnected(terminal);
        return writer.submit(tables -> {
                    tables.audit()
                            .add(
                                    new Change(
                                            by,
                                            "terminal." + command.action(),
                                            "terminals/" + terminal,
                                            "",
                                            command.id()),
                                    clock.millis());
                    return command;
                })
                .thenApply(recorded -> {
                    SentCommand noted = note(by, terminal, recorded);
                    link.accept(terminal, recorded);
                    return noted;
                });
    }

    /** Notes one that is on its way, so that its answer is kept. */
    synchronized SentCommand note(Actor by, TerminalId terminal, Command command) {
        SentCommand noted = new SentCommand(
                command.id(), command.action(), by.name(), clock.instant(), command.expires(), null, null, List.of());
        Deque<SentCommand> ofTerminal = sent.computeIfAbsent(terminal, first -> new ArrayDeque<>());
        ofTerminal.removeIf(one -> one.id().equals(command.id()));
        ofTerminal.addFirst(noted);
        if (ofTerminal.size() > MOST_OF_TERMINAL) {
            ofTerminal.removeLast();
        }
        if (sent.size() > MOST_TERMINALS) {
            sent.remove(sent.keySet().iterator().next());
        }
        return noted;
    }

    /** The newest commands of a terminal, the newest first. */
    public synchronized List<SentCommand> of(TerminalId terminal) {
        Deque<SentCommand> ofTerminal = sent.get(terminal);
        return ofTerminal == null ? List.of() : List.copyOf(ofTerminal);
    }

    /** A terminal's status tells what became of its newest command. */
    public synchronized void heard(TerminalId terminal, Status status) {
        Status.Outcome last = status.last();
        Deque<SentCommand> ofTerminal = last == null ? null : sent.get(terminal);
        if (last == null || ofTerminal == null) {
            return;
        }
        List<SentCommand> answered = new ArrayList<>();
        for (SentCommand one : ofTerminal) {
            answered.add(
                    one.id().equals(last.id()) && one.ok() == null
                            ? one.answered(last.ok(), last.error(), last.lines())
                            : one);
        }
        ofTerminal.clear();
        ofTerminal.addAll(answered);
    }

    private void requireConnected(TerminalId terminal) {
        if (!Status.ONLINE.equals(requireKnown(terminal).state())) {
            throw new CommandRefused(
                    Reason.AWAY, terminal + " is not connected, and a command waits for nobody; try again once it is");
        }
    }

    TerminalState requireKnown(TerminalId terminal) {
        return terminals
                .state(terminal)
                .orElseThrow(
                        () -> new CommandRefused(Reason.UNKNOWN, "no terminal " + terminal + " was ever heard of"));
    }

    Instant expiry() {
        return clock.instant().plus(LIFE);
    }

    String drawId() {
        return "c" + Long.toString(random.nextLong(Long.MAX_VALUE), Character.MAX_RADIX);
    }
}
