package io.hallpulse.gateway.reprocess;

import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.domain.count.TallyChanges;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.press.Placing;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.domain.press.RunRow;
import io.hallpulse.domain.press.StoredPress;
import io.hallpulse.domain.time.BootRow;
import io.hallpulse.domain.time.EventTime;
import io.hallpulse.gateway.store.PressTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Places stored presses anew in the light of what came since, and moves their tallies with them. The ingest thread. */
public final class Neighbourhood {
    private final PressTable presses;
    private final TallyChanges tallies;

    public Neighbourhood(PressTable presses, TallyChanges tallies) {
        this.presses = presses;
        this.tallies = tallies;
    }

    /**
     * Moves the stored presses of a run, from seq to seq, that belong elsewhere by now.
     *
     * @param news presses that are not stored yet, to be reckoned with
     * @return what places the new ones
     */
    public Placing move(RunRow run, BootRow boot, Hall hall, long from, long to, Collection<Placing.Timed> news)
            throws SQLException {
        Placing placing = new Placing(boot, run, hall.zone());
        placing.add(news);
        List<StoredPress> stored = new ArrayList<>(presses.between(run.id(), from - Placing.REACH, to + Placing.REACH)
                .values());
        stored.forEach(placing::add);
        List<StoredPress> moved = new ArrayList<>();
        for (StoredPress press : stored) {
            long seq = press.item().seq();
            if (seq >= from && seq <= to && Placing.Timed.of(press) != null) {
                EventTime eventTime = placing.place(seq);
                if (!eventTime.equals(press.eventTime())) {
                    StoredPress now = press.withEventTime(eventTime);
                    moved.add(now);
                    recount(hall, press, now);
                }
            }
        }
        if (!moved.isEmpty()) {
            presses.setEventTimes(run.id(), moved);
        }
        return placing;
    }

    /** Moves the tally of a press, if it counts. */
    public void recount(Hall hall, StoredPress old, StoredPress now) {
        if (old.state() == PressState.COUNTED && old.item() instanceof ReceivedPresses.Valid valid) {
            tallies.count(hall, valid.press(), old.eventTime(), old.receivedMillis(), -1);
            tallies.count(hall, valid.press(), now.eventTime(), now.receivedMillis(), 1);
        }
    }
}
