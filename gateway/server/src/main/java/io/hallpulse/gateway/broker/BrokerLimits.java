package io.hallpulse.gateway.broker;

import io.hallpulse.contract.message.Json;

/**
 * What the embedded broker gives one client, and all of them together. A terminal has eight messages in flight and sends a backlog as
 * fast as it is acknowledged, so it meets a limit only as a pause.
 *
 * @param clientsPerAddress connected at once from one address
 * @param packetBytes the largest packet: a whole message with its topic and properties
 * @param pendingBytes of one client that wait in the broker before its socket is no longer read
 * @param allPendingBytes of all clients
 * @param queuedBytes in all queues, before no client is read from any longer; a press waits behind so much in a flood
 * @param foreignBytes of those in queues of others than the gateway, before the slowest subscribers are ended
 * @param packetsPerSecond of one client, on average
 * @param bytesPerSecond of one client, on average
 * @param inFlight messages on their way to one client; a terminal gets small ones and takes them at once
 * @param filters that one client may subscribe to
 * @param topics that one client may publish on
 * @param retained topics that keep a message
 * @param retainedBytes of those messages
 */
record BrokerLimits(
        int clientsPerAddress,
        int packetBytes,
        long pendingBytes,
        long allPendingBytes,
        long queuedBytes,
        long foreignBytes,
        int packetsPerSecond,
        int bytesPerSecond,
        int inFlight,
        int filters,
        int topics,
        int retained,
        long retainedBytes) {
    /** How many seconds of what it may send a client can save up. */
    static final int BURST_SECONDS = 4;

    /** Of heap for each client of an address: what the operator's manual wants for a terminal. */
    private static final int CLIENT_BYTES = 512 * 1024;

    private static final int LEAST_CLIENTS = 64;
    /** A queue and an address of Artemis and what they hold, well rounded up. */
    private static final long RETAINED_BYTES = 64 * 1024;

    /** Those that fit a heap. */
    static BrokerLimits of(long heapBytes) {
        int packetBytes = Json.MAX_PACKET_BYTES;
        return new BrokerLimits(
                (int) Math.min(Integer.MAX_VALUE, Math.max(LEAST_CLIENTS, heapBytes / CLIENT_BYTES)),
                packetBytes,
                4L * packetBytes,
                Math.max(8L * packetBytes, heapBytes / 16),
                Math.max(16L * packetBytes, heapBytes / 32),
                Math.max(8L * packetBytes, heapBytes / 64),
                500,
                1024 * 1024,
                16,
                16,
                16,
                (int) Math.min(20_000, heapBytes / RETAINED_BYTES),
                heapBytes / 64);
    }
}
