package io.hallpulse.gateway.ingest;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.domain.press.ReceivedRanges;
import io.hallpulse.domain.press.RunRow;
import io.hallpulse.domain.time.BootRow;
import io.hallpulse.gateway.store.RunTable;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The runs and boots that were used last. It never has what the database has not: after a failed transaction it is emptied.
 * Bounded by the ranges that it holds. The ingest thread.
 */
final class RunCache {
    private static final int MAX_WEIGHT = 200_000;
    private static final int MAX_BOOTS = 10_000;

    private final Map<Key, RunState> runs = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Long, BootRow> boots = new LinkedHashMap<>(16, 0.75f, true);
    private final RunLimit runLimit = new RunLimit();
    private final LastStatuses terminals = new LastStatuses();
    private int weight;

    private record Key(TerminalId terminal, String run) {}

    /** The run, null where the database has none of that name. */
    @Nullable
    RunState find(RunTable table, TerminalId terminal, String run) throws SQLException {
        Key key = new Key(terminal, run);
        RunState state = runs.get(key);
        if (state == null) {
            Optional<RunRow> row = table.find(terminal, run);
            if (row.isPresent()) {
                NavigableMap<Long, Long> ranges = table.ranges(row.get().id());
                state = new RunState(terminal, row.get(), new ReceivedRanges(ranges));
                runs.put(key, state);
            }
        }
        return state;
    }

    RunState insert(RunTable table, TerminalId terminal, RunSpan span, long heardMillis, @Nullable Long afterMillis)
            throws SQLException {
        RunRow row = table.insert(terminal, span.run(), span.low(), span.next(), heardMillis, afterMillis);
        RunState state = new RunState(terminal, row, new ReceivedRanges());
        runs.put(new Key(terminal, span.run()), state);
        return state;
    }

    RunLimit runLimit() {
        return runLimit;
    }

    LastStatuses terminals() {
        return terminals;
    }

    BootRow boot(RunTable table, long id) throws SQLException {
        BootRow boot = boots.get(id);
        if (boot == null) {
            boot = table.boot(id);
            boots.put(id, boot);
        }
        return boot;
    }

    void put(BootRow boot) {
        boots.put(boot.id(), boot);
    }

    /** Lets go of the least used, now that no transaction is open. */
    void trim(Iterable<RunState> used) {
        for (RunState run : used) {
            weight += run.weigh();
        }
        for (Iterator<RunState> eldest = runs.values().iterator(); weight > MAX_WEIGHT && eldest.hasNext(); ) {
            weight -= eldest.next().weight();
            eldest.remove();
        }
        for (Iterator<Long> eldest = boots.keySet().iterator(); boots.size() > MAX_BOOTS && eldest.hasNext(); ) {
            eldest.next();
            eldest.remove();
        }
    }

    void clear() {
        runs.clear();
        boots.clear();
        weight = 0;
    }
}
