package io.hallpulse.domain.count;

import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.press.Change;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.domain.press.StoredPress;
import io.hallpulse.domain.time.Buckets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How the tallies move in one transaction: one change a (window, bucket, level), however many presses. */
public final class TallyChanges {
    private final Map<TallyKey, Tally> changes = new HashMap<>();
    /** Ids of halls whose published figures do not move with their tallies. */
    private final Set<String> holdingBack = new HashSet<>();

    /** Takes away what the press counted as before, and adds what it counts as now. */
    public void add(Hall hall, Change change) {
        if (!hall.screen().publishesAtOnce()) {
            holdingBack.add(hall.id());
        }
        if (change.before() != null) {
            count(hall, change.before(), -1);
        }
        count(hall, change.now(), 1);
    }

    private void count(Hall hall, StoredPress press, long n) {
        if (press.state() == PressState.COUNTED && press.item() instanceof ReceivedPresses.Valid valid) {
            Integer level = valid.press().level();
            if (level != null) {
                long bucket = Buckets.startOf(press.eventTime(), hall.zone());
                TallyKey key = new TallyKey(hall.id(), valid.press().window(), bucket, level);
                changes.merge(key, Tally.of(press.eventTime(), press.receivedMillis(), n), Tally::plus);
            }
        }
    }

    /** Adds a change of a hall's tallies that is known as such. */
    public void add(Hall hall, Map<TallyKey, Tally> more) {
        if (!hall.screen().publishesAtOnce()) {
            holdingBack.add(hall.id());
        }
        more.forEach((key, tally) -> changes.merge(key, tally, Tally::plus));
    }

    /** Those that are not zero. */
    public Map<TallyKey, Tally> changes() {
        changes.values().removeIf(Tally.ZERO::equals);
        return changes;
    }

    /** Those of them that no published figure shows yet. */
    public Map<TallyKey, Tally> heldBack() {
        return changes().entrySet().stream()
                .filter(change -> holdingBack.contains(change.getKey().hall()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
