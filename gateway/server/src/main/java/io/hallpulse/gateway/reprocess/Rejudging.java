package io.hallpulse.gateway.reprocess;

import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.domain.count.TallyChanges;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.press.Judging;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.domain.press.Superseder;
import io.hallpulse.gateway.store.PressTable;
import io.hallpulse.gateway.store.PressTable.OfRun;
import io.hallpulse.gateway.store.StoreWriter;
import java.sql.SQLException;
import java.util.List;

/** Counts what was stored before its window was configured. At start, before ingest runs. */
public final class Rejudging {
    private static final int AT_ONCE = 5000;

    private Rejudging() {}

    /**
     * Judges again the unplaced presses of windows that are known by now, each with its tally in one transaction.
     *
     * @return how many have another state now
     */
    public static long run(StoreWriter writer, Halls halls) throws SQLException, InterruptedException {
        long judged = 0;
        for (Hall hall : halls.all()) {
            int some = AT_ONCE;
            while (some == AT_ONCE) {
                some = writer.transaction(tables -> {
                    List<OfRun> unplaced = tables.presses().unplaced(hall.id(), hall.windows(), AT_ONCE);
                    TallyChanges tallies = new TallyChanges();
                    for (OfRun press : unplaced) {
                        judge(tables.presses(), press, hall, tallies);
                    }
                    tables.tallies().add(tallies.changes());
                    return unplaced.size();
                });
                judged += some;
            }
        }
        return judged;
    }

    private static void judge(PressTable presses, OfRun found, Hall hall, TallyChanges tallies) throws SQLException {
        if (found.press().item() instanceof ReceivedPresses.Valid valid) {
            long seq = found.press().item().seq();
            boolean superseded = presses.superseders(found.runId(), seq, seq)
                    .contains(new Superseder(seq, valid.press().window()));
            PressState state = Judging.judge(valid.press(), true, superseded);
            presses.setState(found.runId(), seq, state);
            if (state == PressState.COUNTED) {
                tallies.count(
                        hall,
                        valid.press(),
                        found.press().eventTime(),
                        found.press().receivedMillis(),
                        1);
            }
        }
    }
}
