package io.hallpulse.domain.fraud;

import io.hallpulse.domain.calendar.OpeningHours;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** When a hall was open, by the hours that were in force at the time: what is changed later says nothing of what was pressed before. */
public final class Openings {
    private final TreeMap<Long, Optional<OpeningHours>> versions;

    /**
     * Those versions.
     *
     * @param versions by the instant from which each is in force; empty where nobody said when the hall is open. The first holds before, too
     */
    public Openings(Map<Long, Optional<OpeningHours>> versions) {
        this.versions = new TreeMap<>(versions);
    }

    /** Whether the hall was closed when it was pressed, and at that time before and after; false where nobody knows. */
    public boolean isClosed(RatedPress press, long graceMillis) {
        if (versions.isEmpty()) {
            return false;
        }
        Map.Entry<Long, Optional<OpeningHours>> known = versions.floorEntry(press.knownMillis());
        Map.Entry<Long, Optional<OpeningHours>> then =
                known == null ? Objects.requireNonNull(versions.firstEntry()) : known;
        return then.getValue().isPresent() && isClosed(then.getValue().get(), press.placedMillis(), graceMillis);
    }

    private static boolean isClosed(OpeningHours hours, long millis, long graceMillis) {
        Instant from = Instant.ofEpochMilli(millis - graceMillis);
        Instant to = Instant.ofEpochMilli(millis + graceMillis);
        if (hours.at(from).open() || hours.at(to).open()) {
            return false;
        }
        return hours.next(from).map(next -> next.at().isAfter(to)).orElse(true);
    }
}
