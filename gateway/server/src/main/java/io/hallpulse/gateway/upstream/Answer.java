package io.hallpulse.gateway.upstream;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the province said to a batch. */
sealed interface Answer {
    /**
     * It has taken all but those that it names.
     *
     * @param refused why, by the identity of the rating
     */
    record Taken(Map<String, String> refused) implements Answer {
        public Taken {
            refused = Map.copyOf(refused);
        }
    }

    /**
     * It has taken none, since something is wrong with the records.
     *
     * @param refused those that it names, as above; none where it only says that there are some
     * @param reason in one line
     */
    record Bad(Map<String, String> refused, String reason) implements Answer {
        public Bad {
            refused = Map.copyOf(refused);
        }
    }

    /**
     * Whether it has taken them nobody knows; they are to be posted again.
     *
     * @param reason in one line
     * @param retryAfter how long it wants to be left alone, null where it did not say
     */
    record Away(String reason, @Nullable Duration retryAfter) implements Answer {}
}
