package io.hallpulse.gateway.assessment.scheme;

import io.hallpulse.domain.assessment.scheme.Scheme;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading a scheme file.
 *
 * @param scheme null where there is a fault
 * @param faults one line each, with file, line, key and the mend, in the order of the file; empty where the scheme may be used
 */
public record SchemeReading(@Nullable Scheme scheme, List<String> faults) {
    public SchemeReading {
        faults = List.copyOf(faults);
    }
}
