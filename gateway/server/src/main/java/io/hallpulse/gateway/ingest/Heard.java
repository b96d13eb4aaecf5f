package io.hallpulse.gateway.ingest;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.contract.message.Status;

/** What a delivered message turned out to be. */
sealed interface Heard {
    Delivery delivery();

    record Presses(Delivery delivery, TerminalId terminal, ReceivedPresses message) implements Heard {}

    record OfStatus(Delivery delivery, TerminalId terminal, Status status) implements Heard {}

    /** Goes to the dead letters. */
    record Unreadable(Delivery delivery, String reason) implements Heard {}

    /** Not for us, or not for this version: nothing is kept and nothing answered. */
    record Nothing(Delivery delivery) implements Heard {}
}
