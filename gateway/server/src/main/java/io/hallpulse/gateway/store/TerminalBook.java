package io.hallpulse.gateway.store;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Status;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * What was last heard of each terminal: the table's content in memory, written behind, since a heartbeat is not worth an fsync.
 * Reading from any thread; the rest is ingest's.
 */
public final class TerminalBook {
    /** Ten times the largest hall; each costs a row for ever, and whoever may connect can invent names. */
    public static final int MOST = 10_000;

    /** A terminal that only presses is written down that often. */
    private static final long HEARD_STEP_MILLIS = 10_000;

    private final Map<TerminalId, TerminalState> states;
    private final Map<TerminalId, Long> writtenMillis = new ConcurrentHashMap<>();
    private final Set<TerminalId> unwritten = new HashSet<>();
    private final Map<TerminalId, OnlineStatus> unwrittenStatuses = new HashMap<>();
    private volatile BiConsumer<TerminalId, Status> listener = (terminal, status) -> {};

    record OnlineStatus(String json, long receivedMillis) {}

    TerminalBook(Map<TerminalId, TerminalState> stored) {
        states = new ConcurrentHashMap<>(stored);
        stored.forEach((terminal, state) -> writtenMillis.put(terminal, state.heardMillis()));
    }

    /** Whether it is known, or one more may become known. */
    public boolean takes(TerminalId terminal) {
        return states.containsKey(terminal) || states.size() < MOST;
    }

    public Optional<TerminalState> state(TerminalId terminal) {
        return Optional.ofNullable(states.get(terminal));
    }

    /** Those terminals of a hall that were ever heard. */
    public Map<TerminalId, TerminalState> ofHall(String hall) {
        Map<TerminalId, TerminalState> found = new HashMap<>();
        states.forEach((terminal, state) -> {
            if (terminal.hall().equals(hall)) {
                found.put(terminal, state);
            }
        });
        return found;
    }

    /** A message of it came. */
    public void received(TerminalId terminal, long millis) {
        TerminalState state = change(terminal, old -> old.received(millis));
        if (state.heardMillis() - writtenMillis.getOrDefault(terminal, 0L) >= HEARD_STEP_MILLIS) {
            unwritten.add(terminal);
        }
    }

    /** A status of it came, or what it waits for did; worth writing down. */
    public void update(TerminalId terminal, UnaryOperator<TerminalState> change) {
        change(terminal, change);
        unwritten.add(terminal);
    }

    /** A status that says online came; it is for the database alone. Together with {@link #update}. */
    public void keep(TerminalId terminal, String json, long receivedMillis) {
        unwrittenStatuses.put(terminal, new OnlineStatus(json, receivedMillis));
    }

    /** Who else wants each status that says online, on the ingest thread, which must not be held up. */
    public void onOnline(BiConsumer<TerminalId, Status> wanted) {
        listener = wanted;
    }

    /** A status that says online came. Together with {@link #update}. */
    public void online(TerminalId terminal, Status status) {
        listener.accept(terminal, status);
    }

    /** How many wait to be written down. */
    public int unwritten() {
        return unwritten.size();
    }

    private TerminalState change(TerminalId terminal, UnaryOperator<TerminalState> change) {
        TerminalState old = states.getOrDefault(terminal, new TerminalState(null, 0, null, false, Set.of()));
        TerminalState state = change.apply(old);
        states.put(terminal, state);
        return state;
    }

    /** Writes down what is new; {@link #written} follows its commit. */
    public void write(TerminalTable table) throws SQLException {
        Map<TerminalId, TerminalState> changed = new HashMap<>();
        for (TerminalId terminal : unwritten) {
            state(terminal).ifPresent(state -> changed.put(terminal, state));
        }
        table.keep(changed);
        table.keepStatuses(unwrittenStatuses);
    }

    /** It is off the list until a message of it comes. Any thread, after the commit. */
    public void forget(TerminalId terminal) {
        states.remove(terminal);
        writtenMillis.remove(terminal);
    }

    /** What was written is committed. */
    public void written() {
        for (TerminalId terminal : unwritten) {
            state(terminal).ifPresent(state -> writtenMillis.put(terminal, state.heardMillis()));
        }
        unwritten.clear();
        unwrittenStatuses.clear();
    }
}
