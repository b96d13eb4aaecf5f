package io.hallpulse.domain.assessment.scheme;

import io.hallpulse.domain.directory.Name;
import java.math.BigDecimal;
import java.util.List;

/**
 * What an inspector looks at.
 *
 * @param items at least one, ids differing
 */
public record Checklist(List<Item> items) {
    /**
     * Something that may be found.
     *
     * @param deduct points of 100 for each time, over 0
     * @param most points at most for one visit, not below {@code deduct}
     */
    public record Item(String id, Name name, BigDecimal deduct, BigDecimal most) {}

    public Checklist {
        items = List.copyOf(items);
    }
}
