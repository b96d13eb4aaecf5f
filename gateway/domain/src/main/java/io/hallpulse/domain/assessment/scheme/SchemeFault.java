package io.hallpulse.domain.assessment.scheme;

import java.util.List;

/**
 * Something in a scheme that does not fit together.
 *
 * @param at where in the file, from its top: keys of mappings, ids of what stands in lists, {@code [0]} for the first of those without
 * @param problem what is wrong and the mend, in one line
 */
public record SchemeFault(List<String> at, String problem) {
    public SchemeFault {
        at = List.copyOf(at);
    }
}
