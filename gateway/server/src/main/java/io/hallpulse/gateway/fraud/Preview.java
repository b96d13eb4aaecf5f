package io.hallpulse.gateway.fraud;

import io.hallpulse.domain.fraud.Rule;
import java.util.EnumMap;
import java.util.Map;

/** What rules would make of the presses of a span. One thread. */
public final class Preview {
    private final Map<Rule, Long> met = new EnumMap<>(Rule.class);
    private final long[] all = new long[5];
    private final long[] counted = new long[5];

    /** Of a rule that no press meets by itself. */
    void meet(Rule rule, long times) {
        met.put(rule, times);
    }

    void add(int level, String ids, boolean withheld) {
        all[level - 1]++;
        if (!withheld) {
            counted[level - 1]++;
        }
        for (String id : ids.isEmpty() ? new String[0] : ids.split(" ", -1)) {
            Rule.of(id).ifPresent(rule -> met.merge(rule, 1L, Long::sum));
        }
    }

    /** How many presses meet a rule; one that meets several is in each. Of {@link Rule#TICKETS}, how many hours. */
    public long met(Rule rule) {
        return met.getOrDefault(rule, 0L);
    }

    /** Presses by level, that of level 1 first, as if no rule was in force. */
    public long[] all() {
        return all.clone();
    }

    /** Those of them that would count. */
    public long[] counted() {
        return counted.clone();
    }
}
