package io.hallpulse.gateway.store;

import io.hallpulse.contract.message.ReceivedPresses;

/**
 * A press as the store has it or is about to have it.
 *
 * @param item as it came in; instants to the millisecond
 * @param receivedMillis when the gateway first got it, milliseconds since 1970
 */
public record StoredPress(ReceivedPresses.Item item, PressState state, Placement placement, long receivedMillis) {
    public StoredPress {
        if ((item instanceof ReceivedPresses.Invalid) != (state == PressState.INVALID)) {
            throw new IllegalArgumentException("an invalid press, and no other, has the state invalid");
        }
    }

    public StoredPress withState(PressState other) {
        return other == state ? this : new StoredPress(item, other, placement, receivedMillis);
    }
}
