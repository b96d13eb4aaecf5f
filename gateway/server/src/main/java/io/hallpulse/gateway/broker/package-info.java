/**
 * The way of messages in and out: the embedded MQTT broker, and the gateway's own link to whichever broker carries the presses.
 * Callbacks only hand over to ingest's inbox.
 */
@NullMarked
package io.hallpulse.gateway.broker;

import org.jspecify.annotations.NullMarked;
