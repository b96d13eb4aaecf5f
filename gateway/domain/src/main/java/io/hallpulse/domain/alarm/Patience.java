package io.hallpulse.domain.alarm;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has been wrong for so long that there is an alarm of it. One thread. */
public final class Patience {
    private final Map<AlarmKey, Long> since = new HashMap<>();

    /** Those of what is wrong now that have been for long enough. */
    public List<Condition> lasting(Collection<Condition> conditions, long nowMillis) {
        Set<AlarmKey> wrong = new HashSet<>();
        conditions.forEach(condition -> wrong.add(condition.key()));
        since.keySet().retainAll(wrong);
        return conditions.stream()
                .filter(condition -> {
                    long first = Math.min(since.getOrDefault(condition.key(), nowMillis), nowMillis);
                    since.put(condition.key(), first);
                    return nowMillis - first >= condition.kind().patience().toMillis();
                })
                .toList();
    }
}
