package io.hallpulse.domain.assessment.scheme;

import io.hallpulse.domain.directory.Name;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answers to a question. Of those that have a value the lowest is worth 0 and the highest 100.
 *
 * @param options in the order of the file, ids differing
 */
public record Scale(List<Option> options) {
    /**
     * An answer.
     *
     * @param value 0 to 100; null where the answer is excluded from the mean (不了解)
     * @param asksTip whether who chooses it may leave a hint, which goes to the discipline apart from the ballot
     */
    public record Option(String id, Name name, @Nullable BigDecimal value, boolean asksTip) {
        public boolean isExcluded() {
            return value == null;
        }
    }

    public Scale {
        options = List.copyOf(options);
    }

    /** The answer of an id; empty where the scale has none. */
    public Optional<Option> option(String id) {
        return options.stream().filter(option -> option.id().equals(id)).findFirst();
    }
}
