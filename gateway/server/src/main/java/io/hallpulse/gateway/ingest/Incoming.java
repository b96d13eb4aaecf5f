package io.hallpulse.gateway.ingest;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.contract.message.Status;

/** What a delivered message turned out to be. */
sealed interface Incoming {
    Delivery delivery();

    record Presses(Delivery delivery, TerminalId terminal, ReceivedPresses message) implements Incoming {}

    record OfStatus(Delivery delivery, TerminalId terminal, Status status) implements Incoming {}

    /** Goes to the dead letters. */
    record Unreadable(Delivery delivery, String reason) implements Incoming {}

    /** Not for us, or not for this version: nothing is kept and nothing answered. */
    record Nothing(Delivery delivery) implements Incoming {}
}
