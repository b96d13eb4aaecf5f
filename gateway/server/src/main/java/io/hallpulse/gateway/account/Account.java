package io.hallpulse.gateway.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.Topics;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.contract.message.Status;
import io.hallpulse.gateway.store.AccountReader;
import io.hallpulse.gateway.store.AccountReader.Held;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The account of all presses: what became of each, by run, by terminal and in sum. It is the same for command, HTTP and console.
 *
 * @param hall whose terminals these are, null for all
 */
@JsonPropertyOrder({"hall", "sum", "terminals"})
public record Account(@Nullable String hall, Sum sum, List<OfTerminal> terminals) {
    /**
     * All terminals together.
     *
     * @param refused presses that terminals could not store, ever; they are in no other number
     * @param deadLetters messages that could not be read, the newest thousand; what was in them is in no other number
     */
    @JsonPropertyOrder({"counts", "refused", "deadLetters"})
    public record Sum(@JsonUnwrapped PressCounts counts, long refused, long deadLetters) {}

    /** One terminal, its runs the oldest first; {@code runs} is null where they were not asked for. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"hall", "terminal", "counts", "refused", "deadLetters", "runs"})
    public record OfTerminal(
            String hall,
            String terminal,
            @JsonUnwrapped PressCounts counts,
            long refused,
            long deadLetters,
            @Nullable List<OfRun> runs) {}

    /** One run; {@code low} and {@code next} as its outbox has them. */
    @JsonPropertyOrder({"run", "low", "next", "counts"})
    public record OfRun(
            String run, long low, long next, @JsonUnwrapped PressCounts counts) {}

    /**
     * The account of this moment.
     *
     * @param hall whose terminals are wanted, null for all
     */
    public static Account read(AccountReader reader, @Nullable String hall) {
        return of(reader.read(), hall);
    }

    static Account of(Held held, @Nullable String hall) {
        Map<TerminalId, Long> deadLetters = new HashMap<>();
        long allDeadLetters = 0;
        for (Map.Entry<String, Long> topic : held.deadLetters().entrySet()) {
            Optional<TerminalId> sender = Topics.parse(topic.getKey()).map(Topics.OfTerminal::terminal);
            sender.ifPresent(terminal -> deadLetters.merge(terminal, topic.getValue(), Long::sum));
            if (hall == null || sender.map(TerminalId::hall).equals(Optional.of(hall))) {
                allDeadLetters += topic.getValue();
            }
        }
        Map<Long, List<AccountReader.Run>> runs = new HashMap<>();
        held.runs()
                .forEach(run -> runs.computeIfAbsent(run.terminalId(), id -> new ArrayList<>())
                        .add(run));
        List<OfTerminal> terminals = held.terminals().stream()
                .filter(terminal -> hall == null || terminal.terminal().hall().equals(hall))
                .map(terminal -> of(
                        terminal,
                        runs.getOrDefault(terminal.id(), List.of()),
                        held,
                        deadLetters.getOrDefault(terminal.terminal(), 0L)))
                .toList();
        PressCounts sum = terminals.stream().map(OfTerminal::counts).reduce(PressCounts.ZERO, PressCounts::plus);
        long refused = terminals.stream().mapToLong(OfTerminal::refused).sum();
        return new Account(hall, new Sum(sum, refused, allDeadLetters), terminals);
    }

    private static OfTerminal of(
            AccountReader.Terminal terminal, List<AccountReader.Run> stored, Held held, long deadLetters) {
        Optional<Status> status = Fleet.status(terminal);
        List<OfRun> runs = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (AccountReader.Run run : stored) {
            known.add(run.run());
            runs.add(new OfRun(
                    run.run(),
                    run.low(),
                    run.next(),
                    PressCounts.of(
                            run.low(),
                            run.next(),
                            run.received(),
                            run.receivedBelowLow(),
                            held.notCounted().getOrDefault(run.id(), Map.of()),
                            held.contested().getOrDefault(run.id(), Map.of()),
                            held.uncertain().getOrDefault(run.id(), 0L))));
        }
        for (RunSpan span : status.map(Status::runs).orElse(List.of())) {
            if (known.add(span.run())) { // named by its terminal, and nothing of it ever came
                runs.add(new OfRun(
                        span.run(),
                        span.low(),
                        span.next(),
                        PressCounts.of(span.low(), span.next(), 0, 0, Map.of(), Map.of(), 0)));
            }
        }
        return new OfTerminal(
                terminal.terminal().hall(),
                terminal.terminal().terminal(),
                runs.stream().map(OfRun::counts).reduce(PressCounts.ZERO, PressCounts::plus),
                status.map(Status::refused).orElse(0L),
                deadLetters,
                runs);
    }

    /** The same without its runs, for a page that polls it. */
    public Account withoutRuns() {
        return new Account(
                hall,
                sum,
                terminals.stream()
                        .map(one -> new OfTerminal(
                                one.hall(), one.terminal(), one.counts(), one.refused(), one.deadLetters(), null))
                        .toList());
    }
}
