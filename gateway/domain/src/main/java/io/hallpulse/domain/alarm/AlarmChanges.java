package io.hallpulse.domain.alarm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state machine of alarms: what becomes of those that are known, by what is wrong now. */
public final class AlarmChanges {
    private AlarmChanges() {}

    /**
     * The alarms that are otherwise from now on, new ones among them.
     *
     * @param known the newest of each kind and subject
     * @param conditions all that is wrong now
     */
    public static List<Alarm> of(Collection<Alarm> known, Collection<Condition> conditions, long nowMillis) {
        Map<AlarmKey, Alarm> newest = new HashMap<>();
        known.forEach(alarm -> newest.put(alarm.key(), alarm));
        Map<AlarmKey, Condition> wrong = new LinkedHashMap<>();
        conditions.forEach(condition -> wrong.putIfAbsent(condition.key(), condition));
        List<Alarm> changed = new ArrayList<>();
        wrong.values().forEach(condition -> {
            Alarm last = newest.get(condition.key());
            Alarm next = next(last, condition, nowMillis);
            if (next != null && !next.equals(last)) {
                changed.add(next);
            }
        });
        for (Alarm alarm : known) {
            if (alarm.isOpen() && !wrong.containsKey(alarm.key())) {
                changed.add(alarm.closed(0, nowMillis));
            }
        }
        return changed;
    }

    private static @Nullable Alarm next(@Nullable Alarm last, Condition condition, long nowMillis) {
        boolean noted = condition.kind().closing() == AlarmKind.Closing.NOTED;
        if (last == null) {
            return noted && condition.number() <= 0 ? null : Alarm.opened(condition, 0, nowMillis);
        }
        if (noted && condition.number() <= last.noted()) { // it was acknowledged, or is less than what was
            return last.isOpen()
                    ? last.closed(condition.number(), nowMillis)
                    : last.closed(condition.number(), last.closedMillis() == null ? nowMillis : last.closedMillis());
        }
        if (last.isOpen()) {
            return last.still(condition);
        }
        return last.isOver(nowMillis) ? Alarm.opened(condition, last.noted(), nowMillis) : last.reopened(condition);
    }
}
