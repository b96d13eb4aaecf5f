package io.hallpulse.gateway.store;

/**
 * A message about an alarm on its way to people or programs elsewhere.
 *
 * @param id says the order, 0 for one that has no row yet
 * @param way {@code hook} or {@code mail}
 * @param message by which a receiver tells what comes twice
 * @param body as it is sent
 */
public record AlarmDelivery(long id, String way, String message, long createdMillis, String body) {}
