package io.hallpulse.gateway.store;

/**
 * A run of a terminal.
 *
 * @param bootId 0 while no press named its boot
 * @param low the lowest seq that its outbox still held, as last heard
 * @param next one above the highest seq that its terminal said it has, or that came in
 */
public record RunRow(long id, long terminalId, String run, long bootId, long low, long next) {}
