package io.hallpulse.gateway.duty;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;

/** The windows of the directory, as somebody names one. */
final class Windows {
    private Windows() {}

    /**
     * The hall of a window.
     *
     * @throws DutyRefused with one line, where there is no such hall, or no such window in it
     */
    static Hall require(Halls directory, String id, String window) {
        Hall hall = directory.hall(id);
        if (hall == null) {
            throw new DutyRefused("hall", "no hall is called '" + id + "'; /api/v1/halls lists them");
        }
        if (!hall.windows().containsKey(window)) {
            throw new DutyRefused(
                    "window",
                    "hall " + id + " has no window '" + window + "'; it has "
                            + String.join(", ", hall.windows().keySet()));
        }
        return hall;
    }
}
