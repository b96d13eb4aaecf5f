package io.hallpulse.domain.alarm;

import io.hallpulse.domain.alarm.Alarm.Told;
import java.util.Optional;

/**
 * What people who are not at the console are told of an alarm: that it has opened, and that it is closed once it can no longer open again, so
 * that a loose cable sends two messages and not two hundred.
 */
public final class Telling {
    private Telling() {}

    /**
     * What is to be told now, if anything.
     *
     * @param quiet whether this kind of alarm may not disturb anybody now
     */
    public static Optional<Told> due(Alarm alarm, boolean quiet, long nowMillis) {
        if (quiet || alarm.isMuted(nowMillis)) {
            return Optional.empty();
        }
        if (alarm.isOpen()) {
            return alarm.told() == Told.NOTHING ? Optional.of(Told.OPENING) : Optional.empty();
        }
        return alarm.told() == Told.OPENING && alarm.isOver(nowMillis) ? Optional.of(Told.CLOSING) : Optional.empty();
    }
}
