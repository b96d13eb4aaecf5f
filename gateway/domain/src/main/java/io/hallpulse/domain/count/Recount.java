package io.hallpulse.domain.count;

import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.domain.press.Judging;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.domain.press.StoredPress;
import io.hallpulse.domain.press.Superseder;
import io.hallpulse.domain.time.Buckets;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** States and tallies from raw presses alone: what ingest must have arrived at, whatever the order in which the presses came. */
public final class Recount {
    private final String hall;
    private final ZoneId zone;
    private final Predicate<String> windowKnown;
    private final Map<TallyKey, Tally> tallies = new HashMap<>();

    /** A recount of one hall. */
    public Recount(String hall, ZoneId zone, Predicate<String> windowKnown) {
        this.hall = hall;
        this.zone = zone;
        this.windowKnown = windowKnown;
    }

    /**
     * Counts all presses of one run.
     *
     * @return the state that each seq must have
     */
    public Map<Long, PressState> run(Collection<StoredPress> presses) {
        Set<Superseder> takenBack = new HashSet<>();
        for (StoredPress stored : presses) {
            if (stored.item() instanceof ReceivedPresses.Valid valid && Judging.takesBack(valid.press())) {
                takenBack.add(superseder(valid.press()));
            }
        }
        Map<Long, PressState> states = new HashMap<>();
        for (StoredPress stored : presses) {
            states.put(stored.item().seq(), count(stored, takenBack));
        }
        return states;
    }

    /** The tallies of all runs so far; none is zero. */
    public Map<TallyKey, Tally> tallies() {
        return Map.copyOf(tallies);
    }

    private PressState count(StoredPress stored, Set<Superseder> takenBack) {
        if (!(stored.item() instanceof ReceivedPresses.Valid valid)) {
            return PressState.INVALID;
        }
        Press press = valid.press();
        PressState state = Judging.judge(
                press,
                windowKnown.test(press.window()),
                takenBack.contains(new Superseder(press.seq(), press.window())));
        Integer level = press.level();
        if (state == PressState.COUNTED && level != null) {
            tallies.merge(
                    new TallyKey(hall, press.window(), Buckets.startOf(stored.eventTime(), zone), level),
                    Tally.of(stored.eventTime(), stored.receivedMillis(), 1),
                    Tally::plus);
        }
        return state;
    }

    private static Superseder superseder(Press press) {
        Long target = press.supersedes();
        return new Superseder(target == null ? 0 : target, press.window());
    }
}
