package io.hallpulse.agent.trial;

import io.hallpulse.contract.Level;
import io.hallpulse.runtime.program.OperationFailed;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The key map that is being learned: one key for each level, no key for two. For one thread. */
final class Learning {
    private final ArrayDeque<Level> left = new ArrayDeque<>();
    private final Map<String, Integer> keys = new LinkedHashMap<>();

    /** @param levels in the order in which their keys are wanted */
    Learning(Collection<Level> levels) {
        left.addAll(levels);
    }

    /** The level whose key is wanted now, null when all have theirs. */
    @Nullable
    Level wanted() {
        return left.peek();
    }

    /** The keypad has no key for the level. */
    void skip() {
        left.remove();
    }

    /**
     * The level's key.
     *
     * @throws OperationFailed with one line, when it is another level's already
     */
    void take(String key) {
        Level level = left.remove();
        Integer other = keys.put(key, level.number());
        if (other != null) {
            throw new OperationFailed("key '" + key + "' was pressed for level " + other + " and for level "
                    + level.number() + "; a key has one level: begin again");
        }
    }

    /** Raw keys to levels, as far as they are known. */
    Map<String, Integer> keys() {
        return keys;
    }
}
