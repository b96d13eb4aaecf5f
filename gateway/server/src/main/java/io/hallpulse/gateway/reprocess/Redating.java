package io.hallpulse.gateway.reprocess;

import io.hallpulse.domain.count.TallyKey;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.press.Placing;
import io.hallpulse.domain.press.RunRow;
import io.hallpulse.domain.press.StoredPress;
import io.hallpulse.domain.time.BootRow;
import io.hallpulse.domain.time.EventTime;
import io.hallpulse.gateway.store.RunTable;
import io.hallpulse.gateway.store.StoreWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Places some presses anew, where an anchor came after them or the gateway's own clock was not right when they came. How far it got stands
 * in the database, so a crash only pauses it. One transaction.
 */
final class Redating {
    /** Presses of one step: many steps fit into a slice. */
    private static final int AT_ONCE = 200;

    private static final int BOOTS = 100;

    private final StoreWriter.Tables tables;
    private final Halls halls;
    private final long nowMillis;

    /** @param nowMillis by the gateway's clock, which is right */
    Redating(StoreWriter.Tables tables, Halls halls, long nowMillis) {
        this.tables = tables;
        this.halls = halls;
        this.nowMillis = nowMillis;
    }

    /**
     * What a step did.
     *
     * @param isLast whether nothing is left to be placed anew
     * @param forgets whether boots and runs are no longer as they were before
     */
    record Step(Set<TallyKey> tallied, boolean isLast, boolean forgets) {}

    Step step() throws SQLException {
        Rederiving presses = new Rederiving(tables);
        boolean held = judgeHeld();
        int pending = placePending(presses);
        boolean isLast = pending < AT_ONCE && placeMoved(presses) > 0;
        return new Step(presses.write(), isLast && !held, held || pending > 0);
    }

    /** Anchors that came while the gateway's own clock was not right. When they came nobody knows better than: by now. */
    private boolean judgeHeld() throws SQLException {
        List<Long> holding = tables.runs().holding(BOOTS);
        for (long bootId : holding) {
            BootRow boot = tables.runs().boot(bootId);
            BootRow now = Placing.withAnchor(boot, Objects.requireNonNull(boot.held()), nowMillis);
            tables.runs().update(now.withHeld(null));
            if (now.anchor() != null) {
                tables.runs().redate(bootId, 0L, 0L);
            }
        }
        return !holding.isEmpty();
    }

    /** Presses that came while the gateway's own clock was not right; how many that were. */
    private int placePending(Rederiving presses) throws SQLException {
        int placed = 0;
        for (Map.Entry<Long, List<Long>> ofRun :
                tables.presses().pending(AT_ONCE).entrySet()) {
            RunRow run = tables.runs().byId(ofRun.getKey());
            Hall hall = halls.hall(tables.runs().terminal(run.terminalId()).hall());
            if (hall != null) {
                presses.derive(run, hall, ofRun.getValue(), this::asReceivedNow);
                placed += ofRun.getValue().size();
            }
        }
        return placed;
    }

    private StoredPress asReceivedNow(StoredPress press) {
        return press.eventTime().by() == EventTime.By.PENDING
                ? press.withReceived(nowMillis).withEventTime(EventTime.UNCERTAIN)
                : press;
    }

    /** Presses that wait for an anchor that is known by now; what is left of the step's room. */
    private int placeMoved(Rederiving presses) throws SQLException {
        int left = AT_ONCE;
        for (RunTable.Redating boot : tables.runs().redating(BOOTS)) {
            Hall hall = halls.hall(boot.terminal().hall());
            if (hall != null) {
                left = placeMoved(presses, boot, hall, left);
            }
            if (left <= 0) {
                return 0;
            }
        }
        return left;
    }

    /** The part of a boot that there is room for; what room is left. */
    private int placeMoved(Rederiving presses, RunTable.Redating from, Hall hall, int room) throws SQLException {
        long bootId = from.bootId();
        long runId = from.fromRunId();
        long seq = from.fromSeq();
        int left = room;
        while (left > 0) {
            Optional<RunRow> run = tables.runs().nextOfBoot(bootId, runId);
            if (run.isEmpty()) {
                tables.runs().redate(bootId, null, null);
                return left;
            }
            RunRow row = run.get();
            List<StoredPress> some = tables.presses().from(row.id(), row.id() == runId ? seq : 0, left);
            left -= some.size() + 1;
            if (some.isEmpty()) {
                runId = row.id() + 1;
                seq = 0;
            } else {
                List<Long> seqs = some.stream().map(press -> press.item().seq()).toList();
                presses.derive(row, hall, seqs, UnaryOperator.identity());
                runId = row.id();
                seq = seqs.get(seqs.size() - 1) + 1;
            }
        }
        tables.runs().redate(bootId, runId, seq);
        return left;
    }
}
