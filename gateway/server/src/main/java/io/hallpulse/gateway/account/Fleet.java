package io.hallpulse.gateway.account;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Status;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.gateway.store.AccountReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of the terminals that ever sent a message, as their last status has them.
 *
 * @param asOf by the gateway's clock
 * @param next what the following page comes after, null on the last
 */
@JsonPropertyOrder({"asOf", "terminals", "next"})
public record Fleet(
        Instant asOf, List<Entry> terminals, @Nullable String next) {
    /** Terminals on a page at most, and where nothing else is asked for. */
    public static final int PAGE = 1000;

    /**
     * One terminal. What only a status has is null before the first one.
     *
     * @param state {@code online} or {@code offline}
     * @param heard when its last message of any kind came
     * @param age seconds since then
     * @param told when its last online status came, from which all that follows is
     * @param waiting presses that it held unacknowledged then
     * @param refused presses that it could not store, ever
     * @param faults of the terminal itself, a line each
     * @param behind since when it has presses that the gateway has not; null where it has none
     */
    @JsonPropertyOrder({
        "hall",
        "terminal",
        "state",
        "heard",
        "age",
        "told",
        "agent",
        "boot",
        "clock",
        "machine",
        "waiting",
        "refused",
        "diskFree",
        "inputs",
        "faults"
    })
    public record Entry(
            String hall,
            String terminal,
            @Nullable String state,
            @Nullable Instant heard,
            @Nullable Long age,
            @Nullable Instant told,
            @Nullable String agent,
            @Nullable String boot,
            @Nullable String clock,
            @Nullable String machine,
            @Nullable Long waiting,
            @Nullable Long refused,
            @Nullable Long diskFree,
            List<Status.InputStatus> inputs,
            List<String> faults,
            @JsonIgnore @Nullable Duration behind) {}

    /**
     * The fleet as last written down, which is up to ten seconds behind.
     *
     * @param now by the gateway's clock
     * @param hall whose terminals are wanted, null for all
     * @param after the last terminal of the page before, null for the first page
     * @param limit 1 to {@link #PAGE}
     */
    public static Fleet read(
            AccountReader reader, Instant now, @Nullable String hall, @Nullable TerminalId after, int limit) {
        List<AccountReader.Terminal> found = reader.terminals(hall, after, limit + 1);
        List<AccountReader.Terminal> page = found.subList(0, Math.min(found.size(), limit));
        return new Fleet(
                now,
                page.stream().map(terminal -> entry(terminal, now)).toList(),
                found.size() > limit ? page.get(limit - 1).terminal().toString() : null);
    }

    /** All of a hall's terminals, or of all halls'. */
    public static List<Entry> all(AccountReader reader, Instant now, @Nullable String hall) {
        List<Entry> entries = new ArrayList<>();
        TerminalId after = null;
        do {
            Fleet part = read(reader, now, hall, after, PAGE);
            entries.addAll(part.terminals());
            Entry last = part.next() == null ? null : entries.get(entries.size() - 1);
            after = last == null ? null : new TerminalId(last.hall(), last.terminal());
        } while (after != null);
        return entries;
    }

    /**
     * One terminal, empty where it was never heard.
     *
     * @param now by the gateway's clock
     */
    public static Optional<Entry> one(AccountReader reader, Instant now, TerminalId terminal) {
        return reader.terminal(terminal).map(found -> entry(found, now));
    }

    private static Entry entry(AccountReader.Terminal terminal, Instant now) {
        Optional<Status> status = status(terminal);
        Long heardMillis = terminal.heardMillis();
        Long statusMillis = terminal.statusMillis();
        Long since = terminal.waitingSinceMillis();
        return new Entry(
                terminal.terminal().hall(),
                terminal.terminal().terminal(),
                terminal.state(),
                heardMillis == null ? null : Instant.ofEpochMilli(heardMillis),
                heardMillis == null ? null : Math.max(0, (now.toEpochMilli() - heardMillis) / 1000),
                statusMillis == null ? null : Instant.ofEpochMilli(statusMillis),
                status.map(Status::agent).orElse(null),
                status.map(Status::boot).orElse(null),
                status.map(Status::clock).orElse(null),
                status.map(Status::machine).orElse(null),
                status.map(Status::waiting).orElse(null),
                status.map(Status::refused).orElse(null),
                status.map(Status::diskFree).orElse(null),
                status.map(Status::inputs).orElse(List.of()).stream()
                        .map(Fleet::withoutKey)
                        .toList(),
                status.map(Status::faults).orElse(List.of()),
                since == null ? null : Duration.ofMillis(now.toEpochMilli() - since));
    }

    /** An older agent tells the key of the last rating. */
    private static Status.InputStatus withoutKey(Status.InputStatus input) {
        return new Status.InputStatus(input.id(), input.window(), input.state(), input.fault(), null, input.counters());
    }

    /** The last status of a terminal. It was readable when it came; should a newer version have kept it, it is as if there were none. */
    static Optional<Status> status(AccountReader.Terminal terminal) {
        String json = terminal.status();
        if (json == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(json.getBytes(StandardCharsets.UTF_8), Status.class));
        } catch (UnreadableMessage e) {
            return Optional.empty();
        }
    }
}
