package io.hallpulse.gateway.store;

import io.hallpulse.domain.channel.ChannelRating;

/**
 * A rating of another channel, and how it came.
 *
 * @param sender the login that sent it, empty for the gateway's own page
 * @param key by which the sender tells its ratings apart
 */
public record ChannelRatingRow(String sender, String key, ChannelRating rating, long receivedMillis) {}
