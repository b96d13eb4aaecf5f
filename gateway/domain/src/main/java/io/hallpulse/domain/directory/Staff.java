package io.hallpulse.domain.directory;

import io.hallpulse.contract.Identifiers;
import org.jspecify.annotations.Nullable;

/**
 * One who serves: at a window, or in a department.
 *
 * @param id unique in the gateway, such as the number on the badge
 * @param post what they are, may be empty
 * @param hall of the window, empty where they have none
 * @param window where they serve, empty where they have none
 * @param department that they belong to, may be empty
 * @param stars 0 to 5 as the site awards them, or null
 */
public record Staff(
        String id,
        Name name,
        String post,
        String hall,
        String window,
        String department,
        @Nullable Integer stars) {
    public Staff {
        Identifiers.requireIdentifier("id", id);
        if (hall.isEmpty() != window.isEmpty()) {
            throw new IllegalArgumentException("staff " + id + ": hall and window stand together, or neither does");
        }
        if (stars != null && (stars < 0 || stars > 5)) {
            throw new IllegalArgumentException("staff " + id + ": stars are 0 to 5, not " + stars);
        }
    }

    /** Whether they serve there. */
    boolean isAt(String otherHall, String otherWindow) {
        return hall.equals(otherHall) && window.equals(otherWindow);
    }
}
