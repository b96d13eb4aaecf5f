package io.hallpulse.domain.press;

import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.domain.time.EventTime;

/**
 * A press as the store has it or is about to have it.
 *
 * @param item as it came in; instants to the millisecond
 * @param receivedMillis when the gateway first got it, milliseconds since 1970
 */
public record StoredPress(ReceivedPresses.Item item, PressState state, EventTime eventTime, long receivedMillis) {
    public StoredPress {
        if ((item instanceof ReceivedPresses.Invalid) != (state == PressState.INVALID)) {
            throw new IllegalArgumentException("an invalid press, and no other, has the state invalid");
        }
    }

    /**
     * The derived mark {@code clock-doubt}: its terminal called the clock synced, and yet its time was not believed. What the terminal
     * sent stays as it is.
     */
    public boolean isClockDoubtful() {
        return item instanceof ReceivedPresses.Valid valid
                && valid.press().synced()
                && eventTime.by() != EventTime.By.WALL
                && eventTime.by() != EventTime.By.PENDING;
    }

    public StoredPress withEventTime(EventTime other) {
        return new StoredPress(item, state, other, receivedMillis);
    }

    /** As if it had come then. */
    public StoredPress withReceived(long millis) {
        return new StoredPress(item, state, eventTime, millis);
    }

    public StoredPress withState(PressState other) {
        return other == state ? this : new StoredPress(item, other, eventTime, receivedMillis);
    }
}
