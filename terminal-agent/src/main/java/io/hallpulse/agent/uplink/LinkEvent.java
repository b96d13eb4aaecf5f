package io.hallpulse.agent.uplink;

import org.jspecify.annotations.Nullable;

/** An event of one connection, handed over by the MQTT client's threads. */
sealed interface LinkEvent {
    /** Which connection, so that what comes late from an earlier one is passed over. */
    long connection();

    /** A message came in. */
    record Arrived(long connection, String topic, byte[] payload) implements LinkEvent {}

    /**
     * A message of ours was taken, or not: an MQTT 5 reason code.
     *
     * @param bytes of its payload
     * @param batch what it held, null where it held no presses
     */
    record Published(long connection, String topic, int reason, int bytes, SendSchedule.@Nullable Batch batch)
            implements LinkEvent {}

    /** The broker ended the connection because of a message that is larger than it takes, and it never announced how large one may be. */
    record EndedByLargeMessage(long connection) implements LinkEvent {}

    /** The connection ended. */
    record Lost(long connection, String why) implements LinkEvent {}

    /** The broker ended the connection because another client connected under our name. */
    record TakenOver(long connection) implements LinkEvent {}
}
