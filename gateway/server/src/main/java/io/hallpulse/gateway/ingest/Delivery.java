package io.hallpulse.gateway.ingest;

/**
 * A message as the broker delivered it.
 *
 * @param receivedMillis when, by the gateway's clock, in milliseconds since 1970
 * @param retained whether the broker kept it for whoever subscribes: nobody knows how old it is
 * @param acknowledgement tells the broker that it need not be delivered again; to be run after the commit, once
 * @param probe whether the gateway sent it to itself
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy of each payload would cost more than it guards
public record Delivery(
        String topic, byte[] payload, long receivedMillis, boolean retained, Runnable acknowledgement, boolean probe) {
    /** A message of a terminal's. */
    public Delivery(String topic, byte[] payload, long receivedMillis, boolean retained, Runnable acknowledgement) {
        this(topic, payload, receivedMillis, retained, acknowledgement, false);
    }

    /** A message from the gateway to itself, which says that the way through the broker to the ingest thread is open. */
    public static Delivery probe(String topic, long receivedMillis, Runnable acknowledgement) {
        return new Delivery(topic, new byte[0], receivedMillis, false, acknowledgement, true);
    }
}
