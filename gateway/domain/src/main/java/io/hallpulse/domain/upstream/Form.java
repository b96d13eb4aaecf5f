package io.hallpulse.domain.upstream;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What comes of filling in a province's form: the form, or why it cannot be filled in. */
public sealed interface Form {
    /** The form's fields in the table's order. */
    record Filled(Map<String, String> fields) implements Form {
        public Filled {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /** Nothing can be posted, for a reason in one line. */
    record Refused(String reason) implements Form {}
}
