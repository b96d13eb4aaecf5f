/**
 * Ratings of other channels: business systems and the page behind a counter's QR code send them, each is stored once, and they are counted
 * apart from the keys. A press never comes here.
 */
@NullMarked
package io.hallpulse.gateway.channel;

import org.jspecify.annotations.NullMarked;
