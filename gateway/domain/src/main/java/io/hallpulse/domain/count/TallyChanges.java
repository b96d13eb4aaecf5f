package io.hallpulse.domain.count;

import io.hallpulse.contract.message.Press;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.time.Buckets;
import io.hallpulse.domain.time.EventTime;
import java.util.HashMap;
import java.util.Map;

/** How the tallies move in one transaction: one change a (window, bucket, level), however many presses. */
public final class TallyChanges {
    private final Map<TallyKey, Tally> changes = new HashMap<>();

    /** Adds or takes away a press that counts. */
    public void count(Hall hall, Press press, EventTime eventTime, long receivedMillis, long n) {
        Integer level = press.level();
        if (level != null) {
            long bucket = Buckets.startOf(eventTime, hall.zone());
            TallyKey key = new TallyKey(hall.id(), press.window(), bucket, level);
            changes.merge(key, Tally.of(eventTime, receivedMillis, n), Tally::plus);
        }
    }

    /** Those that are not zero. */
    public Map<TallyKey, Tally> changes() {
        changes.values().removeIf(Tally.ZERO::equals);
        return changes;
    }
}
