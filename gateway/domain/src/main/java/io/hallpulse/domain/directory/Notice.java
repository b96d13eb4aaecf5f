package io.hallpulse.domain.directory;

import io.hallpulse.contract.Identifiers;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A notice for a hall's screen.
 *
 * @param id unique in its hall
 * @param text in both languages of the screen
 * @param from the instant from which it is shown, null for at once
 * @param to the instant before which it is shown, null for as long as it stands in the directory
 */
public record Notice(
        String hall,
        String id,
        Name text,
        @Nullable Instant from,
        @Nullable Instant to) {
    public Notice {
        Identifiers.requireIdentifier("id", id);
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("notice " + id + ": it ends before it begins");
        }
    }

    /** Whether it is shown at that instant. */
    public boolean isInForce(Instant at) {
        return (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
    }

    String key() {
        return hall + '/' + id;
    }
}
