package io.hallpulse.gateway.score;

/** A window and its hall. */
record WindowKey(String hall, String window) {}
