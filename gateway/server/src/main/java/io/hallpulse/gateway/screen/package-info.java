/**
 * Where people meet the scores: HTTP, the stream of Server-Sent Events, and the hall screen with its assets. A press ends here, as
 * a figure on the wall.
 */
@NullMarked
package io.hallpulse.gateway.screen;

import org.jspecify.annotations.NullMarked;
